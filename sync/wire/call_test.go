package wire_test

import (
	"errors"
	"testing"

	"station365/sync/wire"
)

func TestGoldenCall_IsStillRead(t *testing.T) {
	p := newParties(t)
	fresh, err := p.sealer.Call(wire.Call{ID: "0190d3a1-call", Number: 3, Officer: "周晓梅", Step: "first", At: noon})
	must(t, err)

	c, err := wire.DecodeCall(golden(t, "call.json", fresh), "kiosk-1", p.kiosk)
	must(t, err)

	if c.Number != 3 || c.Officer != "周晓梅" || c.Over || !c.At.Equal(noon) {
		t.Errorf("call %+v", c)
	}
}

func TestGoldenCallWord_IsStillBelieved(t *testing.T) {
	p := newParties(t)
	fresh, err := wire.CallWord{Kiosk: "kiosk-1", ID: "0190d3a1-call", Word: wire.Coming, Officer: "周晓梅", At: noon}.Sign(p.sign)
	must(t, err)

	w, err := wire.DecodeCallWord(golden(t, "callword.json", fresh), p.identity)
	must(t, err)

	if w.Word != wire.Coming || w.Officer != "周晓梅" {
		t.Errorf("word %+v", w)
	}
}

func TestAWordThatTheCentreDidNotSay_IsNotBelieved(t *testing.T) {
	p := newParties(t)
	said := func(w wire.CallWord) []byte {
		b, err := w.Sign(p.sign)
		must(t, err)
		return b
	}
	own, err := p.sealer.Call(wire.Call{ID: "x", Step: "first", At: noon})
	must(t, err)
	for name, c := range map[string]struct {
		bytes []byte
		want  error
	}{
		"the kiosk's own call":      {own, wire.ErrVersion},
		"said of another kiosk":     {said(wire.CallWord{Kiosk: "kiosk-2", ID: "x", Word: wire.AtDesk, At: noon}), wire.ErrForeign},
		"a word that is not one":    {said(wire.CallWord{Kiosk: "kiosk-1", ID: "x", Word: "soon", At: noon}), wire.ErrMalformed},
		"a word on no call":         {said(wire.CallWord{Kiosk: "kiosk-1", Word: wire.AtDesk, At: noon}), wire.ErrMalformed},
		"something that is no JSON": {[]byte("hello"), wire.ErrMalformed},
	} {
		if _, err := wire.DecodeCallWord(c.bytes, p.identity); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
