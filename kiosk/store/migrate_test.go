package store_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"station365/kiosk"
	"station365/kiosk/store"
	"station365/kiosk/store/storetest"
)

// versions are the databases that were ever in use, as they were left behind: one
// record that the centre has, one that waits, one set aside.
const versions = 3

// leave writes the database of an earlier version into a new directory.
func leave(t *testing.T, version int) string {
	t.Helper()
	dir := t.TempDir()
	text, err := os.ReadFile(fmt.Sprintf("testdata/version-%d.sql", version))
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, store.File))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(string(text)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestDatabaseOfEveryEarlierVersionGoesOn(t *testing.T) {
	for version := 1; version <= versions; version++ {
		s := open(t, leave(t, version), store.Opts{})

		old, ok, err := s.ByNumber(t.Context(), "S2-0001-0")
		waiting, waitErr := s.Unacknowledged(t.Context(), store.Place{}, 10)
		if err != nil || !ok || old.ID != "case-1" || old.Status != kiosk.Accepted || old.Delivery != kiosk.Acknowledged || old.MaskedName != "李**" {
			t.Errorf("version %d: %+v, %v", version, old, err)
		}
		if waitErr != nil || len(waiting) != 2 || waiting[0].Sequence != 2 || string(waiting[1].Bytes) != "tombstone-3" || s.Damage() != nil {
			t.Errorf("version %d: waiting %v, damage %v, %v", version, waiting, s.Damage(), waitErr)
		}
		k := keep(t, s, "after")
		head, acknowledged, err := s.Chain(t.Context())
		if err != nil || k.Number != kiosk.NewCaseNumber("S2", 4) || head.Sequence != 5 || head.Epoch != 1700000000 || acknowledged != 1 {
			t.Errorf("version %d: goes on as %s at %d/%d, acknowledged %d, %v", version, k.Number, head.Epoch, head.Sequence, acknowledged, err)
		}
	}
}

func TestEveryVersionBecomesTheSameDatabase(t *testing.T) {
	newest := t.TempDir()
	_ = open(t, newest, store.Opts{}).Close()
	want := schema(t, newest)
	for version := 1; version <= versions; version++ {
		dir := leave(t, version)
		_ = open(t, dir, store.Opts{}).Close()

		if got := schema(t, dir); got != want {
			t.Errorf("version %d became\n%s\nand not\n%s", version, got, want)
		}
	}
}

func schema(t *testing.T, dir string) (text string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, store.File))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.QueryRow(`SELECT (SELECT user_version FROM pragma_user_version) || group_concat(coalesce(sql, name), ';') FROM (SELECT sql, name FROM sqlite_schema ORDER BY name)`).Scan(&text)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestPowerGoesWhileMigrating_TheNextStartGoesOn(t *testing.T) {
	for version := 1; version <= versions; version++ {
		dir := leave(t, version)
		disk := storetest.New(t, dir)
		before := disk.Len()
		_ = open(t, dir, store.Opts{}).Close()
		for i, moment := range disk.Syncs() {
			if moment < before {
				continue
			}
			to := filepath.Join(t.TempDir(), "after")
			if err := disk.Restore(to, moment, storetest.Torn(uint64(i))); err != nil {
				t.Fatal(err)
			}

			s, err := store.Open(to, store.Opts{})
			if err != nil {
				t.Fatalf("version %d, moment %d: %v", version, moment, err)
			}
			waiting, err := s.Unacknowledged(t.Context(), store.Place{}, 10)
			if err != nil || len(waiting) != 2 || s.Damage() != nil {
				t.Errorf("version %d, moment %d: %d wait, damage %v, %v", version, moment, len(waiting), s.Damage(), err)
			}
			_ = s.Close()
		}
	}
}

func TestDatabaseOfANewerProgramIsLeftAlone(t *testing.T) {
	dir := leave(t, versions)
	db, err := sql.Open("sqlite", filepath.Join(dir, store.File))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`PRAGMA user_version = 99`); err != nil {
		t.Fatal(err)
	}
	_ = db.Close()
	before, _ := os.ReadFile(filepath.Join(dir, store.File))

	_, err = store.Open(dir, store.Opts{})

	after, _ := os.ReadFile(filepath.Join(dir, store.File))
	if err == nil || string(before[100:]) != string(after[100:]) {
		t.Errorf("opened: %v; changed: %v", err, string(before) != string(after))
	}
}

func TestDamagedDatabaseOfAnEarlierVersion_ItsRowsAreReadToo(t *testing.T) {
	for version := 1; version <= versions; version++ {
		dir := leave(t, version)
		change(t, filepath.Join(dir, store.File), func(b []byte) []byte { clear(b[:100]); return b })

		s := open(t, dir, store.Opts{})

		waiting, err := s.Unacknowledged(t.Context(), store.Place{}, 10)
		old, ok, findErr := s.ByNumber(t.Context(), "S2-0001-0")
		if err != nil || len(waiting) != 2 || findErr != nil || !ok || old.Status != kiosk.Accepted || s.Damage() == nil {
			t.Errorf("version %d: %d wait, %v; %+v, %v", version, len(waiting), err, old, findErr)
		}
	}
}
