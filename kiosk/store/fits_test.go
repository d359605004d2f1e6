package store_test

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	"station365/kiosk/store"
)

func TestDatabaseOfANewerProgram_DoesNotFitThisOne(t *testing.T) {
	dir := t.TempDir()
	if err := store.Fits(t.Context(), dir); err != nil {
		t.Errorf("where there is none yet: %v", err)
	}
	s, err := store.Open(dir, store.Opts{})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Fits(t.Context(), dir); err != nil {
		t.Errorf("beside the one that is open: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, store.File))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`PRAGMA user_version = 99`); errors.Join(err, db.Close()) != nil {
		t.Fatal(err)
	}

	if err := store.Fits(t.Context(), dir); err == nil {
		t.Error("it fits")
	}
}
