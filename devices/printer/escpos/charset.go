package escpos

import (
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"

	"station365/devices/printer/typeset"
)

// charset encodes lines for the printer's own letters.
type charset struct {
	name string
	gbk  *encoding.Encoder
}

func newCharset(name string) *charset {
	return &charset{name: name, gbk: simplifiedchinese.GBK.NewEncoder()}
}

// rune encodes one character. It is false for what the fonts of these printers
// lack: all that takes four bytes in GB18030, and private characters, which every
// maker fills otherwise.
func (c *charset) rune(r rune) ([]byte, bool) {
	if r >= 0x20 && r < 0x7F {
		return []byte{byte(r)}, true
	}
	if unicode.Is(unicode.Co, r) {
		return nil, false
	}
	b, err := c.gbk.Bytes([]byte(string(r)))
	if err != nil || len(b) != 2 {
		return nil, false
	}
	if c.name == UTF8 {
		return []byte(string(r)), true // the font is the same, only the bytes differ
	}
	return b, true
}

// line encodes a line; false if any character of it must be drawn, and then the
// whole line is: a drawn character among printed ones would stand out.
func (c *charset) line(runs []typeset.Run) ([]byte, bool) {
	if c.name == Raster || len(runs) == 0 {
		return nil, false
	}
	var out []byte
	for _, run := range runs {
		out = append(out, emphasis(run.Bold)...)
		for _, r := range run.Text {
			b, ok := c.rune(r)
			if !ok {
				return nil, false
			}
			out = append(out, b...)
		}
	}
	return append(out, emphasis(false)...), true
}
