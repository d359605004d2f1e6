package sam

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"station365/devices/idcard"
	"station365/kiosk/personal"
)

// blank is a text block of spaces with a mark.
func blank(mark rune) []byte {
	b := make([]byte, textLength)
	for i := 0; i < len(b); i += 2 {
		binary.LittleEndian.PutUint16(b[i:], ' ')
	}
	return write(b, markAt, string(mark))
}

// write puts text at an offset in bytes.
func write(b []byte, at int, text string) []byte {
	for i, u := range utf16.Encode([]rune(text)) {
		binary.LittleEndian.PutUint16(b[at+2*i:], u)
	}
	return b
}

func TestTheForeignersCardOf2023IsNotReadAsAResidents(t *testing.T) {
	b := blank('Y')
	write(b, 0, "林安雅")
	write(b, 32, "03") // a counter, where a resident has the ethnic group
	write(b, 52, "SAMPLE")
	write(b, 122, "952578198506300068")

	c, err := decodeText(b)

	if err != nil || c.Kind != idcard.Foreign2023 || c.EthnicGroup != "" || !c.Address.Empty() || c.EnglishName.Reveal() != "SAMPLE" {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestARareCharacterIsReadAsOneAndHalfOfOneIsADoubt(t *testing.T) {
	b := write(blank(' '), 122, "520111199508230032")
	c, err := decodeText(write(b, 0, "王𬎆㛃"))
	if err != nil || c.Name.Reveal() != "王𬎆㛃" {
		t.Errorf("whole: %v", err)
	}

	binary.LittleEndian.PutUint16(b[4:], ' ') // the pair's second half
	c, err = decodeText(b)
	if err != nil || c.Name.Reveal() != "王\uFFFD 㛃" {
		t.Errorf("half: %q, %v", c.Name.Reveal(), err)
	}
	if !slices.Contains(c.Warnings, idcard.TextDamaged) {
		t.Errorf("no doubt about half a character: %v", c.Warnings)
	}
}

func TestTheStandardsOwnNumbersCheck(t *testing.T) {
	for number, want := range map[string]bool{
		"11010519491231002X": true, "440524188001010014": true, // GB 11643-1999, examples
		"110105194912310020": false, "44052418800101001": false, "4405241880010100X4": false, "": false,
	} {
		if validNumber(number) != want {
			t.Errorf("%s: %v", number, !want)
		}
	}
}

func TestAReadingWithoutItsTextIsUnreadable(t *testing.T) {
	for name, data := range map[string][]byte{
		"nothing":           nil,
		"only lengths":      {1, 0, 4, 0},
		"another length":    append([]byte{0, 200, 4, 0}, make([]byte, 1280)...),
		"shorter than said": append([]byte{1, 0, 4, 0}, make([]byte, 255)...),
	} {
		if _, err := textBlock(data, 2); !errors.Is(err, idcard.ErrUnreadable) || codeOf(err) != codeText {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func BenchmarkReading(b *testing.B) {
	block := write(write(blank(' '), 0, "李秀芸"), 122, "520102196804120022")
	body := append([]byte{0, 0, 0x90, 1, 0, 4, 0}, block...)
	frame := answerFrame(append(body, make([]byte, 1024)...)...)
	b.SetBytes(int64(len(frame)))
	b.ReportAllocs()
	var p parser
	for b.Loop() {
		var got []byte
		for part := range slices.Chunk(frame, 16) { // as a UART's fifo gives it
			p.feed(part)
			got = p.next()
		}
		text, err := textBlock(got[3:], 2)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := decodeText(text); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNoise is what a line costs that pours bytes which are no answer.
func BenchmarkNoise(b *testing.B) {
	noise := bytes.Repeat(append(preamble[:5:5], 0x09, 0x0A, 0x55), 64)
	b.SetBytes(int64(len(noise)))
	b.ReportAllocs()
	var p parser
	for b.Loop() {
		p.feed(noise)
		if p.next() != nil {
			b.Fatal("an answer out of noise")
		}
		if len(p.buf) > maxAnswer {
			p.wipe()
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add(write(write(blank(' '), 0, "李秀芸"), 122, "520102196804120022"))
	f.Add(write(write(blank('J'), 0, "梁颂谣"), 122, "810000198802160047"))
	f.Add(write(write(blank('I'), 0, "SAMPLE, PERSON"), 122, "NOR520100000000"))
	f.Add(write(write(blank('Y'), 0, "林安雅"), 122, "952578198506300068"))
	f.Add(write(write(blank(' '), 0, "\U0002C386"), 122, "１２３"))
	f.Add(blank('Q'))
	f.Add([]byte{1, 2, 3})
	f.Fuzz(func(t *testing.T, block []byte) {
		moved := idcard.Card{Address: personal.New("printed")}
		if takeNewest(&moved, block); moved.Address.Empty() || !utf8.ValidString(moved.Address.Reveal()) {
			t.Error("an address that is none took the place of the printed one")
		}
		for items := range 4 {
			if b, err := textBlock(block, items); err == nil && len(b) != textLength {
				t.Errorf("text block of %d bytes", len(b))
			}
		}
		c, err := decodeText(block)
		if err != nil {
			if !errors.Is(err, idcard.ErrUnreadable) && !errors.Is(err, idcard.ErrNotIDCard) {
				t.Errorf("no kind: %v", err)
			}
			return
		}
		if c.IDNumber.Empty() || c.Sex == "" {
			t.Errorf("read without number or sex: %+v", c)
		}
		for _, v := range []personal.Value{c.Name, c.EnglishName, c.Birth, c.Address, c.IDNumber, c.PassNumber} {
			if !utf8.ValidString(v.Reveal()) {
				t.Error("a field is no UTF-8")
			}
		}
	})
}
