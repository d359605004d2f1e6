package centre_test

import (
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"station365/sync/centre"
	"station365/sync/centre/database"
	"station365/sync/centre/database/databasetest"
)

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
