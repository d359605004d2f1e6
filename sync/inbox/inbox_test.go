package inbox_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"station365/kiosk"
	"station365/sync/inbox"
	"station365/sync/wire"
)

// desk is the centre's signing hand and the kiosk's memory and line in one.
type desk struct {
	mu      sync.Mutex
	kiosk   ed25519.PublicKey
	sign    ed25519.PrivateKey
	last    uint64
	applied []kiosk.Status
	fail    error
	hellos  []uint64
	changes int
}

func (d *desk) LastDown(context.Context) (uint64, error) { return d.last, nil }

func (d *desk) Chain(context.Context) (kiosk.Head, uint64, error) {
	return kiosk.Head{Epoch: 1, Sequence: 1}, 0, nil
}

func (d *desk) Apply(_ context.Context, seq uint64, _ kiosk.CaseID, e kiosk.Event, _ []byte) (bool, error) {
	if d.fail != nil {
		return false, d.fail
	}
	d.last, d.applied = seq, append(d.applied, e.Status)
	return true, nil
}

func (d *desk) Publish(_ context.Context, _ string, b []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	h, err := wire.DecodeHello(b, "kiosk-1", d.kiosk)
	d.hellos = append(d.hellos, h.LastDown)
	return err
}

// told is how many hellos went up.
func (d *desk) told() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.hellos)
}

func (d *desk) say(t *testing.T, seq uint64, s kiosk.Status) []byte {
	t.Helper()
	b, err := wire.Down{Kiosk: "kiosk-1", Sequence: seq, Kind: wire.KindStatusChanged, CaseID: "c", Revision: int(seq), Status: s,
		At: time.Unix(0, 0)}.Sign(d.sign)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func newDesk(t *testing.T) (*desk, *inbox.Inbox) {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := wire.NewKioskKeys()
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{sign: private, kiosk: keys.SignKey().Public().(ed25519.PublicKey)}
	identity := wire.NewIdentity("kiosk-1", "community-1", "S1", make([]byte, 32), public, "token")
	return d, inbox.New(d, d, inbox.Opts{Identity: identity, Sign: wire.NewSealer(identity, keys).Hello,
		OnChange: func(kiosk.CaseID, kiosk.Event) { d.changes++ }})
}

// run works the inbox on a line until the returned function is called.
func run(t *testing.T, i *inbox.Inbox) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	i.LinkChanged(ctx, true)
	var end sync.WaitGroup
	end.Go(func() { _ = i.Run(ctx) })
	return func() { cancel(); end.Wait() }
}

func TestMessageIsMissing_ItIsAskedForUntilItComesAndNothingIsAppliedOutOfOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, i := newDesk(t)
		defer run(t, i)()

		_ = i.Down(t.Context(), d.say(t, 2, kiosk.Completed))
		_ = i.Down(t.Context(), d.say(t, 3, kiosk.Reopened))
		time.Sleep(time.Second)
		synctest.Wait()
		soon := d.told()
		time.Sleep(2 * time.Hour)
		synctest.Wait()

		// On average every two and a half minutes once the waits are long.
		if long := d.told(); len(d.applied) != 0 || soon < 2 || long < 20 || long > 200 {
			t.Errorf("applied %v, %d hellos soon, %d in two hours", d.applied, soon, long)
		}
	})
}

func TestMessageIsSaidAgain_ItIsAppliedOnce(t *testing.T) {
	d, i := newDesk(t)

	_ = i.Down(t.Context(), d.say(t, 1, kiosk.Accepted))
	_ = i.Down(t.Context(), d.say(t, 1, kiosk.Accepted))

	if len(d.applied) != 1 || d.changes != 1 {
		t.Errorf("applied %v, told %d times", d.applied, d.changes)
	}
}

func TestMessageIsForged_NothingIsApplied(t *testing.T) {
	d, i := newDesk(t)
	stranger, _ := newDesk(t)

	_ = i.Down(t.Context(), stranger.say(t, 1, kiosk.Completed))

	if len(d.applied) != 0 || d.last != 0 {
		t.Errorf("applied %v", d.applied)
	}
}

func TestDiskIsFullWhileApplying_MessageIsAskedForAgainOnTheSameLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, i := newDesk(t)
		defer run(t, i)()
		d.fail = errors.New("disk full")
		failed := i.Down(t.Context(), d.say(t, 1, kiosk.Accepted))
		d.fail = nil

		time.Sleep(time.Second)
		synctest.Wait()
		asked := d.told()
		_ = i.Down(t.Context(), d.say(t, 1, kiosk.Accepted))
		_ = i.Down(t.Context(), d.say(t, 2, kiosk.Completed))
		time.Sleep(time.Hour)
		synctest.Wait()

		if failed == nil || asked < 2 || len(d.applied) != 2 || d.told() > asked+1 {
			t.Errorf("failed %v, applied %v, %d hellos, then %d", failed, d.applied, asked, d.told())
		}
	})
}

func TestLineComesBack_KioskSaysWhereItStands(t *testing.T) {
	d, i := newDesk(t)
	d.last = 41

	i.LinkChanged(t.Context(), true)
	i.LinkChanged(t.Context(), false)

	if d.told() != 1 || d.hellos[0] != 41 {
		t.Errorf("hellos %v", d.hellos)
	}
}
