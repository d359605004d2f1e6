package sam

import (
	"bytes"
	"slices"
	"testing"
)

// reading is the frame of a reading with fingerprints or without.
func readingFrame(fingerprints int) []byte {
	body := []byte{0, 0, 0x90, 1, 0, 4, 0}
	if fingerprints >= 0 {
		body = append(body, byte(fingerprints>>8), byte(fingerprints))
	}
	body = append(body, write(write(write(blank('J'), 0, "李秀芸"), 122, "52010219680412002X"), 36, "19680412")...)
	body = append(body, bytes.Repeat([]byte{0xA5}, 1024+max(0, fingerprints))...)
	return answerFrame(body...)
}

func TestAMaskedReadingHasNobodyInItAndStillPlays(t *testing.T) {
	for _, fingerprints := range []int{-1, 0, 512} {
		frame := readingFrame(fingerprints)

		masked := Mask(frame)

		if len(masked) != len(frame) || bytes.Contains(masked, []byte{0xA5}) {
			t.Fatalf("%d bytes of %d, or a photo is left", len(masked), len(frame))
		}
		var p parser
		var body []byte
		for part := range slices.Chunk(masked, 100) {
			p.feed(part)
			body = p.next()
		}
		items := 2
		if fingerprints >= 0 {
			items = 3
		}
		block, err := textBlock(body[3:], items)
		if err != nil {
			t.Fatal(err)
		}
		c, err := decodeText(block)
		if err != nil {
			t.Fatal(err)
		}
		if c.Kind != "hong-kong-macao-taiwan" || c.Name.Reveal() != "xxx" || c.IDNumber.Reveal() != "00000000000000000x" && c.IDNumber.Reveal() != "00000000000000000X" || c.Birth.Reveal() != "00000000" {
			t.Errorf("%s: %q %q %q", c.Kind, c.Name.Reveal(), c.IDNumber.Reveal(), c.Birth.Reveal())
		}
	}
}

func TestWhatNamesNobodyStaysAsItWas(t *testing.T) {
	for name, frame := range map[string][]byte{
		"found":  answerFrame(0, 0, 0x9F, 0, 0, 0, 0),
		"number": answerFrame(append([]byte{0, 0, 0x90}, make([]byte, moduleIDLen)...)...),
		"failed": answerFrame(0x69, 0x82, 0x41),
	} {
		if got := Mask(frame); !bytes.Equal(got, frame) {
			t.Errorf("%s: %X, want %X", name, got, frame)
		}
	}
}

func TestThePiecesOfABrokenReadingAreZeroed(t *testing.T) {
	frame := readingFrame(-1)
	address := append([]byte{0, 0, 0x90}, write(blank(' '), 0, "新址")[:70]...)
	for name, said := range map[string][]byte{
		"half":           frame[:700],
		"its end":        frame[300:],
		"a wrong byte":   append(append(slices.Clone(frame[:100]), 0xEE), frame[101:]...),
		"newest address": answerFrame(address...)[bodyAt+3:],
	} {
		if got := Mask(said); len(got) != len(said) || bytes.ContainsFunc(got, func(r rune) bool { return r != 0 }) {
			t.Errorf("%s: something is left", name)
		}
	}
	if masked := Mask(answerFrame(address...)); bytes.ContainsFunc(masked[bodyAt+3:len(masked)-1], func(r rune) bool { return r != 0 }) {
		t.Error("something of the newest address is left")
	}
}

func FuzzMask(f *testing.F) {
	f.Add(readingFrame(512))
	f.Add(readingFrame(-1)[:300])
	f.Add(answerFrame(0, 0, 0x80))
	f.Fuzz(func(t *testing.T, said []byte) {
		if got := Mask(said); len(got) != len(said) || !bytes.Equal(Mask(got), got) {
			t.Errorf("%X masks to %X", said, got)
		}
	})
}
