package escpos

import (
	"bytes"
	"fmt"
	"testing"
)

// heard says what an ear makes of bytes.
func heard(stream ...byte) (out []string) {
	var e ear
	for _, b := range stream {
		a, ok := e.hear(b)
		if !ok {
			continue
		}
		switch a.kind {
		case flowOn:
			out = append(out, "XON")
		case flowOff:
			out = append(out, "XOFF")
		case realtimeAnswer:
			out = append(out, fmt.Sprintf("realtime %02X", a.b))
		case orderedAnswer:
			out = append(out, fmt.Sprintf("ordered %02X", a.b))
		case statusPacket:
			out = append(out, fmt.Sprintf("packet % X", a.asb))
		case block:
			out = append(out, fmt.Sprintf("block % X", a.block))
		}
	}
	return out
}

func TestAnswersAreToldApartOnOneStream(t *testing.T) {
	for name, c := range map[string]struct {
		stream []byte
		want   []string
	}{
		"healthy":                        {[]byte{0x12, 0x16, 0x14, 0, 0, 0x0F}, []string{"realtime 12", "realtime 16", "packet 14 00 00 0F"}},
		"paper out, with near-end too":   {[]byte{0x72, 0x7E}, []string{"realtime 72", "realtime 7E"}},
		"XOFF inside a packet":           {[]byte{0x18, 0, 0x13, 0x0C, 0x0F, 0x11}, []string{"XOFF", "packet 18 00 0C 0F", "XON"}},
		"real-time answer in a packet":   {[]byte{0x10, 0, 0x12, 0, 0}, []string{"realtime 12", "packet 10 00 00 00"}},
		"a packet cut off by a new one":  {[]byte{0x18, 0, 0x10, 0, 0, 0x0F}, []string{"packet 10 00 00 0F"}},
		"ordered answer after a packet":  {[]byte{0x10, 0, 0, 0, 0x0F}, []string{"packet 10 00 00 00", "ordered 0F"}},
		"process id, with XOFF in it":    {[]byte{0x37, 0x22, '0', 0x13, '1', '2', '3', 0}, []string{"XOFF", "block 37 22 30 31 32 33"}},
		"a block whose end was lost":     {[]byte{0x37, 0x22, '0', 0x1A, 0x12}, []string{"realtime 1A", "realtime 12"}},
		"a model":                        {[]byte{0x5F, 'T', 'M', 0}, []string{"block 5F 54 4D"}},
		"noise does not hide what comes": {[]byte{0xFF, 0x80, 0x99, 0x12}, []string{"realtime 12"}},
	} {
		got := heard(c.stream...)

		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func FuzzHear(f *testing.F) {
	f.Add([]byte{0x14, 0x13, 0, 0, 0x11, 0x0F, 0x12, 0x37, 0x22, '0', '0', '0', '1', 0})
	f.Add(bytes.Repeat([]byte{0x37}, 200))
	f.Fuzz(func(t *testing.T, stream []byte) {
		var e ear
		var c condition
		for _, b := range stream {
			a, ok := e.hear(b)
			if !ok {
				continue
			}
			switch a.kind {
			case statusPacket:
				if a.asb[0]&asbMask != asbValue || a.asb[1]&restMask != 0 || a.asb[2]&restMask != 0 || a.asb[3]&restMask != 0 {
					t.Fatalf("no packet: % X", a.asb)
				}
				c.packet(a.asb)
			case block:
				if len(a.block) == 0 || len(a.block) > blockMax {
					t.Fatalf("a block of %d bytes", len(a.block))
				}
			case realtimeAnswer:
				c.realtime(b&3+1, a.b)
			}
			if s, _ := c.status(); states[s] == "" {
				t.Fatalf("status %q has no state", s)
			}
		}
		// Whatever was heard, the next answers of a healthy printer are understood.
		after := make([]string, 0, 2)
		for _, b := range append(bytes.Repeat([]byte{0}, blockMax+4), 0x12) {
			if a, ok := e.hear(b); ok && a.kind == realtimeAnswer {
				after = append(after, "realtime")
			}
		}
		if len(after) != 1 {
			t.Fatalf("then heard %v", after)
		}
	})
}

func TestEveryCodeHasItsWords(t *testing.T) {
	for _, code := range []string{codeNoPort, codeSilent, codeNoPaper, codeCover, codeCutter, codeError, codeHot, codePaperLow,
		codeNoWord, codeOneWay, codeLineLost, codeLineStuck, codeCancelled} {
		if details[code] == "" {
			t.Errorf("%s has none", code)
		}
	}
}
