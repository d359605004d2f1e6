package centre

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// mostConnections of one process to PostgreSQL: ingest of some kiosks at a time,
// the case desk, and what is sent down.
const mostConnections = 16

// Locks of PostgreSQL that the centre takes, each until its transaction ends.
const (
	lockSchema = 365_001 // tables are being made
	lockDesk   = 365_002 // a transaction of the case desk; ingest goes on
	lockKiosk  = 365_003 // first half of the lock of one kiosk's records
)

// postgres is the books in a PostgreSQL that several centres may share.
type postgres struct{ ledger }

// openPostgres opens the database and makes the tables that are not there yet.
func openPostgres(address string) (*sql.DB, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, ErrStore // the parser's own words would quote the address
	}
	// A commit that a power cut takes back must not be acknowledged.
	config.RuntimeParams["synchronous_commit"] = "on"
	config.RuntimeParams["application_name"] = "station365-centre"
	config.OnNotice = func(*pgconn.PgConn, *pgconn.Notice) {} // "relation exists already"
	db := sql.OpenDB(dialect{stdlib.GetConnector(*config)})
	db.SetMaxOpenConns(mostConnections)
	if err := prepare(db); err != nil {
		return nil, errors.Join(fmt.Errorf("prepare centre's database: %w", err), db.Close())
	}
	return db, nil
}

// asPostgres says the schema in PostgreSQL's words. Everything of one store is
// declared once.
var asPostgres = strings.NewReplacer("INTEGER PRIMARY KEY", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
	"INTEGER", "BIGINT", "BLOB", "BYTEA", ") STRICT;", ");")

func prepare(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err = tx.Exec(`SELECT pg_advisory_xact_lock($1)`, lockSchema); err == nil {
		_, err = tx.Exec(asPostgres.Replace(schema))
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// dialect connects to PostgreSQL so that the desk's SQL, written once with
// SQLite's question marks, is understood there.
type dialect struct{ driver.Connector }

func (d dialect) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := d.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return speaking{c.(*stdlib.Conn)}, nil
}

// speaking is a connection that translates what is asked.
type speaking struct{ *stdlib.Conn }

func (s speaking) Prepare(query string) (driver.Stmt, error) { return s.Conn.Prepare(numbered(query)) }

func (s speaking) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	return s.Conn.PrepareContext(ctx, numbered(query))
}

func (s speaking) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	return s.Conn.ExecContext(ctx, numbered(query), args)
}

func (s speaking) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	return s.Conn.QueryContext(ctx, numbered(query), args)
}

// numbered turns ? and ?2 into $1 and $2. The centre's SQL has question marks
// nowhere else; they never stand in its quoted words.
func numbered(query string) string {
	var b strings.Builder
	next := 1
	for {
		before, after, found := strings.Cut(query, "?")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteByte('$')
		if after == "" || after[0] < '0' || after[0] > '9' {
			b.WriteString(strconv.Itoa(next))
			next++
		}
		query = after
	}
}

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

// alone lets one transaction of the desk in at a time, also of other processes:
// down sequences, versions and names are counted up from what is there.
func (s postgres) alone(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock(?)`, lockDesk); err != nil {
		return fmt.Errorf("wait for the desk: %w", err)
	}
	return nil
}
