package centre_test

import (
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"station365/sync/centre"
	"station365/sync/centre/database"
	"station365/sync/centre/database/databasetest"
)

// before is how a centre's database looked at each version: what was done to it
// by hand here was done by programs then. The first ones did not number it.
var before = map[string]string{
	"version 0, unnumbered": `DELETE FROM versions WHERE part = 'centre'`,
	"version 1":             `UPDATE versions SET version = 1 WHERE part = 'centre'`,
}

// onBothStores runs a test on each store that a centre may have.
func onBothStores(t *testing.T, f func(t *testing.T, address string)) {
	t.Run("SQLite", func(t *testing.T) { f(t, "") })
	t.Run("PostgreSQL", func(t *testing.T) { f(t, databasetest.StartPostgres(t).Address(t)) })
}

// raw is the office's database without its rules.
func (o *office) raw() *sql.DB {
	o.t.Helper()
	driver, name := "sqlite", filepath.Join(o.dir, "centre.db")
	if strings.HasPrefix(o.store, "postgres:") {
		driver, name = "pgx", o.store
	}
	db, err := sql.Open(driver, name)
	must(o.t, err)
	o.t.Cleanup(func() { must(o.t, db.Close()) })
	return db
}

func TestDatabaseOfEveryEarlierVersion_IsBroughtUpWithAllItsCases(t *testing.T) {
	onBothStores(t, func(t *testing.T, address string) {
		o := newPair(t, address, "embedded")
		m := o.kiosk()
		m.submit(3)
		m.start()
		m.allAcknowledged(3)
		m.off()
		for name, undo := range before {
			t.Run(name, func(t *testing.T) {
				o.stop()
				db := o.raw()
				_, err := db.Exec(undo)
				must(t, err)
				_, err = db.Exec(`UPDATE cases SET due_by = -62135596800000 WHERE number = (SELECT min(number) FROM cases)`)
				must(t, err)

				o.open()

				all, err := o.Cases(t.Context())
				must(t, err)
				none := 0
				for _, k := range all {
					if k.DueBy.IsZero() {
						none++
					}
				}
				if len(all) != 3 || none != 1 {
					t.Errorf("%d cases, %d without a day", len(all), none)
				}
			})
		}
	})
}

func TestDatabaseOfANewerProgram_IsLeftAlone(t *testing.T) {
	onBothStores(t, func(t *testing.T, address string) {
		o := newPair(t, address, "embedded")
		_, err := o.raw().Exec(`UPDATE versions SET version = 99 WHERE part = 'centre'`)
		must(t, err)

		_, err = centre.Open(o.dir, centre.Opts{})

		if !errors.Is(err, database.ErrNewer) {
			t.Errorf("opened: %v", err)
		}
	})
}

func TestWorkersStartAtOnce_TheTablesAreBroughtUpOnce(t *testing.T) {
	const workers = 8
	onBothStores(t, func(t *testing.T, address string) {
		o := newPair(t, address, "embedded")
		o.stop()
		_, err := o.raw().Exec(`DELETE FROM versions WHERE part = 'centre'`)
		must(t, err)

		var all sync.WaitGroup
		for range workers {
			all.Go(func() {
				c, err := centre.Open(o.dir, centre.Opts{})
				if err != nil {
					t.Error(err)
					return
				}
				if err := c.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()

		var parts int
		must(t, o.raw().QueryRow(`SELECT count(*) FROM versions WHERE part = 'centre'`).Scan(&parts))
		if parts != 1 {
			t.Errorf("%d lines of the centre's version", parts)
		}
		o.open()
	})
}

func TestCaseWithoutAPromisedDay_HasNoneAtTheDesk(t *testing.T) {
	onBothStores(t, func(t *testing.T, address string) {
		o := newPair(t, address, "embedded")
		m := o.kiosk()
		body := bodyOf(m.identity.Prefix, 1)
		body.Promise.DueBy = time.Time{}
		keep(t, m, body)

		m.start()
		m.allAcknowledged(1)

		all, err := o.Cases(t.Context())
		must(t, err)
		if len(all) != 1 || !all[0].DueBy.IsZero() {
			t.Errorf("the desk shows %+v", all)
		}
	})
}
