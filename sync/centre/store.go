package centre

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"station365/sync/centre/database"
	"station365/sync/wire"
)

// storeFile names the database of a centre whose records are not in its
// directory. It may hold a password; nobody but the centre's user reads it.
const storeFile = "centre.store"

// ErrStore is an address that names no database a centre can keep its books in.
var ErrStore = errors.New("a store is postgres://user@host:port/database, or nothing for the centre's own file")

// makeStore opens the database of a new centre and notes where it is; "" is the
// centre's own file. Another centre's records are not taken over: this one's keys
// would open none of them.
func makeStore(dir, address string) (*database.DB, error) {
	db, _, err := openStoreAt(dir, address)
	if err != nil {
		return nil, err
	}
	var kiosks int
	if err = db.QueryRow(`SELECT count(*) FROM kiosks`).Scan(&kiosks); err == nil && kiosks > 0 {
		err = fmt.Errorf("its database: %w", ErrExists)
	}
	if err == nil {
		err = noteStore(filepath.Join(dir, storeFile), address)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func noteStore(path, address string) error {
	if address != "" {
		return wire.WriteBytes(path, []byte(address+"\n"))
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("forget an earlier store: %w", err)
	}
	return nil
}

// openStore opens the database of the centre in dir.
func openStore(dir string) (*database.DB, books, error) {
	b, err := os.ReadFile(filepath.Join(dir, storeFile))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, nil, fmt.Errorf("read where the centre's records are: %w", err)
	}
	return openStoreAt(dir, strings.TrimSpace(string(b)))
}

func openStoreAt(dir, address string) (*database.DB, books, error) {
	db, books, err := booksAt(dir, address)
	if err != nil {
		return nil, nil, err
	}
	if err := db.Climb(context.Background(), ladder()); err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return db, books, nil
}

func booksAt(dir, address string) (*database.DB, books, error) {
	if address == "" {
		db, err := database.OpenFile(filepath.Join(dir, databaseFile))
		return db, sqlite{ledger{db}}, err
	}
	if !strings.HasPrefix(address, "postgres://") && !strings.HasPrefix(address, "postgresql://") {
		return nil, nil, ErrStore
	}
	db, err := database.OpenPostgres(address)
	if errors.Is(err, database.ErrAddress) {
		err = ErrStore
	}
	return db, postgres{ledger{db}}, err
}
