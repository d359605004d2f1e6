package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"station365/kiosk/store"
)

// lookForDisk is how often a kiosk without its database tries to open it: opening a
// damaged one reads all of it, and mending a disk takes a technician longer.
const lookForDisk = time.Minute

// errDiskIsBack ends the program, so that it begins anew with its database.
var errDiskIsBack = errors.New("the case database can be opened again")

// openOrStandIn opens the database. Where it cannot be opened the kiosk comes up all
// the same: it takes no new requests, says so, and looks up what can be read.
func openOrStandIn(c config, log *slog.Logger) (s *store.Store, cause error) {
	s, err := openStore(c, log)
	if err == nil {
		return s, nil
	}
	s = store.StandIn(c.Kiosk.State, err, store.Opts{Limits: c.Limits.rules(), Copies: c.Limits.CopiesDir})
	log.Error("the case database cannot be opened: no new requests are taken until it can; kiosk check says what to do",
		"reason", err, "cases can be looked up", s.Readable(context.Background()))
	return s, err
}

// awaitDisk ends the program once the database can be opened and nobody stands at
// the glass.
func (a *appliance) awaitDisk(ctx context.Context) {
	again := time.NewTicker(lookForDisk)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
		if !a.idle() {
			continue
		}
		s, err := openStore(a.config, slog.New(slog.DiscardHandler))
		if err != nil {
			continue // told once, at the start
		}
		if err := s.Close(); err != nil {
			a.log.Error("close the case database", "error", err)
		}
		a.broken(errDiskIsBack)
		return
	}
}

// sayDisk tells the technician whether state takes a write and its database can be
// read. It changes nothing there: a kiosk may be at work with it.
func sayDisk(out io.Writer, state string) {
	probe, err := os.CreateTemp(state, "check-*")
	if err == nil {
		err = errors.Join(probe.Close(), os.Remove(probe.Name()))
	}
	report(out, "disk", err, "make "+state+" writable, or change the card; until then the kiosk takes no new requests and says so")
	if _, err := os.Stat(state + "/" + store.File); err != nil {
		return // there is none yet
	}
	s := store.StandIn(state, errors.New("check"), store.Opts{})
	if err = nil; !s.Readable(context.Background()) {
		err = fmt.Errorf("%s cannot be read", store.File)
	}
	err = errors.Join(err, s.Close())
	report(out, "database", err, "start the kiosk, which sets a damaged one aside; if it stays so, change the card")
}
