package wire_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"station365/sync/wire"
)

var caKey = []byte("the public key of some centre's certificate authority")

func TestEnrolmentCode_IsTypedAsPeopleType(t *testing.T) {
	code := wire.NewCode(77, caKey)
	shown := code.Reveal()

	if !regexp.MustCompile(`^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$`).MatchString(shown) {
		t.Fatalf("the code reads %q", shown)
	}
	for _, typed := range []string{shown, strings.ToLower(shown), strings.ReplaceAll(shown, "-", ""), " " + strings.ReplaceAll(shown, "-", " ") + "\n",
		strings.NewReplacer("0", "o", "1", "l").Replace(shown)} {
		if got, err := wire.ParseCode(typed); err != nil || got != code {
			t.Errorf("typed %q: %v", typed, err)
		}
	}
	if code.Place() != wire.CodePlace(77) || !code.Names(caKey) || code.Names([]byte("another")) {
		t.Error("the code does not name its place and its centre, and only them")
	}
}

func TestEnrolmentCodeMistyped_IsToldBeforeAnythingIsSent(t *testing.T) {
	shown := strings.ReplaceAll(wire.NewCode(0, caKey).Reveal(), "-", "")
	for at := range shown {
		for _, c := range "0123456789ABCDEFGHJKMNPQRSTVWXYZ" {
			wrong := shown[:at] + string(c) + shown[at+1:]
			if _, err := wire.ParseCode(wrong); wrong != shown && !errors.Is(err, wire.ErrCodeTyped) {
				t.Fatalf("%q for %q passes", wrong, shown)
			}
		}
		for other := range at {
			b := []byte(shown)
			b[at], b[other] = b[other], b[at]
			if _, err := wire.ParseCode(string(b)); string(b) != shown && !errors.Is(err, wire.ErrCodeTyped) {
				t.Fatalf("%q for %q passes", b, shown)
			}
		}
	}
	if _, err := wire.ParseCode(shown[1:]); !errors.Is(err, wire.ErrCodeLength) {
		t.Errorf("a character is missing: %v", err)
	}
}

func TestEnrolmentCode_IsNeverPrintedByAccident(t *testing.T) {
	code := wire.NewCode(3, caKey)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if text := fmt.Sprintf(verb, code); strings.Contains(text, code.Reveal()[3:8]) {
			t.Errorf("%s shows %s", verb, text)
		}
	}
}

func TestProofOfACode_IsWorthNothingInAnotherConnection(t *testing.T) {
	code := wire.NewCode(1, caKey)
	key, other := code.Key(caKey), wire.NewCode(1, caKey).Key(caKey)
	here, there, said := []byte("this connection"), []byte("another"), []byte("request")

	proof := key.Prove(wire.ProvenByKiosk, here, said)

	if !key.Proves(wire.ProvenByKiosk, here, said, proof) {
		t.Error("the right proof is refused")
	}
	if key.Proves(wire.ProvenByKiosk, there, said, proof) || key.Proves(wire.ProvenByCentre, here, said, proof) ||
		key.Proves(wire.ProvenByKiosk, here, []byte("other request"), proof) || other.Proves(wire.ProvenByKiosk, here, said, proof) ||
		wire.CodeKey(nil).Proves(wire.ProvenByKiosk, here, said, wire.CodeKey(nil).Prove(wire.ProvenByKiosk, here, said)) {
		t.Error("a proof passes for what it was not made for")
	}
}

func FuzzParseCode(f *testing.F) {
	f.Add(wire.NewCode(5, caKey).Reveal())
	f.Add("ıııııııııııııııııııııııı")
	f.Fuzz(func(t *testing.T, typed string) {
		code, err := wire.ParseCode(typed)
		if err != nil {
			return
		}
		if again, err := wire.ParseCode(code.Reveal()); err != nil || again != code {
			t.Errorf("%q reads back as another code: %v", typed, err)
		}
	})
}
