package centre

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// Locks of PostgreSQL that the centre takes, each until its transaction ends.
// 365_001 is the ladder's, of the room database, and 365_004 the authority's.
const (
	lockDesk  = 365_002 // a transaction of the case desk; ingest goes on
	lockKiosk = 365_003 // first half of the lock of one kiosk's records
)

// postgres is the books in a PostgreSQL that several centres may share.
type postgres struct{ ledger }

// errBetween is a record, case or place that somebody else took after it was
// looked for.
var errBetween = errors.New("taken by another worker meanwhile")

// mostTries of one transaction: what another worker took is there the second
// time; a third allows for a deadlock after that.
const mostTries = 3

func (s postgres) inTx(ctx context.Context, f func(p page) error) error {
	var err error
	for range mostTries {
		if err = s.tryTx(ctx, f); err == nil || !passes(err) {
			return err
		}
	}
	return err
}

func (s postgres) tryTx(ctx context.Context, f func(p page) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := f(postgresPage{entry{tx}}); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// passes reports trouble between transactions that is over when one is tried
// again: PostgreSQL's serialization failure and deadlock, class 40.
func passes(err error) bool {
	if errors.Is(err, errBetween) {
		return true
	}
	var pg *pgconn.PgError
	return errors.As(err, &pg) && strings.HasPrefix(pg.Code, "40")
}
