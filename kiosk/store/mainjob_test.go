package store_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"station365/kiosk"
	"station365/kiosk/personal"
	"station365/kiosk/store"
	"station365/kiosk/store/storetest"
	"station365/sync/centre"
	"station365/sync/inbox"
	"station365/sync/link"
	"station365/sync/outbox"
	"station365/sync/wire"
)

// patience is how long a test on loopback waits for a condition.
const patience = 30 * time.Second

// errPowerGone ends a life of a kiosk.
var errPowerGone = errors.New("the power is gone")

// queue lets the outbox work the store.
type queue struct{ *store.Store }

func (q queue) Unacknowledged(ctx context.Context, after outbox.Position, limit int) ([]kiosk.Record, error) {
	return q.Store.Unacknowledged(ctx, store.Place(after), limit)
}

func (q queue) MarkSent(ctx context.Context, at []outbox.Position) error {
	places := make([]store.Place, len(at))
	for i, p := range at {
		places[i] = store.Place(p)
	}
	return q.Store.MarkSent(ctx, places...)
}

func (q queue) At(ctx context.Context, at outbox.Position) (kiosk.Record, bool, error) {
	return q.Store.At(ctx, store.Place(at))
}

func (q queue) Reopen(ctx context.Context, from outbox.Position) (int, error) {
	return q.Store.Reopen(ctx, store.Place(from))
}

func (q queue) MarkAcknowledged(ctx context.Context, epoch uint32, through uint64, beyond []uint64, at time.Time, word []byte) ([]outbox.Position, error) {
	places, err := q.Store.MarkAcknowledged(ctx, epoch, through, beyond, at, word)
	out := make([]outbox.Position, len(places))
	for i, p := range places {
		out[i] = outbox.Position(p)
	}
	return out, err
}

func (q queue) Quarantine(ctx context.Context, at outbox.Position, reason string, tombstone *kiosk.Record) error {
	return q.Store.Quarantine(ctx, store.Place(at), reason, tombstone)
}

// hall is a real centre on loopback; its power does not fail here.
type hall struct {
	t      *testing.T
	centre *centre.Centre
	url    string
}

func openHall(t *testing.T) *hall {
	dir := filepath.Join(t.TempDir(), "centre")
	if _, err := centre.Init(dir); err != nil {
		t.Fatal(err)
	}
	c, err := centre.Open(dir, centre.Opts{})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var serving sync.WaitGroup
	serving.Go(func() { _ = c.Serve(ctx, listener) })
	t.Cleanup(func() { cancel(); serving.Wait(); _ = c.Close() })
	return &hall{t, c, "mqtt://" + listener.Addr().String()}
}

// machine is one kiosk through all its lives; what it holds survives a power
// cut because it is not on the disk: keys, identity, the resident's memory.
type machine struct {
	hall     *hall
	name     string
	keys     wire.KioskKeys
	identity wire.Identity
	told     kiosk.CaseID // what the resident was told is kept; "" nothing yet
	attempts int
}

func (h *hall) enrol(n int) *machine {
	h.t.Helper()
	keys, err := wire.NewKioskKeys()
	if err != nil {
		h.t.Fatal(err)
	}
	request, err := keys.Request()
	if err != nil {
		h.t.Fatal(err)
	}
	m := &machine{hall: h, name: fmt.Sprint("shanan-", n), keys: keys}
	request.Kiosk, request.Community, request.Prefix = m.name, "shanan", fmt.Sprint("S", n)
	if m.identity, err = h.centre.Enrol(context.Background(), request); err != nil {
		h.t.Fatal(err)
	}
	return m
}

// live starts the kiosk on the disk in dir and does the main job from wherever
// it stands until the resident's case is accepted, or the power goes.
func (m *machine) live(dir string, gone <-chan struct{}) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	s, err := store.Open(dir, store.Opts{})
	if err != nil {
		return fmt.Errorf("the kiosk does not start: %w", err)
	}
	var running sync.WaitGroup
	defer func() { cancel(); running.Wait(); _ = s.Close() }()
	kept, err := m.handIn(ctx, s)
	if err != nil {
		return err
	}
	changed := make(chan struct{}, 1)
	if err := m.joinLine(ctx, s, &running, func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	}); err != nil {
		return err
	}
	for moved := false; ; {
		kept, _, err = s.ByNumber(ctx, kept.Number)
		if err != nil {
			return err
		}
		if kept.Delivery == kiosk.Acknowledged && !moved {
			moved = true
			err := m.hall.centre.Move(ctx, centre.Move{Number: kept.Number, Status: kiosk.Accepted})
			if err != nil && !errors.Is(err, centre.ErrMove) { // it was accepted in an earlier life
				return err
			}
		}
		if kept.Delivery == kiosk.Acknowledged && kept.Status == kiosk.Accepted {
			return nil
		}
		select {
		case <-changed:
		case <-gone:
			return errPowerGone
		case <-ctx.Done():
			return fmt.Errorf("waited too long: delivery %s, status %s", kept.Delivery, kept.Status)
		}
	}
}

