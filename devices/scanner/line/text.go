package line

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"station365/devices/scanner"
)

// identifier is the length of an AIM identifier: a bracket, a letter, a modifier
// (ISO/IEC 15424).
const identifier = 3

// code makes a code of the bytes of one line, without prefix and suffix.
func (f Format) code(line []byte) (symbology string, text []byte, err error) {
	if f.AIM && isIdentifier(line) {
		symbology, line = string(line[1:identifier]), line[identifier:]
	}
	if text, err = f.decode(line); err != nil {
		clear(text)
		return "", nil, err
	}
	return symbology, text, nil
}

func isIdentifier(b []byte) bool {
	return len(b) >= identifier && b[0] == ']' && isLetter(b[1]) && (isLetter(b[2]) || b[2] >= '0' && b[2] <= '9')
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// decode takes bytes only as what they were meant to be: a scanner at the wrong
// rate or in another charset must not pass for one that reads odd codes. What it
// returns is a copy, also with an error.
func (f Format) decode(line []byte) (text []byte, err error) {
	text = bytes.Clone(line)
	if e := charsets[f.Charset]; e != nil {
		if text, err = e.NewDecoder().Bytes(line); err != nil {
			return text, scanner.ErrText
		}
	}
	// Some makers of codes put a mark of byte order first.
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	switch {
	case !utf8.Valid(text), bytes.ContainsRune(text, utf8.RuneError):
		return text, scanner.ErrText
	case bytes.ContainsFunc(text, isControl):
		return text, scanner.ErrControl
	case len(text) == 0:
		return text, scanner.ErrFrame
	}
	return text, nil
}

// isControl tells the characters that change how a text behaves or looks instead
// of standing in it: controls, invisible formats (the ones that turn the direction
// of writing among them), separators of lines.
func isControl(r rune) bool {
	const space, del = ' ', 0x7F
	if r < del {
		return r < space
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}
