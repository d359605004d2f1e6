package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"station365/kiosk"
	"station365/kiosk/store"
	"station365/sync/centre"
	"station365/sync/wire"
)

func TestHeadsOfTheAuditLogGoUpInTheChain(t *testing.T) {
	o := newOutpost(t)
	o.handIn(2)
	o.with(func(s *store.Store) {
		seal := wire.NewSealer(o.identity, o.keys).Seal
		for day := range 3 {
			err := s.Append(t.Context(), func(at kiosk.Head, _ kiosk.CaseNumber) (kiosk.Record, error) {
				return seal(at, wire.AuditHead(uint64(day+1), [32]byte{byte(day)}, time.Now(), true))
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
	o.handIn(1)

	o.call("export", "--to", o.stick)
	o.toCentre()
	o.call("import", "--from", o.stick)

	counts := must[centre.Counts](t)(o.centre.Counts(t.Context()))
	cases := must[[]centre.Case](t)(o.centre.Cases(t.Context()))
	if got := o.deliveries()[kiosk.Acknowledged]; got != 6 || counts.Records != 6 || counts.Quarantined != 0 || counts.Alarms != 0 || len(cases) != 3 {
		t.Errorf("acknowledged %d; the centre holds %+v and %d cases", got, counts, len(cases))
	}
}

func TestDatabaseIsDamaged_TheCentreHearsOfEveryRecord(t *testing.T) {
	o := newOutpost(t)
	o.handIn(40)
	path := filepath.Join(o.state, store.File)
	whole := must[[]byte](t)(os.ReadFile(path))
	lost := 0
	const block = 8 << 10 // what a flash card loses at once is no single page
	for n := range len(whole) / block {
		damaged := append([]byte(nil), whole...)
		clear(damaged[n*block : (n+1)*block])
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		s := must[*store.Store](t)(store.Open(o.state, store.Opts{Read: readRecord}))
		d := s.Damage()
		_ = s.Close()
		if d != nil && len(d.Lost) > 1 && d.Records > 10 {
			lost = len(d.Lost)
			break
		}
	}
	if lost == 0 {
		t.Fatal("no block whose loss takes some records and not all")
	}
	o.handIn(3)

	o.call("export", "--to", o.stick)
	o.toCentre()
	o.call("import", "--from", o.stick)
	o.call("export", "--to", o.stick)
	o.toCentre()
	o.call("import", "--from", o.stick)

	counts := must[centre.Counts](t)(o.centre.Counts(t.Context()))
	cases := must[[]centre.Case](t)(o.centre.Cases(t.Context()))
	if counts.Records+counts.Tombstones != 43 || counts.Tombstones != lost || counts.Quarantined != 0 || len(cases) != 43-lost {
		t.Errorf("%d lost; the centre holds %+v and %d cases", lost, counts, len(cases))
	}
	if got := o.deliveries(); got[kiosk.Queued]+got[kiosk.Sent] != 0 || got[kiosk.Quarantined] != lost {
		t.Errorf("%d lost; deliveries %v", lost, got)
	}
}

func TestCheckTellsOfADatabaseThatWasSetAside(t *testing.T) {
	o := newOutpost(t)
	o.handIn(2)
	path := filepath.Join(o.state, store.File)
	if err := os.WriteFile(path, make([]byte, 4096), 0o600); err != nil {
		t.Fatal(err)
	}
	s := must[*store.Store](t)(store.Open(o.state, store.Opts{Read: readRecord}))
	_ = s.Close()
	var said strings.Builder

	sayDamage(&said, o.state)

	if !strings.Contains(said.String(), s.Damage().Aside+".txt") {
		t.Errorf("said %q", said.String())
	}
}
