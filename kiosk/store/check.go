package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
)

// ErrDamaged says that the database was found damaged while the program ran. The
// next Open reads it out into a new one.
var ErrDamaged = errors.New("the case database is damaged")

// Check reads the whole database beside the work: every page of it, and if full
// also every index against its table. Damage is ErrDamaged.
func (s *Store) Check(ctx context.Context, full bool) error {
	check := "PRAGMA quick_check(1)"
	if full {
		check = "PRAGMA integrity_check(1)"
	}
	var said string
	err := s.read.QueryRowContext(ctx, check).Scan(&said)
	switch {
	case isDamage(err):
		said = err.Error()
	case err != nil:
		return fmt.Errorf("check the case database: %w", err)
	case said == "ok":
		return nil
	}
	s.disk.fail()
	err = writeDurably(filepath.Join(s.dir, File)+suspectTail, []byte(said+"\n"))
	return errors.Join(fmt.Errorf("%w: %s", ErrDamaged, said), err)
}
