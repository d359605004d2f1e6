package inbox_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"testing"
	"time"

	"station365/kiosk"
	"station365/sync/inbox"
	"station365/sync/wire"
)

// desk is the centre's signing hand and the kiosk's memory and line in one.
type desk struct {
	sign    ed25519.PrivateKey
	last    uint64
	applied []kiosk.Status
	fail    error
	hellos  []uint64
	changes int
}

func (d *desk) LastDown(context.Context) (uint64, error) { return d.last, nil }

func (d *desk) Apply(_ context.Context, seq uint64, _ kiosk.CaseID, e kiosk.Event, _ []byte) (bool, error) {
	if d.fail != nil {
		return false, d.fail
	}
	d.last, d.applied = seq, append(d.applied, e.Status)
	return true, nil
}

func (d *desk) Publish(_ context.Context, _ string, b []byte) error {
	h, err := wire.DecodeHello(b)
	d.hellos = append(d.hellos, h.LastDown)
	return err
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
	d := &desk{sign: private}
	identity := wire.NewIdentity("kiosk-1", "community-1", "S1", make([]byte, 32), public, "token")
	return d, inbox.New(d, d, inbox.Opts{Identity: identity, Epoch: func() uint32 { return 1 },
		OnChange: func(kiosk.CaseID, kiosk.Event) { d.changes++ }})
}

func TestMessageIsMissing_ItIsAskedForOnceAndNothingIsAppliedOutOfOrder(t *testing.T) {
	d, i := newDesk(t)

	i.Down(t.Context(), d.say(t, 2, kiosk.Completed))
	i.Down(t.Context(), d.say(t, 3, kiosk.Reopened))

	if len(d.applied) != 0 || len(d.hellos) != 1 || d.hellos[0] != 0 {
		t.Errorf("applied %v, hellos %v", d.applied, d.hellos)
	}
}

func TestMessageIsSaidAgain_ItIsAppliedOnce(t *testing.T) {
	d, i := newDesk(t)

	i.Down(t.Context(), d.say(t, 1, kiosk.Accepted))
	i.Down(t.Context(), d.say(t, 1, kiosk.Accepted))

	if len(d.applied) != 1 || d.changes != 1 {
		t.Errorf("applied %v, told %d times", d.applied, d.changes)
	}
}

func TestMessageIsForged_NothingIsApplied(t *testing.T) {
	d, i := newDesk(t)
	stranger, _ := newDesk(t)

	i.Down(t.Context(), stranger.say(t, 1, kiosk.Completed))

	if len(d.applied) != 0 || d.last != 0 {
		t.Errorf("applied %v", d.applied)
	}
}

func TestDiskIsFullWhileApplying_MessageIsAskedForAgain(t *testing.T) {
	d, i := newDesk(t)
	d.fail = errors.New("disk full")
	i.Down(t.Context(), d.say(t, 1, kiosk.Accepted))
	d.fail = nil

	i.Down(t.Context(), d.say(t, 2, kiosk.Completed))
	i.Down(t.Context(), d.say(t, 1, kiosk.Accepted))
	i.Down(t.Context(), d.say(t, 2, kiosk.Completed))

	if len(d.applied) != 2 || len(d.hellos) != 1 {
		t.Errorf("applied %v, hellos %v", d.applied, d.hellos)
	}
}

func TestLineComesBack_KioskSaysWhereItStands(t *testing.T) {
	d, i := newDesk(t)
	d.last = 41

	i.LinkChanged(t.Context(), true)
	i.LinkChanged(t.Context(), false)

	if len(d.hellos) != 1 || d.hellos[0] != 41 {
		t.Errorf("hellos %v", d.hellos)
	}
}
