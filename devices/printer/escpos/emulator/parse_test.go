package emulator

import (
	"bytes"
	"testing"
)

func FuzzParse(f *testing.F) {
	f.Add([]byte("\x1b@\x1c&\xc9\xb3\xc4\xcf\n\x1dVB\x00\x10\x04\x01"), true, false)
	f.Add([]byte("\x1dv0\x00\x02\x00\x02\x00\x1d(k\x04\x001A2\x00\x1d(H\x06\x00000001\x1dr\x01"), false, false)
	f.Add([]byte("\xf0\xa0\xae\xb7\xe4\xb8\x80\x1d(\xff\xff\xff"), true, true)
	f.Fuzz(func(t *testing.T, stream []byte, han, utf8 bool) {
		m := mode{han: han, utf8: utf8}
		for rest := stream; ; {
			c, size := parse(rest, m)
			if size == 0 {
				return // it waits for more
			}
			if size < 0 || size > len(rest) {
				t.Fatalf("%d bytes of %d", size, len(rest))
			}
			if c.op != none && len(c.args) > 0 && !bytes.Contains(rest[:size], c.args) {
				t.Fatalf("% X is not in % X", c.args, rest[:size])
			}
			if want := argsOf[c.op]; len(c.args) < want {
				t.Fatalf("operation %d has %d parameters, it reads %d", c.op, len(c.args), want)
			}
			rest = rest[size:]
		}
	})
}

// argsOf is how many parameters execute reads of each command.
var argsOf = map[op]int{character: 1, feedLines: 1, feedDots: 1, align: 1, bold: 1, size: 1, hanMode: 1, hanSize: 1, spacing: 1,
	charset: 1, cutAfterFeed: 2, rasterHead: 6, autoStatus: 1, orderedStatus: 1, modelName: 1}
