package centre

import (
	"net/netip"
	"testing"
	"time"
)

func TestWhoAsksTooOften_WaitsWhileOthersAreAnswered(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	th := newThrottle(func() time.Time { return now })
	loud, quiet := netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("192.0.2.2")

	answered := 0
	for range 1000 {
		if th.allows(loud) {
			answered++
		}
	}

	if answered != perAddressBurst {
		t.Errorf("%d of 1000 were answered, want %d", answered, perAddressBurst)
	}
	if !th.allows(quiet) {
		t.Error("another address waits, too")
	}
	now = now.Add(time.Second)
	if !th.allows(loud) {
		t.Error("it waits for ever")
	}
}

func TestManyAddresses_AreAnsweredAtARateAndRememberedInBounds(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	th := newThrottle(func() time.Time { return now })

	answered := 0
	for i := range 3 * mostAddresses {
		if th.allows(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)})) {
			answered++
		}
	}

	if answered != inAllBurst || len(th.addresses) > mostAddresses {
		t.Errorf("%d were answered, %d addresses remembered", answered, len(th.addresses))
	}
}
