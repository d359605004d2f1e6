package line

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"

	"station365/devices/scanner"
)

// cut feeds everything and then falls silent; pieces are written down as text or
// as the technician's code of what was wrong.
func cut(f Format, bytes ...string) (got []string) {
	p := parser{format: f, most: maxCode}
	take := func(p piece) {
		if p.err != nil {
			got = append(got, faultOf(p.err))
			return
		}
		got = append(got, strings.TrimPrefix(p.symbology+":"+string(p.text), ":"))
	}
	for _, b := range bytes {
		p.feed([]byte(b), take)
	}
	p.silence(take)
	return got
}

func in(t *testing.T, charset, text string) string {
	t.Helper()
	e := simplifiedchinese.GB18030.NewEncoder()
	if charset == "shift-jis" {
		e = japanese.ShiftJIS.NewEncoder()
	}
	b, err := e.String(text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEachFrameIsCutWhereItsScannerEndsIt(t *testing.T) {
	cr := Format{Suffix: CR, Charset: "utf-8"}
	for name, c := range map[string]struct {
		format Format
		bytes  []string
		want   []string
	}{
		"CR":                           {cr, []string{"abc\rdef\r"}, []string{"abc", "def"}},
		"CR where CR LF is sent":       {cr, []string{"abc\r\ndef\r\n"}, []string{"abc", "def"}},
		"CR, in single bytes":          {cr, []string{"a", "b", "\r", "c", "\r"}, []string{"ab", "c"}},
		"LF":                           {Format{Suffix: LF, Charset: "utf-8"}, []string{"abc\ndef\n"}, []string{"abc", "def"}},
		"CR LF, parted":                {Format{Suffix: CRLF, Charset: "utf-8"}, []string{"abc\r", "\ndef\r\n"}, []string{"abc", "def"}},
		"CR LF with a CR inside":       {Format{Suffix: CRLF, Charset: "utf-8"}, []string{"a\rb\r\n"}, []string{"Q-14"}},
		"CR LF where only CR is sent":  {Format{Suffix: CRLF, Charset: "utf-8"}, []string{"abc\r"}, []string{"Q-10"}},
		"pause":                        {Format{Charset: "utf-8"}, []string{"ab", "c"}, []string{"abc"}},
		"pause where CR LF is sent":    {Format{Charset: "utf-8"}, []string{"abc\r\n"}, []string{"abc"}},
		"two codes in one pause":       {Format{Charset: "utf-8"}, []string{"abc\r\ndef"}, []string{"Q-14"}},
		"prefix":                       {Format{Prefix: "\x02", Suffix: CR, Charset: "utf-8"}, []string{"\x02abc\r"}, []string{"abc"}},
		"prefix that is lacking":       {Format{Prefix: "\x02", Suffix: CR, Charset: "utf-8"}, []string{"abc\r\x02def\r"}, []string{"Q-12", "def"}},
		"prefix and nothing":           {Format{Prefix: "\x02", Suffix: CR, Charset: "utf-8"}, []string{"\x02\r"}, []string{"Q-12"}},
		"half a code":                  {cr, []string{"abc\rde"}, []string{"abc", "Q-10"}},
		"empty lines":                  {cr, []string{"\r\r\n\r"}, nil},
		"nothing":                      {cr, []string{""}, nil},
		"AIM identifier":               {Format{Suffix: CR, Charset: "utf-8", AIM: true}, []string{"]Q1abc\r"}, []string{"Q1:abc"}},
		"AIM identifier that is text":  {cr, []string{"]Q1abc\r"}, []string{"]Q1abc"}},
		"AIM identifier that lacks":    {Format{Suffix: CR, Charset: "utf-8", AIM: true}, []string{"abc\r"}, []string{"abc"}},
		"AIM identifier and no code":   {Format{Suffix: CR, Charset: "utf-8", AIM: true}, []string{"]Q1\r"}, []string{"Q-12"}},
		"prefix, then AIM":             {Format{Prefix: "S>", Suffix: CR, Charset: "utf-8", AIM: true}, []string{"S>]d2x\r"}, []string{"d2:x"}},
		"mark of byte order":           {cr, []string{"\uFEFFabc\r"}, []string{"abc"}},
		"a symbology of four brackets": {Format{Suffix: CR, Charset: "utf-8", AIM: true}, []string{"]]]]\r"}, []string{"]]]]"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := cut(c.format, c.bytes...); !slices.Equal(got, c.want) {
				t.Errorf("cut into %q, want %q", got, c.want)
			}
		})
	}
}

func TestEachCharsetIsReadAsItself_AndNothingElsePasses(t *testing.T) {
	const text = "回执 S365/1，办件"
	for name, c := range map[string]struct{ charset, bytes, want string }{
		"UTF-8":                         {"utf-8", text, text},
		"UTF-8 where GB 18030 is meant": {"utf-8", in(t, "gb18030", text), "Q-13"},
		"UTF-8 cut in a character":      {"utf-8", text[:2], "Q-13"},
		"GB 18030":                      {"gb18030", in(t, "gb18030", text), text},
		"GB 18030 of four bytes":        {"gb18030", in(t, "gb18030", "𠮷㐀"), "𠮷㐀"},
		"GB 18030, half a character":    {"gb18030", "\x81", "Q-13"},
		"GBK":                           {"gbk", in(t, "gb18030", text), text},
		"Shift JIS":                     {"shift-jis", in(t, "shift-jis", "領収書"), "領収書"},
		"a byte that no charset has":    {"gbk", "\xff\xff", "Q-13"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := cut(Format{Suffix: CR, Charset: c.charset}, c.bytes+"\r"); !slices.Equal(got, []string{c.want}) {
				t.Errorf("read %q, want %q", got, c.want)
			}
		})
	}
}

func TestControlCharactersNeverPass(t *testing.T) {
	for name, r := range map[string]rune{"nul": 0, "escape": 0x1B, "tab": '\t', "delete": 0x7F, "C1": 0x9B, "group separator": 0x1D,
		"turned writing": 0x202E, "zero width": 0x200B, "line separator": 0x2028, "paragraph separator": 0x2029, "soft hyphen": 0xAD} {
		if got := cut(Format{Suffix: CR, Charset: "utf-8"}, "a"+string(r)+"b\r"); !slices.Equal(got, []string{"Q-14"}) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestTheLongestCodePasses_AndOneByteMoreIsAFault(t *testing.T) {
	longest := strings.Repeat("7", maxCode)
	f := Format{Prefix: ">", Suffix: CRLF, Charset: "utf-8"}

	got := cut(f, ">"+longest+"\r\n", ">7"+longest+"\r\n", ">"+strings.Repeat("8", 10*maxCode), "\r\n", ">after\r\n")

	if want := []string{longest, "Q-11", "Q-11", "after"}; !slices.Equal(got, want) {
		t.Errorf("cut into %d pieces, the last %q", len(got), got[len(got)-1])
	}
}

func TestAFormatThatNoScannerHasIsRefused(t *testing.T) {
	for _, f := range []Format{{Suffix: "x", Charset: "utf-8"}, {Suffix: CR}, {Suffix: CR, Charset: "latin-1"},
		{Suffix: CR, Charset: "utf-8", Prefix: "回"}, {Suffix: CR, Charset: "utf-8", Prefix: "a\r"},
		{Suffix: CR, Charset: "utf-8", Prefix: strings.Repeat(">", MaxPrefix+1)}} {
		if f.Check() == nil {
			t.Errorf("%+v passes", f)
		}
	}
}

// fuzzed is the longest code while fuzzing: short, so that codes too long are
// found as often as the others.
const fuzzed = 64

// FuzzParser holds the parser to its promises for any bytes, in any lumps: only
// text without controls passes, the same bytes give the same codes however they
// are parted, what is kept has an end, and after a silence the next code is read.
func FuzzParser(f *testing.F) {
	for i, s := range []string{"abc\r", "\x02abc\r\nd", "]Q1S365/1/S2-0001-4/7F\r", "\xff\x00\r\n", "\uFEFF回执\n", strings.Repeat("9", 2*fuzzed), "\x81\x30\x81\x30\r"} {
		f.Add([]byte(s), uint8(i), uint16(i*3))
	}
	suffixes, names := []string{CR, LF, CRLF, Pause}, Charsets()
	f.Fuzz(func(t *testing.T, noise []byte, kind uint8, at uint16) {
		format := Format{Suffix: suffixes[kind&3], Charset: names[int(kind>>2)%len(names)], AIM: kind&64 != 0}
		if kind&128 != 0 {
			format.Prefix = ">"
		}
		whole, parted := gather(t, format, noise), []piece(nil)
		i := min(int(at), len(noise))
		p := parser{format: format, most: fuzzed}
		take := func(c piece) { parted = append(parted, c) }
		p.feed(noise[:i], take)
		p.feed(noise[i:], take)
		p.silence(take)
		if !slices.EqualFunc(whole, parted, same) {
			t.Errorf("whole: %d pieces, parted at %d: %d", len(whole), i, len(parted))
		}
		parted = nil
		p.feed([]byte(format.Prefix+"after"+format.Suffix), take)
		p.silence(take)
		if len(parted) != 1 || string(parted[0].text) != "after" {
			t.Errorf("after a silence: %+v", parted)
		}
	})
}

func same(a, b piece) bool {
	return bytes.Equal(a.text, b.text) && a.symbology == b.symbology && (a.err == nil) == (b.err == nil) && (a.err == nil || faultOf(a.err) == faultOf(b.err))
}

func gather(t *testing.T, f Format, b []byte) (all []piece) {
	p := parser{format: f, most: fuzzed}
	take := func(c piece) {
		all = append(all, c)
		switch {
		case c.err != nil && (faultOf(c.err) == codeStrange || errors.Is(c.err, scanner.ErrFlood)):
			t.Errorf("an error without a code: %v", c.err)
		case c.err == nil && (len(c.text) == 0 || len(c.text) > 3*fuzzed || !utf8.Valid(c.text) || bytes.ContainsFunc(c.text, isControl)):
			t.Errorf("%q passes", c.text)
		}
	}
	p.feed(b, take)
	if cap(p.line) > 4*fuzzed {
		t.Errorf("keeps %d bytes", cap(p.line))
	}
	p.silence(take)
	return all
}

func BenchmarkParser(b *testing.B) {
	line := []byte("S365/1/S2-0001-4/7F3AC21E90B4KM5T7F3AC21E90B4KM5T7F3AC21E90B4KM5T7F3A\r")
	p := parser{format: Format{Suffix: CR, Charset: "utf-8"}, most: maxCode}
	b.SetBytes(int64(len(line)))
	b.ReportAllocs()
	for b.Loop() {
		p.feed(line, func(piece) {})
	}
}
