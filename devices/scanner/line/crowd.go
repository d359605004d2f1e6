package line

import (
	"hash/maphash"
	"time"
)

const (
	// sameCode is how long after its last reading a code that comes again counts as
	// still being held there. Scanners repeat a code every 0.3 to 1 s.
	sameCode = 1500 * time.Millisecond
	// maxCodes in crowdIn: a hand changes codes about once a second.
	maxCodes = 5
	crowdIn  = time.Second
)

// crowd lets through what a hand can have meant: a code that stays before the
// scanner once, and only so many in a second. It keeps no text, only hashes.
type crowd struct {
	seed  maphash.Seed
	last  uint64
	at    time.Time // of the last code's last reading
	began time.Time // of the second that is counted
	count int
	flood bool // it was told that this flood is one
}

// verdict is what becomes of a code or a fault.
type verdict int

const (
	pass    verdict = iota
	drop            // held there still, or part of a flood that was told
	flooded         // the first of a flood
)

// code looks at a code read at now.
func (c *crowd) code(text []byte, now time.Time) verdict {
	h := maphash.Bytes(c.seed, text)
	same := h == c.last && now.Sub(c.at) < sameCode
	if same {
		c.at = now
		return drop
	}
	v := c.any(now)
	if v == pass {
		c.last, c.at = h, now
	}
	return v
}

// any counts one thing at now, a code or a fault. A flood is over after a second
// that had few.
func (c *crowd) any(now time.Time) verdict {
	if now.Sub(c.began) >= crowdIn {
		c.flood = c.count > maxCodes && now.Sub(c.began) < 2*crowdIn
		c.began, c.count = now, 0
	}
	c.count++
	switch {
	case c.count <= maxCodes && !c.flood:
		return pass
	case !c.flood:
		c.flood = true
		return flooded
	}
	return drop
}
