package escpos

import (
	"flag"
	"math/rand/v2"
	"testing"
)

// inputs is how many spoilt streams the storm has. The fuzzer looks for new ways
// through the code; the storm has the number: ten million were run with
// go test -run Storm -inputs 10000000.
var inputs = flag.Int("inputs", 20_000, "how many spoilt inputs the storm has")

// whole are things that printers say.
var whole = [][]byte{{0x12}, {0x16, 0x12, 0x12, 0x12}, {0x1A, 0x32, 0x12, 0x72}, {0x14, 0, 0, 0x0F}, {0x18, 0, 0x0C, 0x0F}, {0x38, 0x28, 0x03, 0x0F},
	{0}, {0x0F}, {xon}, {xoff}, []byte("\x37\x220042\x00"), []byte("\x37\x360\x00"), []byte("\x5FTM-T88VII\x00")}

// spoil damages b in place in the ways that lines damage bytes, and gives what is
// left of it.
func spoil(r *rand.Rand, b []byte) []byte {
	for range r.IntN(4) {
		if len(b) == 0 {
			return b
		}
		at := r.IntN(len(b))
		switch r.IntN(4) {
		case 0:
			b[at] ^= 1 << r.IntN(8)
		case 1:
			b[at] = byte(r.Uint32())
		case 2: // bytes are lost
			b = append(b[:at], b[min(len(b), at+1+r.IntN(4)):]...)
		case 3: // it falls silent
			b = b[:at]
		}
	}
	return b
}

func TestStormOfSpoiltAnswers_AHealthyPrinterIsUnderstoodAfterwards(t *testing.T) {
	r := rand.New(rand.NewPCG(365, 3))
	var e ear
	var c condition
	var heard [block + 1]int
	buf := make([]byte, 0, 256)
	for range *inputs {
		buf = buf[:0]
		for range 1 + r.IntN(6) {
			buf = append(buf, whole[r.IntN(len(whole))]...)
		}
		for _, b := range spoil(r, buf) {
			if a, ok := e.hear(b); ok {
				heard[a.kind]++
				take(&c, a)
			}
		}
		if cap(e.block) > 2*blockMax || cap(e.packet) > 8 {
			t.Fatalf("grown to %d and %d", cap(e.block), cap(e.packet))
		}
		// Whatever was heard before, four answers of a healthy printer are four.
		n := 0
		for _, b := range []byte{0x12, 0x12, 0x12, 0x12} {
			if a, ok := e.hear(b); ok && a.kind == realtimeAnswer {
				c.realtime(byte(n+1), a.b)
				n++
			}
		}
		if s, code := c.status(); n != 4 || code != "" || states[s] == "" {
			t.Fatalf("%d answers, status %s %s after % X", n, s, code, buf)
		}
	}
	for kind := flowOn; kind <= block; kind++ {
		if heard[kind] == 0 {
			t.Errorf("nothing of kind %d was heard: the storm spoils everything", kind)
		}
	}
}

func take(c *condition, a answer) {
	switch a.kind {
	case realtimeAnswer:
		c.realtime(a.b&3+1, a.b)
	case statusPacket:
		c.packet(a.asb)
	}
}
