package wire_test

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"station365/kiosk"
	"station365/kiosk/personal"
	"station365/sync/wire"
)

// numbered is n bytes that begin with first: keys of tests, and only of tests.
func numbered(first byte, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = first + byte(i)
	}
	return b
}

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// parties are an invented kiosk and its centre with fixed keys.
type parties struct {
	keys     wire.KioskKeys
	identity wire.Identity
	sealer   *wire.Sealer
	seal     *ecdh.PrivateKey
	sign     ed25519.PrivateKey
	kiosk    ed25519.PublicKey
}

func newParties(t testing.TB) parties {
	t.Helper()
	p := parties{keys: wire.KioskKeys{Version: 1, Sign: numbered(1, 32), Kiosk: numbered(2, 32), Tag: numbered(3, 32),
		Secret: numbered(4, 32), Salt: numbered(5, 16)}}
	var err error
	p.seal, err = ecdh.X25519().NewPrivateKey(numbered(6, 32))
	must(t, err)
	p.sign = ed25519.NewKeyFromSeed(numbered(7, 32))
	p.identity = wire.NewIdentity("kiosk-1", "community-1", "S1", p.seal.PublicKey().Bytes(), p.sign.Public().(ed25519.PublicKey), "token")
	p.sealer = wire.NewSealer(p.identity, p.keys)
	p.kiosk = p.keys.SignKey().Public().(ed25519.PublicKey)
	return p
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func body() wire.Body {
	return wire.Body{Kind: wire.KindCaseSubmitted, CaseID: "0195573f-0000-7000-8000-000000000001", Number: kiosk.NewCaseNumber("S1", 1),
		Matter: "residence-registration", CatalogueVersion: 3, NoticeVersion: 2,
		Answers:     map[string]personal.Value{"reason": personal.New("work"), "phone": personal.New("13900000000")},
		Card:        map[string]personal.Value{"name": personal.New("林小满")},
		SubmittedAt: noon, TimeTrusted: true,
		Promise: kiosk.Promise{Officer: "周晓梅", Phone: "010-0000", DueBy: noon.AddDate(0, 0, 5)}}
}

func TestCentreReadsWhatTheKioskSealed(t *testing.T) {
	p := newParties(t)
	kept, err := p.sealer.Seal(kiosk.Head{Epoch: 1, Sequence: 1}, body())
	must(t, err)

	r, err := wire.Decode(kept.Bytes)
	must(t, err)
	must(t, r.Verify(p.kiosk))
	b, err := r.Open(p.seal)
	must(t, err)

	if r.Hash != kept.Hash || b.Answers["phone"].Reveal() != "13900000000" || b.Card["name"].Reveal() != "林小满" ||
		!b.Promise.DueBy.Equal(noon.AddDate(0, 0, 5)) || b.Number != body().Number {
		t.Error("what came out is not what went in")
	}
	if bytes.Contains(kept.Bytes, []byte("residence")) || bytes.Contains(kept.Bytes, []byte("13900000000")) {
		t.Error("the record can be read without a key")
	}
}

func TestLengthOfARecordDoesNotTellTheMatter(t *testing.T) {
	p := newParties(t)
	short, long := body(), body()
	long.Answers = map[string]personal.Value{"theme": personal.New(strings.Repeat("楼", 80))}

	a, err := p.sealer.Seal(kiosk.Head{Epoch: 1, Sequence: 1}, short)
	must(t, err)
	b, err := p.sealer.Seal(kiosk.Head{Epoch: 1, Sequence: 1}, long)
	must(t, err)

	if len(a.Bytes) != len(b.Bytes) {
		t.Errorf("%d and %d bytes", len(a.Bytes), len(b.Bytes))
	}
}

func TestAnyPartOfARecordIsChanged_SignatureIsWrong(t *testing.T) {
	p := newParties(t)
	kept, err := p.sealer.Seal(kiosk.Head{Epoch: 1, Sequence: 7, Prev: [32]byte{9}}, body())
	must(t, err)
	changes := map[string]func(r string) string{
		"kiosk":    func(r string) string { return strings.Replace(r, `"kiosk":"kiosk-1"`, `"kiosk":"kiosk-2"`, 1) },
		"epoch":    func(r string) string { return strings.Replace(r, `"epoch":1`, `"epoch":2`, 1) },
		"sequence": func(r string) string { return strings.Replace(r, `"sequence":"7"`, `"sequence":"8"`, 1) },
		"prev":     func(r string) string { return strings.Replace(r, `"prev":"09`, `"prev":"0a`, 1) },
		"time":     func(r string) string { return strings.Replace(r, "12:00:00", "13:00:00", 1) },
		"trusted":  func(r string) string { return strings.Replace(r, `"timetrusted":true`, `"timetrusted":false`, 1) },
		"id":       func(r string) string { return strings.Replace(r, `"id":"0`, `"id":"1`, 1) },
		"key":      func(r string) string { return strings.Replace(r, `"keyid":"`, `"keyid":"x`, 1) },
	}
	for part, change := range changes {
		changed := change(string(kept.Bytes))

		r, err := wire.Decode([]byte(changed))
		must(t, err)

		if changed == string(kept.Bytes) || !errors.Is(r.Verify(p.kiosk), wire.ErrSignature) {
			t.Errorf("%s: not noticed", part)
		}
	}
}

func TestSealedPartIsMovedToAnotherPlace_ItDoesNotOpen(t *testing.T) {
	p := newParties(t)
	kept, err := p.sealer.Seal(kiosk.Head{Epoch: 1, Sequence: 7}, body())
	must(t, err)
	r, err := wire.Decode(kept.Bytes)
	must(t, err)

	r.Sequence = 8
	_, err = r.Open(p.seal)

	if !errors.Is(err, wire.ErrUnsealed) {
		t.Errorf("opened in another place: %v", err)
	}
}

func TestUnknownFieldIsIgnored_UnknownVersionIsRefused(t *testing.T) {
	p := newParties(t)
	kept, err := p.sealer.Seal(kiosk.Head{Epoch: 1, Sequence: 1}, body())
	must(t, err)
	more := bytes.Replace(kept.Bytes, []byte(`{`), []byte(`{"weather":"fine",`), 1)
	newer := bytes.Replace(kept.Bytes, []byte("record.v1"), []byte("record.v2"), 1)

	r, err := wire.Decode(more)
	must(t, err)
	_, refused := wire.Decode(newer)

	must(t, r.Verify(p.kiosk))
	if !errors.Is(refused, wire.ErrVersion) {
		t.Errorf("version 2: %v", refused)
	}
}

func TestTombstoneStandsForItsRecord(t *testing.T) {
	p := newParties(t)
	kept, err := p.sealer.Seal(kiosk.Head{Epoch: 1, Sequence: 4}, body())
	must(t, err)

	stone, err := p.sealer.Tombstone(kept, "record-damaged", noon)
	must(t, err)
	r, err := wire.Decode(stone.Bytes)
	must(t, err)

	must(t, r.Verify(p.kiosk))
	if r.Hash != kept.Hash || r.Sequence != 4 || r.Reason != "record-damaged" || len(r.Sealed) != 0 {
		t.Errorf("tombstone %+v", r)
	}
}

func TestWhatTheCentreDidNotSignForThisKiosk_IsRefused(t *testing.T) {
	p := newParties(t)
	_, stranger, err := ed25519.GenerateKey(nil)
	must(t, err)
	down := wire.Down{Kiosk: "kiosk-1", Sequence: 1, Kind: wire.KindStatusChanged, CaseID: "c", Revision: 1, Status: kiosk.Accepted, At: noon}

	good, err := down.Sign(p.sign)
	must(t, err)
	forged, err := down.Sign(stranger)
	must(t, err)
	down.Kiosk = "kiosk-2"
	foreign, err := down.Sign(p.sign)
	must(t, err)

	d, err := wire.DecodeDown(good, p.identity)
	must(t, err)
	if d.Status != kiosk.Accepted {
		t.Errorf("down %+v", d)
	}
	if _, err := wire.DecodeDown(forged, p.identity); !errors.Is(err, wire.ErrSignature) {
		t.Errorf("forged: %v", err)
	}
	if _, err := wire.DecodeDown(foreign, p.identity); !errors.Is(err, wire.ErrForeign) {
		t.Errorf("foreign: %v", err)
	}
	if _, err := wire.DecodeAcknowledgement(good, p.identity); !errors.Is(err, wire.ErrVersion) {
		t.Errorf("a status taken for an acknowledgement: %v", err)
	}
}

func TestAnswerOpensWithTheResidentsCardOnThisKioskOnly(t *testing.T) {
	p := newParties(t)
	resident, err := wire.Identify(personal.New("11010119900307123X"), p.keys)
	must(t, err)
	same, err := wire.Identify(personal.New("11010119900307123x"), p.keys)
	must(t, err)
	other, err := wire.Identify(personal.New("110101199003071248"), p.keys)
	must(t, err)
	sealed, err := wire.Reply{CaseID: "c", Revision: 2, Text: personal.New("请周三来")}.Seal(resident.ReplyKey())
	must(t, err)

	text, err := same.Open(sealed)
	must(t, err)
	_, wrong := other.Open(sealed)

	if text.Reveal() != "请周三来" || !errors.Is(wrong, wire.ErrUnsealed) {
		t.Errorf("the other card: %v", wrong)
	}
	if !bytes.Equal(resident.Tag(), same.Tag()) || bytes.Equal(resident.Tag(), other.Tag()) {
		t.Error("the tag does not tell residents apart")
	}
	same.Wipe()
	if _, err := same.Open(sealed); !errors.Is(err, wire.ErrUnsealed) || len(same.Tag()) != 0 {
		t.Errorf("after the session's end: %v", err)
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	p := newParties(t)

	printed := fmt.Sprintf("%v %+v %#v %s %v %+v %#v", p.keys, p.keys, p.keys, p.keys, p.identity, p.identity, p.identity)

	if strings.Contains(printed, "token") || strings.Contains(printed, "1 2 3") || strings.Contains(printed, "0x1, 0x2") {
		t.Errorf("printed: %s", printed)
	}
}

func TestFiles_AreWhatWasWrittenAndRefuseTheRest(t *testing.T) {
	p := newParties(t)
	path := filepath.Join(t.TempDir(), "file.json")

	must(t, wire.WriteFile(path, p.keys))
	keys, err := wire.ReadKioskKeys(path)
	must(t, err)
	info, err := os.Stat(path)
	must(t, err)
	_, notIdentity := wire.ReadIdentity(path)
	must(t, wire.WriteFile(path, p.identity))
	identity, err := wire.ReadIdentity(path)
	must(t, err)

	if !bytes.Equal(keys.Sign, p.keys.Sign) || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	if notIdentity == nil || identity.Token != p.identity.Token || identity.Topics != p.identity.Topics {
		t.Error("identity file")
	}
}

func TestIDsAreUUIDsOfVersion7(t *testing.T) {
	a, b := wire.NewID(noon), wire.NewID(noon)

	if len(a) != 36 || a[14] != '7' || !strings.ContainsRune("89ab", rune(a[19])) || a == b || a[:13] != b[:13] {
		t.Errorf("%s, %s", a, b)
	}
}
