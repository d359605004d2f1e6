package centre

import (
	"net/netip"
	"sync"
	"time"
)

// Limits of the enrolment service. A kiosk asks a few times at its start and
// once in months; many may stand behind one address.
const (
	perAddress      = 2.0 // requests a second
	perAddressBurst = 30
	inAll           = 50.0 // requests a second: half of what one core signs with a handshake each
	inAllBurst      = 100
	mostAddresses   = 4096 // remembered at a time
)

// throttle counts requests by address and in all.
type throttle struct {
	now func() time.Time

	mu        sync.Mutex
	all       bucket
	addresses map[netip.Addr]*bucket
}

// bucket is filled at a rate and emptied by requests.
type bucket struct {
	level float64
	at    time.Time
}

func newThrottle(now func() time.Time) *throttle {
	return &throttle{now: now, addresses: map[netip.Addr]*bucket{}}
}

// allows takes one request from an address, unless there were too many.
func (t *throttle) allows(a netip.Addr) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	one := t.addresses[a]
	if one == nil {
		if len(t.addresses) >= mostAddresses {
			clear(t.addresses) // the common bucket still holds
		}
		one = &bucket{}
		t.addresses[a] = one
	}
	return one.take(now, perAddress, perAddressBurst) && t.all.take(now, inAll, inAllBurst)
}

func (b *bucket) take(now time.Time, rate, burst float64) bool {
	if b.at.IsZero() {
		b.level = burst
	} else if passed := now.Sub(b.at).Seconds(); passed > 0 {
		b.level = min(burst, b.level+passed*rate)
	}
	b.at = now
	if b.level < 1 {
		return false
	}
	b.level--
	return true
}
