package sam_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices/idcard"
	"station365/devices/idcard/idcardtest"
	"station365/devices/idcard/sam"
	"station365/devices/idcard/sam/emulator"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

func TestTheDriverKeepsTheContract(t *testing.T) {
	for name, c := range map[string]struct {
		habits emulator.Opts
		opts   sam.Opts
	}{
		"plain module":        {habits: emulator.Opts{Baud: 115200, CardTime: 800 * time.Millisecond}},
		"slow line":           {habits: emulator.Opts{Baud: 9600, CardTime: 800 * time.Millisecond}},
		"module that repeats": {habits: emulator.Opts{Baud: 115200, CardTime: 800 * time.Millisecond, Repeats: true}},
		"module that can tell": {
			habits: emulator.Opts{Baud: 115200, CardTime: 800 * time.Millisecond}, opts: sam.Opts{Presence: true}},
	} {
		t.Run(name, func(t *testing.T) {
			idcardtest.Conform(t, func(t *testing.T, part func(*testing.T, *idcardtest.Bench)) {
				synctest.Test(t, func(t *testing.T) {
					d := newDesk(t, c.habits, c.opts)
					b := bench(t, d.dev, d.reader)
					b.Wait = func() { time.Sleep(5 * time.Second) }
					b.Removes = c.opts.Presence
					part(t, b)
				})
			})
		})
	}
}

func TestTheDriverKeepsTheContractOnARealTTY(t *testing.T) {
	idcardtest.Conform(t, func(t *testing.T, part func(*testing.T, *idcardtest.Bench)) {
		t.Parallel()
		reader, path := readerOnPTY(t)
		b := bench(t, sam.New(serial.Opener(serial.Opts{Path: path, Baud: 115200}), sam.Opts{Port: path}), reader)
		b.Wait = func() { looked(t, reader) }
		part(t, b)
	})
}

// readerOnPTY runs an emulator at the far end of a pseudo terminal.
func readerOnPTY(t *testing.T) (r *emulator.Reader, path string) {
	t.Helper()
	p, err := serialtest.OpenPTY()
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	// Not paced: a machine that builds something else meanwhile would stretch the
	// gaps between two bytes beyond what any module does.
	r = emulator.New(emulator.Opts{})
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := r.Run(ctx, p.Device); !errors.Is(err, context.Canceled) {
			t.Errorf("emulator: %v", err)
		}
	})
	t.Cleanup(func() {
		cancel()
		running.Wait()
		_ = p.Close()
	})
	return r, p.Path
}

// looked returns when the driver has looked for a card a few times more.
func looked(t *testing.T, r *emulator.Reader) {
	t.Helper()
	const looks = 6 // finds: two a look on an empty reader, and two looks end a presentation
	goal := r.Finds() + looks
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for end := time.After(20 * time.Second); r.Finds() < goal; {
		select {
		case <-tick.C:
		case <-end:
			t.Fatal("the driver does not look for cards")
		}
	}
}

// bench lays the everyday card. Bad cards fail with one of the statuses that mean
// the kind.
func bench(t *testing.T, dev *sam.Dev, r *emulator.Reader) *idcardtest.Bench {
	p := person(t, "lixiuyun")
	statuses := map[error]byte{idcard.ErrUnreadable: 0x41, idcard.ErrNotIDCard: 0x40, idcard.ErrRefused: 0x32, idcard.ErrTwoCards: 0x81}
	return &idcardtest.Bench{
		Reader: dev,
		Want: idcardtest.Card{Kind: idcard.Resident, Name: p.Name, Sex: p.Sex, Birth: p.Birth, Address: p.Address,
			IDNumber: p.IDNumber},
		Lay:  func() { r.Fail(0); r.Lay(p) },
		Bad:  func(kind error) { r.Fail(statuses[kind]); r.Lay(p) },
		Lift: r.Lift,
	}
}
