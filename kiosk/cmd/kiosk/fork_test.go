package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"station365/kiosk"
	"station365/kiosk/store"
	"station365/sync/centre"
	"station365/sync/outbox"
)

// round carries the stick to the centre and back.
func (o *outpost) round() {
	o.t.Helper()
	o.call("export", "--to", o.stick)
	o.toCentre()
	o.call("import", "--from", o.stick)
}

// hears is a round in which the centre's word tells of another chain, which the
// technician is told.
func (o *outpost) hears() {
	o.t.Helper()
	o.call("export", "--to", o.stick)
	o.toCentre()
	var said bytes.Buffer
	if code := run([]string{"import", "--from", o.stick, "--config", o.config}, &said, &said); code != exitFailed || !strings.Contains(said.String(), outbox.ErrOtherChain.Error()) {
		o.t.Fatalf("%d %s", code, said.String())
	}
}

// image is the kiosk's whole disk as it is now, byte by byte: nothing on it says
// that it is a copy.
func (o *outpost) image() string {
	o.t.Helper()
	dir := o.t.TempDir() + "/image"
	if err := os.CopyFS(dir, os.DirFS(o.state)); err != nil {
		o.t.Fatal(err)
	}
	return dir
}

// putIn puts a disk into the kiosk and returns the one that was there.
func (o *outpost) putIn(dir string) (was string) {
	o.t.Helper()
	was = o.image()
	if err := os.RemoveAll(o.state); err != nil {
		o.t.Fatal(err)
	}
	if err := os.CopyFS(o.state, os.DirFS(dir)); err != nil {
		o.t.Fatal(err)
	}
	return was
}

func (o *outpost) counts() centre.Counts {
	o.t.Helper()
	return must[centre.Counts](o.t)(o.centre.Counts(o.t.Context()))
}

func (o *outpost) epoch() (n uint32) {
	o.t.Helper()
	o.with(func(s *store.Store) { n = must[uint32](o.t)(s.Epoch(o.t.Context())) })
	return n
}

func TestOldDiskIsPutIn_TheCentresWordOnItsHelloBeginsANewEpoch(t *testing.T) {
	o := newOutpost(t)
	o.handIn(3)
	o.round()
	old := o.image()
	lost := o.handIn(4)
	o.round()
	left := o.epoch()

	o.putIn(old)
	o.hears()
	fresh := o.handIn(2)
	o.round()

	if o.epoch() <= left || fresh.Number == lost.Number {
		t.Errorf("epoch %d after %d; %s after %s", o.epoch(), left, fresh.Number, lost.Number)
	}
	if n := o.counts(); n.Cases != 9 || n.Quarantined != 0 {
		t.Errorf("the centre holds %+v", n)
	}
	if n := o.deliveries(); n[kiosk.Acknowledged] != 5 || n[kiosk.Quarantined] != 0 {
		t.Errorf("deliveries %v", n)
	}
	if said := o.call("check"); !strings.Contains(said, ".txt") {
		t.Errorf("the technician hears nothing of it: %s", said)
	}
	after := o.epoch()
	o.round()
	if o.epoch() != after {
		t.Error("the same word begins one epoch after the other")
	}
}

func TestTwoCopiesOfAKioskAreAtWork_BothGoOnAndNothingIsLost(t *testing.T) {
	o := newOutpost(t)
	o.handIn(3)
	o.round()
	clone := o.image()
	o.handIn(4)
	o.round()

	one := o.putIn(clone)
	o.handIn(2) // before it hears of it: these stand where others stand already
	o.hears()
	o.handIn(2)
	o.round()
	o.putIn(one)
	o.handIn(3)
	o.hears() // of the epoch that the other one has begun

	n := o.counts()
	if n.Cases != 3+4+2+3 {
		t.Errorf("the centre holds %+v", n)
	}
	if n.Quarantined < 2 {
		t.Errorf("what was handed in in between is not kept at the centre: %+v", n)
	}
}
