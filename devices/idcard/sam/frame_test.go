package sam

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"testing"
)

// answerFrame packs an answer as a module does.
func answerFrame(body ...byte) []byte {
	f := append([]byte{}, preamble...)
	f = binary.BigEndian.AppendUint16(f, uint16(len(body)+1))
	f = append(f, body...)
	return append(f, xor(f[lengthAt:]))
}

// parsed is every body in a stream that arrives in lumps of one size.
func parsed(stream []byte, lump int) [][]byte {
	var p parser
	var all [][]byte
	for part := range slices.Chunk(stream, lump) {
		p.feed(part)
		for body := p.next(); body != nil; body = p.next() {
			all = append(all, body)
		}
	}
	return all
}

func TestCommandsAreTheManualsBytes(t *testing.T) {
	for want, c := range map[string]command{
		"aaaaaa9669000310ffec": resetSAM,
		"aaaaaa9669000311ffed": askStatus,
		"aaaaaa9669000312ffee": askID,
		"aaaaaa96690003200122": findCard,
		"aaaaaa96690003200221": selCard,
		"aaaaaa96690003300132": readText,
		"aaaaaa96690003300330": probeCard,
	} {
		if got := hex.EncodeToString(encode(c)); got != want {
			t.Errorf("%s is %s, want %s", c.name, got, want)
		}
	}
}

func TestAnAnswerIsFoundHoweverItArrives(t *testing.T) {
	body := append([]byte{0, 0, 0x90}, bytes.Repeat([]byte{0xAA, 0x96, 0x69}, 400)...)
	frame := answerFrame(body...)
	photo := append([]byte{0, 0, 0x90}, answerFrame(0, 0, 0x80)...)
	for name, c := range map[string]struct {
		stream []byte
		want   [][]byte
	}{
		"alone":                      {frame, [][]byte{body}},
		"after a stray zero":         {append([]byte{0xAA, 0x00}, frame...), [][]byte{body}},
		"after one AA too many":      {append([]byte{0xAA}, frame...), [][]byte{body}},
		"after half a frame's head":  {append([]byte{0xAA, 0xAA, 0xAA, 0x96}, frame...), [][]byte{body}},
		"two":                        {append(answerFrame(0, 0, 0x9F, 0, 0, 0, 0), frame...), [][]byte{{0, 0, 0x9F, 0, 0, 0, 0}, body}},
		"after an impossible length": {append(append(preamble[:5:5], 0xFF, 0xFF), frame...), [][]byte{body}},
		"after a length of nothing":  {append(append(preamble[:5:5], 0, 0), frame...), [][]byte{body}},
		"after a wrong checksum":     {append(append(preamble[:5:5], 0, 4, 0, 0, 0x90, 0), frame...), [][]byte{body}},
		"with a preamble inside":     {answerFrame(photo...), [][]byte{photo}},
		"of a kind too long":         {answerFrame(make([]byte, maxAnswer)...), nil},
	} {
		for _, lump := range []int{1, 7, 16, maxFed} {
			if got := parsed(c.stream, lump); !slices.EqualFunc(got, c.want, bytes.Equal) {
				t.Errorf("%s in lumps of %d: %x", name, lump, got)
			}
		}
	}
}

func FuzzFrames(f *testing.F) {
	f.Add(answerFrame(0, 0, 0x90), 1)
	f.Add(answerFrame(0, 0, 0x9F, 0, 0, 0, 0), 3)
	f.Add(append([]byte{0xAA, 0x00}, answerFrame(0, 0, 0x80)...), 5)
	f.Add(append(append(preamble[:5:5], 0x09, 0x0A), answerFrame(0, 0, 0x80)...), 16)
	f.Add(bytes.Repeat(preamble, 600), maxFed)
	f.Fuzz(func(t *testing.T, stream []byte, lump int) {
		lump = 1 + (lump&0x7FFFFFFF)%maxFed
		found := parsed(stream, lump)

		for _, body := range found {
			if !bytes.Contains(stream, answerFrame(body...)) {
				t.Errorf("%x stands nowhere in the stream", body)
			}
		}
		if other := parsed(stream, 1); !slices.EqualFunc(found, other, bytes.Equal) {
			t.Errorf("lumps of %d give %x, single bytes %x", lump, found, other)
		}
	})
}

func FuzzParserNeverGrows(f *testing.F) {
	f.Add(bytes.Repeat(append(preamble[:5:5], 0x09, 0x0A), 500))
	f.Fuzz(func(t *testing.T, stream []byte) {
		var p parser
		for part := range slices.Chunk(stream, maxFed) {
			p.feed(part)
			for p.next() != nil {
			}
			if cap(p.buf) > bodyAt+maxAnswer+maxFed || len(p.buf) >= bodyAt+maxAnswer {
				t.Fatalf("%d bytes of %d", len(p.buf), cap(p.buf))
			}
		}
		p.wipe()
		if left := p.buf[:cap(p.buf)]; !bytes.Equal(left, make([]byte, len(left))) {
			t.Error("bytes left after wiping")
		}
	})
}