// handIn keeps the resident's case, unless an earlier life did, and notes its
// receipt. A resident who was not told that the case is kept, and who does not
// find it, hands it in again.
func (m *machine) handIn(ctx context.Context, s *store.Store) (kiosk.Kept, error) {
	tag := []byte("the resident's tag")
	found, err := s.ByTag(ctx, tag)
	if err != nil {
		return kiosk.Kept{}, err
	}
	if len(found) > 1 || m.told != "" && (len(found) == 0 || found[0].ID != m.told) {
		return kiosk.Kept{}, fmt.Errorf("lost or doubled: told %q, found %d", m.told, len(found))
	}
	if len(found) == 0 {
		m.attempts++
		c := newCase(fmt.Sprintf("%s-try-%d", m.name, m.attempts))
		c.Prefix, c.ResidentTag = m.identity.Prefix, tag
		kept, err := s.Keep(ctx, c, m.seal(c))
		if err != nil {
			return kiosk.Kept{}, err
		}
		m.told, found = c.ID, []kiosk.Kept{kept}
	}
	if found[0].Receipt.Result == "" {
		err = s.ReceiptResult(ctx, found[0].ID, "printed")
	}
	return found[0], err
}

func (m *machine) seal(c kiosk.NewCase) kiosk.SealFunc {
	return func(head kiosk.Head, n kiosk.CaseNumber) (kiosk.Record, error) {
		return wire.NewSealer(m.identity, m.keys).Seal(head, wire.Body{Kind: wire.KindCaseSubmitted, CaseID: c.ID, Number: n, Matter: c.Matter,
			CatalogueVersion: 1, NoticeVersion: 1, Answers: map[string]personal.Value{"name": personal.New("invented")},
			SubmittedAt: c.At, TimeTrusted: true, Promise: c.Promise})
	}
}

// joinLine runs outbox, inbox and link until ctx ends.
func (m *machine) joinLine(ctx context.Context, s *store.Store, running *sync.WaitGroup, changed func()) error {
	id, sealer := m.identity, wire.NewSealer(m.identity, m.keys)
	l := link.New(link.Opts{URL: m.hall.url, Client: id.Kiosk, Token: id.Token, StateTopic: id.Topics.State, Here: wire.StateHere, Gone: wire.StateGone})
	out := outbox.New(queue{s}, l, outbox.Opts{Identity: id, Tombstone: sealer.Tombstone,
		OnDelivery: func(outbox.Position, kiosk.Delivery, string) { changed() }})
	in := inbox.New(s, l, inbox.Opts{Identity: id, Sign: sealer.Hello, OnChange: func(kiosk.CaseID, kiosk.Event) { changed() }})
	l.Handle(id.Topics.Ack, func(ctx context.Context, b []byte) { _ = out.Acknowledge(ctx, b) })
	l.Handle(id.Topics.Down, func(ctx context.Context, b []byte) { _ = in.Down(ctx, b) })
	l.Watch(func(ctx context.Context, up bool) { in.LinkChanged(ctx, up); out.LinkChanged(ctx, up) })
	running.Go(func() { _ = l.Run(ctx) })
	running.Go(func() { _ = out.Run(ctx) })
	running.Go(func() { _ = in.Run(ctx) })
	return nil
}

