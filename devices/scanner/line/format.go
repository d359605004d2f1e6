package line

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// Format is how the scanner was set to send a code. Scanners are set by holding
// codes of their manual before them, so that the other end can only be told.
type Format struct {
	Prefix  string // bytes before every code, at most MaxPrefix of ASCII; "" for none
	Suffix  string // CR, LF, CRLF, or Pause
	Charset string // one of Charsets
	AIM     bool   // the symbology's identifier stands before the code: "]Q1"
}

// Suffixes.
const (
	CR    = "\r"
	LF    = "\n"
	CRLF  = "\r\n"
	Pause = "" // nothing is sent after a code; a silence ends it
)

// MaxPrefix is more than makers' manuals allow.
const MaxPrefix = 16

// charsets are the encodings a code's bytes may be in; nil is UTF-8 as it is.
// None of them has the bytes of CR and LF inside a character.
var charsets = map[string]encoding.Encoding{
	"utf-8":     nil,
	"gb18030":   simplifiedchinese.GB18030,
	"gbk":       simplifiedchinese.GBK,
	"shift-jis": japanese.ShiftJIS,
}

// Charsets lists the names that Format.Charset may have.
func Charsets() []string { return slices.Sorted(maps.Keys(charsets)) }

// Check says what is wrong with f.
func (f Format) Check() error {
	switch f.Suffix {
	case CR, LF, CRLF, Pause:
	default:
		return fmt.Errorf("a code ends with CR, LF, CR LF or a pause, not with %q", f.Suffix)
	}
	if _, ok := charsets[f.Charset]; !ok {
		return fmt.Errorf("no charset is called %q; there are %s", f.Charset, strings.Join(Charsets(), ", "))
	}
	if len(f.Prefix) > MaxPrefix || strings.ContainsFunc(f.Prefix, notASCII) || strings.ContainsAny(f.Prefix, CRLF) {
		return fmt.Errorf("the prefix %q is not up to %d ASCII characters without CR and LF", f.Prefix, MaxPrefix)
	}
	return nil
}

func notASCII(r rune) bool { return r >= utf8.RuneSelf }
