package centre

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"station365/sync/centre/database"
	"station365/sync/centre/database/databasetest"
)

// early makes a centre's database as it was when n steps of the ladder were known,
// with one kiosk and two cases, of which one was promised no day. The first
// centres knew one step and did not number it: n is 0.
func early(t *testing.T, dir, address string, n int) {
	t.Helper()
	db, _, err := booksAt(dir, address)
	check(t, err)
	defer func() { check(t, db.Close()) }()
	check(t, db.Climb(t.Context(), database.Ladder{Part: "centre", Steps: ladder().Steps[:max(n, 1)]}))
	if n == 0 {
		_, err = db.Exec(`DROP TABLE versions`)
		check(t, err)
	}
	_, err = db.Exec(`INSERT INTO kiosks (kiosk, community, prefix, sign_key, kiosk_key, token_hash, enrolled) VALUES ('kiosk-1', 'shanan', 'S1', ?, ?, ?, 1)`,
		[]byte{1}, []byte{2}, []byte{3})
	check(t, err)
	for i, due := range []int64{-62135596800000, 1_790_000_000_000} {
		_, err = db.Exec(`INSERT INTO cases (id, number, kiosk, epoch, sequence, status, revision, due_by, changed) VALUES (?, ?, 'kiosk-1', 1, ?, 'submitted', 0, ?, 1)`,
			fmt.Sprint("case-", i), fmt.Sprintf("S1-000%d-0", i), i+1, due)
		check(t, err)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// onStores runs a test on each store; fresh names an empty one.
func onStores(t *testing.T, f func(t *testing.T, fresh func() (dir, address string))) {
	t.Run("SQLite", func(t *testing.T) { f(t, func() (string, string) { return t.TempDir(), "" }) })
	t.Run("PostgreSQL", func(t *testing.T) {
		e := databasetest.StartPostgres(t)
		f(t, func() (string, string) { return t.TempDir(), e.Address(t) })
	})
}

func TestDatabaseOfEveryEarlierVersion_IsBroughtUpWithAllItsCases(t *testing.T) {
	onStores(t, func(t *testing.T, fresh func() (dir, address string)) {
		for n := range len(ladder().Steps) + 1 {
			dir, address := fresh()
			early(t, dir, address, n)

			db, _, err := openStoreAt(dir, address)
			if err != nil {
				t.Errorf("version %d: %v", n, err)
				continue
			}
			all, err := (&Centre{db: db}).Cases(t.Context())
			check(t, err)
			var at int
			check(t, db.QueryRow(`SELECT version FROM versions WHERE part = 'centre'`).Scan(&at))
			check(t, db.Close())

			if len(all) != 2 || at != len(ladder().Steps) {
				t.Fatalf("version %d: it is %d now, with %d cases", n, at, len(all))
			}
			if n < 2 && (!all[0].DueBy.IsZero() || all[1].DueBy.IsZero()) {
				t.Errorf("version %d: due %v and %v", n, all[0].DueBy, all[1].DueBy)
			}
		}
	})
}

func TestWorkersStartAtOnce_TheTablesAreBroughtUpOnce(t *testing.T) {
	const workers = 8
	onStores(t, func(t *testing.T, fresh func() (dir, address string)) {
		dir, address := fresh()
		early(t, dir, address, 0)

		var all sync.WaitGroup
		for range workers {
			all.Go(func() {
				db, _, err := openStoreAt(dir, address)
				if err != nil {
					t.Error(err)
					return
				}
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()

		db, _, err := openStoreAt(dir, address)
		check(t, err)
		cases, err := (&Centre{db: db}).Cases(context.Background())
		check(t, err)
		check(t, db.Close())
		if len(cases) != 2 {
			t.Errorf("%d cases in %s", len(cases), filepath.Base(dir))
		}
	})
}