// exactlyOnce looks at both ends after the last life.
func (m *machine) exactlyOnce(dir string) error {
	ctx := context.Background()
	records, err := m.hall.centre.Records(ctx)
	if err != nil {
		return err
	}
	cases, err := m.hall.centre.Cases(ctx)
	if err != nil {
		return err
	}
	n := 0
	for _, r := range records {
		if r.Kiosk == m.name {
			n++
		}
	}
	for _, c := range cases {
		if c.Kiosk == m.name && (c.ID != m.told && m.told != "" || c.Status != kiosk.Accepted || c.Revision != 1) {
			return fmt.Errorf("the centre has %s at %s, revision %d; the resident was told %q", c.ID, c.Status, c.Revision, m.told)
		}
	}
	s, err := store.Open(dir, store.Opts{})
	if err != nil {
		return err
	}
	defer s.Close()
	found, err := s.ByTag(ctx, []byte("the resident's tag"))
	if err != nil || n != 1 || len(found) != 1 || len(found[0].History) != 2 || found[0].Receipt.Result != "printed" {
		return fmt.Errorf("the centre has %d records, the kiosk %d cases: %+v, %w", n, len(found), found, err)
	}
	return nil
}

func TestMainJobWithAPowerCutAtEverySync_ReachesTheCentreExactlyOnce(t *testing.T) {
	h := openHall(t)
	start, n := time.Now(), 0
	for sync, finished := 1, 0; finished < 4; sync++ { // the sync is behind the job's end, whatever the disk
		finished = 0
		for name, fate := range map[string]storetest.Fate{"nothing more": storetest.NothingMore(), "everything": storetest.Everything(),
			"torn": storetest.Torn(uint64(sync)), "torn otherwise": storetest.Torn(uint64(-sync))} {
			n++
			m := h.enrol(n)
			t.Run(fmt.Sprintf("sync %d, %s", sync, name), func(t *testing.T) {
				if m.cut(t, sync, fate) {
					finished++
				}
			})
		}
	}
	if n < 40 {
		t.Errorf("only %d power cuts", n)
	}
	t.Logf("%d power cuts in %v", n, time.Since(start).Round(time.Millisecond))
}

// cut lets the power go at a sync of the main job and lets the kiosk go on from
// what the disk then holds. finished says that the job was over before.
func (m *machine) cut(t *testing.T, sync int, fate storetest.Fate) (finished bool) {
	first, second := filepath.Join(t.TempDir(), "first"), filepath.Join(t.TempDir(), "second")
	disk := storetest.New(t, first)
	disk.DieAtSync(sync)
	err := m.live(first, disk.Gone())
	select {
	case <-disk.Gone():
	default:
		if finished = true; err != nil {
			t.Errorf("with power: %v", err)
		}
	}
	if err := disk.Restore(second, disk.Len(), fate); err != nil {
		t.Fatal(err)
	}

	err = m.live(second, nil)

	if err = errors.Join(err, m.exactlyOnce(second)); err != nil {
		t.Error(err)
	}
	return finished
}

// The kiosk that starts after a cut repairs its log; the power may go again then.
func TestPowerGoesAgainWhileTheKioskStarts_ReachesTheCentreExactlyOnce(t *testing.T) {
	h := openHall(t)
	n := 0
	for first := 4; first <= 16; first += 2 {
		for again := 1; again <= 4; again++ {
			n++
			m := h.enrol(n)
			t.Run(fmt.Sprintf("sync %d, then %d", first, again), func(t *testing.T) {
				dir := filepath.Join(t.TempDir(), "life 1")
				for life, sync := range []int{first, again} {
					disk := storetest.New(t, dir)
					disk.DieAtSync(sync)
					_ = m.live(dir, disk.Gone()) // how far it came shows in the next life
					dir = filepath.Join(t.TempDir(), fmt.Sprint("life ", life+2))
					if err := disk.Restore(dir, disk.Len(), storetest.Torn(uint64(n))); err != nil {
						t.Fatal(err)
					}
				}

				err := m.live(dir, nil)

				if err = errors.Join(err, m.exactlyOnce(dir)); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// As for the database alone: a loss must be seen.
func TestMainJobOnADiskThatDoesNotSync_IsFoundOut(t *testing.T) {
	m := openHall(t).enrol(1)
	first, second := filepath.Join(t.TempDir(), "first"), filepath.Join(t.TempDir(), "second")
	disk := storetest.New(t, first)
	if err := m.live(first, disk.Gone()); err != nil {
		t.Fatal(err)
	}
	beforeClosing := disk.Syncs()[len(disk.Syncs())-5] // closing moves the log into the database
	if err := disk.Restore(second, beforeClosing, storetest.Deaf("-wal")); err != nil {
		t.Fatal(err)
	}

	err := m.live(second, nil)

	if err == nil || !strings.Contains(err.Error(), "lost or doubled") {
		t.Errorf("the loss of a case was not seen: %v", err)
	}
}
