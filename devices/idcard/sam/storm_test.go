package sam

import (
	"bytes"
	"flag"
	"math/rand/v2"
	"slices"
	"testing"

	"station365/devices/idcard"
)

// inputs is how many spoilt streams and text blocks the storm has. The fuzzer looks
// for new ways through the code; the storm has the number: ten million were run
// with go test -run Storm -inputs 10000000.
var inputs = flag.Int("inputs", 20_000, "how many spoilt inputs the storm has")

// spoil damages b in place in a few of the ways that lines damage bytes, and gives
// what is left of it.
func spoil(r *rand.Rand, b []byte) []byte {
	for range 1 + r.IntN(4) {
		if len(b) == 0 {
			return b
		}
		at := r.IntN(len(b))
		switch r.IntN(6) {
		case 0:
			b[at] ^= 1 << r.IntN(8)
		case 1:
			b[at] = byte(r.Uint32())
		case 2: // bytes are lost
			b = append(b[:at], b[min(len(b), at+1+r.IntN(8)):]...)
		case 3: // another answer begins in the middle
			copy(b[at:], preamble)
		case 4: // the line falls silent
			b = b[:at]
		case 5: // a run of one byte
			n := min(len(b)-at, r.IntN(64))
			copy(b[at:at+n], bytes.Repeat([]byte{b[at]}, n))
		}
	}
	return b
}

func TestStormOfSpoiltAnswers_OnlyTrueOnesComeOutAndNothingGrows(t *testing.T) {
	r := rand.New(rand.NewPCG(365, 1))
	whole := [][]byte{answerFrame(0, 0, 0x90), answerFrame(0, 0, 0x9F, 0, 0, 0, 0), readingFrame(-1)[:300], append([]byte{0xAA, 0},
		answerFrame(0, 0, 0x80)...), answerFrame(append([]byte{0, 0, 0x90}, make([]byte, 40)...)...)}
	var p parser
	buf := make([]byte, 0, 1024)
	for range *inputs {
		buf = append(buf[:0], whole[r.IntN(len(whole))]...)
		buf = append(buf, whole[r.IntN(len(whole))]...)
		stream := spoil(r, buf)
		for part := range slices.Chunk(stream, 1+r.IntN(maxFed)) {
			p.feed(part)
			for body := p.next(); body != nil; body = p.next() {
				if len(body) < minAnswer-1 {
					t.Fatalf("an answer of %d bytes", len(body))
				}
			}
			if cap(p.buf) > bodyAt+maxAnswer+maxFed {
				t.Fatalf("grown to %d", cap(p.buf))
			}
		}
		if r.IntN(8) == 0 {
			p.wipe() // as after each answer; in between, streams run on into each other
		}
	}
}

func TestStormOfSpoiltTextBlocks_ACardOrAKindOfTrouble(t *testing.T) {
	r := rand.New(rand.NewPCG(365, 2))
	whole := [][]byte{
		write(write(blank(' '), 0, "李秀芸"), 122, "520102196804120022"), write(write(blank('J'), 0, "梁颂谣"), 122, "810000198802160047"),
		write(write(blank('I'), 0, "SAMPLE, PERSON"), 122, "NOR520100000000"), write(write(blank('Y'), 0, "林安雅"), 122, "952578198506300068"),
	}
	var read, refused int
	buf := make([]byte, 0, 2*textLength)
	for range *inputs {
		block := spoil(r, append(buf[:0], whole[r.IntN(len(whole))]...))
		if r.IntN(4) > 0 { // as a frame with a right checksum would bring it
			block = append(block, make([]byte, textLength)...)[:textLength]
		}
		var c idcard.Card
		takeNewest(&c, block)
		got, err := decodeText(block)
		if (got == nil) == (err == nil) {
			t.Fatalf("card %v, %v", got, err)
		}
		if err != nil {
			refused++
			continue
		}
		read++
		got.Wipe()
	}
	if read == 0 || refused == 0 {
		t.Errorf("%d read, %d refused: the storm spoils nothing or everything", read, refused)
	}
}
