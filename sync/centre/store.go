package centre

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"station365/sync/wire"
)

// storeFile names the database of a centre whose records are not in its
// directory. It may hold a password; nobody but the centre's user reads it.
const storeFile = "centre.store"

// ErrStore is an address that names no database a centre can keep its books in.
var ErrStore = errors.New("a store is postgres://user@host:port/database, or nothing for the centre's own file")

// writeStore notes where the books are; "" is the centre's own file.
func writeStore(dir, address string) error {
	if address == "" {
		return nil
	}
	if !strings.HasPrefix(address, "postgres://") && !strings.HasPrefix(address, "postgresql://") {
		return ErrStore
	}
	return wire.WriteBytes(filepath.Join(dir, storeFile), []byte(address+"\n"))
}

// openStore opens the database of the centre in dir.
func openStore(dir string) (*sql.DB, books, error) {
	b, err := os.ReadFile(filepath.Join(dir, storeFile))
	if errors.Is(err, os.ErrNotExist) {
		db, err := openDatabase(dir)
		return db, sqlite{ledger{db}}, err
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read where the centre's records are: %w", err)
	}
	db, err := openPostgres(strings.TrimSpace(string(b)))
	return db, postgres{ledger{db}}, err
}
