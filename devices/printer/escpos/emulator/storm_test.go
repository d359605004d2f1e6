package emulator

import (
	"flag"
	"math/rand/v2"
	"testing"
)

// inputs is how many spoilt jobs the storm has: ten million were run with
// go test -run Storm -inputs 10000000.
var inputs = flag.Int("inputs", 20_000, "how many spoilt jobs the storm has")

// jobs are commands that drivers send.
var jobs = [][]byte{[]byte("\x1b@\x1c&"), []byte("\x1cS\x00\x00"), []byte("\x1b3\x22"), []byte("\xc9\xb3\xc4\xcf abc\n"), []byte("\x1bE\x01"),
	[]byte("\x1dv0\x00\x02\x00\x02\x00\x10\x04\x01\xff"), []byte("\x1d(k\x04\x001A2\x00"), []byte("\x1d(k\x03\x001Q0"), []byte("\x1dVB\x00"),
	[]byte("\x1d(H\x06\x00000001"), []byte("\x1dr\x01"), []byte("\x10\x04\x01"), []byte("\x82\x30\x9a\x31"), []byte("\xf0\xa0\xae\xb7")}

func TestStormOfSpoiltJobs_EveryCommandEnds(t *testing.T) {
	r := rand.New(rand.NewPCG(365, 4))
	var seen [qrCode + 1]int
	buf := make([]byte, 0, 256)
	for range *inputs {
		buf = buf[:0]
		for range 1 + r.IntN(6) {
			buf = append(buf, jobs[r.IntN(len(jobs))]...)
		}
		for range r.IntN(4) {
			buf[r.IntN(len(buf))] = byte(r.Uint32())
		}
		m := mode{han: r.IntN(4) > 0, utf8: r.IntN(2) == 0}
		for rest := buf; ; {
			c, size := parse(rest, m)
			if size == 0 {
				break
			}
			if size < 0 || size > len(rest) || len(c.args) > size || len(c.args) < argsOf[c.op] {
				t.Fatalf("operation %d of %d bytes with %d parameters in % X", c.op, size, len(c.args), rest)
			}
			seen[c.op]++
			rest = rest[size:]
		}
	}
	for _, o := range []op{character, lineFeed, cutAfterFeed, rasterHead, qrCode, processID, orderedStatus} {
		if seen[o] == 0 {
			t.Errorf("operation %d was never seen: the storm spoils everything", o)
		}
	}
}
