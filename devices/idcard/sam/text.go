package sam

import (
	"encoding/binary"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"station365/devices/idcard"
	"station365/kiosk/personal"
)

const (
	textLength = 256 // bytes: 128 code units, UTF-16 little endian, padded with spaces
	markAt     = 248 // the kind of card, at the same place on all four
)

// place is where an item stands: offset and length in bytes.
type place struct{ at, n int }

// The places that several kinds share.
var (
	atFrom   = place{188, 16}
	atUntil  = place{204, 16}
	atNumber = place{122, 36}
	atBirth  = place{36, 16}
)

// decodeText reads a text block. It goes by the mark before anything else: read
// with a resident's layout a foreigner's card of 2023 has an English address
// and a counter for its ethnic group.
func decodeText(block []byte) (*idcard.Card, error) {
	if len(block) != textLength {
		return nil, &failure{code: codeText, what: fmt.Sprintf("text block of %d bytes", len(block)), kind: idcard.ErrUnreadable}
	}
	b := text(block)
	var c *idcard.Card
	switch mark := binary.LittleEndian.Uint16(block[markAt:]); mark {
	case ' ':
		c = b.resident()
	case 'J':
		c = b.hongKongMacaoTW()
	case 'I':
		c = b.foreign2017()
	case 'Y':
		c = b.foreign2023()
	default:
		return nil, &failure{code: codeMark, what: fmt.Sprintf("card of unknown kind, mark %04X", mark), kind: idcard.ErrNotIDCard}
	}
	if c.IDNumber.Empty() || (c.Name.Empty() && c.EnglishName.Empty()) {
		c.Wipe()
		return nil, &failure{code: codeText, what: "text block without name or number", kind: idcard.ErrUnreadable}
	}
	c.Warnings = append(c.Warnings, doubts(c)...)
	return c, nil
}

// text is a text block of 256 bytes.
type text []byte

func (t text) resident() *idcard.Card {
	c := t.common(idcard.Resident)
	c.EthnicGroup = t.plain(place{32, 4})
	return c
}

// The permit has a resident's layout, with a pass instead of an ethnic group. The
// number of issues at 238 is nobody's question.
func (t text) hongKongMacaoTW() *idcard.Card {
	c := t.common(idcard.HongKongMacaoTW)
	c.PassNumber = t.personal(place{220, 18})
	return c
}

// common is what the resident's card and the permit have alike.
func (t text) common(kind idcard.Kind) *idcard.Card {
	c := &idcard.Card{
		Kind:             kind,
		Name:             t.personal(place{0, 30}),
		Sex:              t.sex(place{30, 2}),
		Birth:            t.personal(atBirth),
		Address:          t.personal(place{52, 70}),
		IDNumber:         t.number(atNumber),
		IssuingAuthority: t.plain(place{158, 30}),
	}
	t.validity(c)
	return c
}

// Card version (236) and accepting authority (240) are nobody's question.
func (t text) foreign2017() *idcard.Card {
	c := &idcard.Card{
		Kind:        idcard.Foreign2017,
		EnglishName: t.personal(place{0, 120}),
		Sex:         t.sex(place{120, 2}),
		IDNumber:    t.number(place{122, 30}),
		Nationality: t.plain(place{152, 6}),
		Name:        t.personal(place{158, 30}),
		Birth:       t.personal(place{220, 16}),
	}
	t.validity(c)
	return c
}

// The English name stands in two places. The number of replacements (32) and the
// rest of an old number (250) are nobody's question.
func (t text) foreign2023() *idcard.Card {
	c := &idcard.Card{
		Kind:        idcard.Foreign2023,
		Name:        t.personal(place{0, 30}),
		Sex:         t.sex(place{30, 2}),
		Birth:       t.personal(atBirth),
		EnglishName: t.personal(place{52, 70}, place{220, 22}),
		IDNumber:    t.number(atNumber),
		Nationality: t.plain(place{242, 6}),
	}
	t.validity(c)
	return c
}

// sex is the GB/T 2261.1 code. A blank is "unknown", another code stays what it
// is: not male does not mean female.
func (t text) sex(p place) string {
	if s := t.plain(p); s != "" {
		return s
	}
	return "0"
}

// number is an ID number; its X is a capital.
func (t text) number(p place) personal.Value {
	b := t.utf8(p)
	for i, c := range b {
		if c == 'x' {
			b[i] = 'X'
		}
	}
	return personal.FromBytes(b)
}

func (t text) personal(p ...place) personal.Value { return personal.FromBytes(t.utf8(p...)) }

// plain is for items that name nobody.
func (t text) plain(p place) string { return string(t.utf8(p)) }

// utf8 decodes places as one run of UTF-16 and cuts the padding off its end:
// spaces, zeros and the wide space. Inner spaces and middle dots are part of
// names. Characters of the private use area, which old cards have for rare ones,
// stay as they are; half of a surrogate pair becomes U+FFFD.
func (t text) utf8(places ...place) []byte {
	var units [textLength / 2]uint16 // no place is longer
	defer clear(units[:])
	n := 0
	for _, p := range places {
		for at := p.at; at < p.at+p.n; at += 2 {
			units[n] = binary.LittleEndian.Uint16(t[at:])
			n++
		}
	}
	for n > 0 && padding(units[n-1]) {
		n--
	}
	// Three bytes hold any unit, so the slice never grows and leaves no copy.
	out := make([]byte, 0, 3*n)
	for i := 0; i < n; i++ {
		r := rune(units[i])
		if utf16.IsSurrogate(r) {
			r = utf8.RuneError
			if i+1 < n {
				r = utf16.DecodeRune(rune(units[i]), rune(units[i+1]))
			}
			if r != utf8.RuneError {
				i++
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

func padding(u uint16) bool { return u == ' ' || u == 0 || u == 0x3000 }
