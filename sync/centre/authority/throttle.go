package authority

import (
	"net/netip"
	"sync"
	"time"
)

// Rates are how much is answered; what comes beyond is turned away.
type Rates struct {
	PerAddress      float64 // a second
	PerAddressBurst float64
	InAll           float64 // a second
	InAllBurst      float64
}

const mostAddresses = 4096 // remembered at a time

// Throttle counts by address and in all.
type Throttle struct {
	rates Rates
	now   func() time.Time

	mu        sync.Mutex
	all       bucket
	addresses map[netip.Addr]*bucket
}

// bucket is filled at a rate and emptied by who comes.
type bucket struct {
	level float64
	at    time.Time
}

// NewThrottle counts by this clock.
func NewThrottle(rates Rates, now func() time.Time) *Throttle {
	return &Throttle{rates: rates, now: now, addresses: map[netip.Addr]*bucket{}}
}

// Allows takes one from an address, unless there were too many.
func (t *Throttle) Allows(a netip.Addr) bool {
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
	return one.take(now, t.rates.PerAddress, t.rates.PerAddressBurst) && t.all.take(now, t.rates.InAll, t.rates.InAllBurst)
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
