package authority

import (
	"net/netip"
	"testing"
	"time"
)

func testRates() Rates { return Rates{PerAddress: 2, PerAddressBurst: 30, InAll: 50, InAllBurst: 100} }

func TestWhoAsksTooOften_WaitsWhileOthersAreAnswered(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	th := NewThrottle(testRates(), func() time.Time { return now })
	loud, quiet := netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("192.0.2.2")

	answered := 0
	for range 1000 {
		if th.Allows(loud) {
			answered++
		}
	}

	if answered != 30 {
		t.Errorf("%d of 1000 were answered, want %d", answered, 30)
	}
	if !th.Allows(quiet) {
		t.Error("another address waits, too")
	}
	now = now.Add(time.Second)
	if !th.Allows(loud) {
		t.Error("it waits for ever")
	}
}

func TestManyAddresses_AreAnsweredAtARateAndRememberedInBounds(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	th := NewThrottle(testRates(), func() time.Time { return now })

	answered := 0
	for i := range 3 * mostAddresses {
		if th.Allows(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)})) {
			answered++
		}
	}

	if answered != 100 || len(th.addresses) > mostAddresses {
		t.Errorf("%d were answered, %d addresses remembered", answered, len(th.addresses))
	}
}
