package personal_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"station365/kiosk/personal"
)

const name = "李阿婆"

type holder struct {
	hidden personal.Value
	Shown  personal.Value
}

func TestNoWayOfPrintingShowsAPersonalValue(t *testing.T) {
	h := holder{hidden: personal.New(name), Shown: personal.New(name)}
	var out bytes.Buffer

	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%p"} {
		fmt.Fprintf(&out, verb, h)
		fmt.Fprintf(&out, verb, &h)
		fmt.Fprintf(&out, verb, h.Shown)
		fmt.Fprintf(&out, verb, []holder{h})
	}
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "h", h, "v", h.Shown)
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "h", h, "v", h.Shown)
	if err := json.NewEncoder(&out).Encode(h); err != nil {
		t.Fatal(err)
	}

	for _, leak := range []string{name, fmt.Sprintf("%x", name), "李"} {
		if strings.Contains(out.String(), leak) {
			t.Errorf("%q leaked in:\n%s", leak, out.String())
		}
	}
}

func TestWipingOneWipesEveryCopy(t *testing.T) {
	raw := []byte(name)
	v := personal.FromBytes(raw)
	w := v

	v.Wipe()
	v.Wipe()

	if w.Reveal() != "" || !w.Empty() || !bytes.Equal(raw, make([]byte, len(raw))) {
		t.Errorf("left after wiping: %q", raw)
	}
}

func TestEqualComparesTexts(t *testing.T) {
	if !personal.New("a").Equal(personal.New("a")) || personal.New("a").Equal(personal.New("b")) || !(personal.Value{}).Equal(personal.New("")) {
		t.Error("Equal is wrong")
	}
}
