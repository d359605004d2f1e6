package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// mostConnections of one process to PostgreSQL: ingest of some kiosks at a time,
// the case desk, and what is sent down.
const mostConnections = 16

// ErrAddress is an address that names no PostgreSQL.
var ErrAddress = errors.New("not the address of a database: postgres://user@host:port/database")

// OpenPostgres opens a database of PostgreSQL's. Nothing is asked of it yet.
func OpenPostgres(address string) (*DB, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, ErrAddress // the parser's own words would quote the address
	}
	// A commit that a power cut takes back must not be acknowledged.
	config.RuntimeParams["synchronous_commit"] = "on"
	config.RuntimeParams["application_name"] = "station365-centre"
	config.OnNotice = func(*pgconn.PgConn, *pgconn.Notice) {} // "relation exists already"
	db := sql.OpenDB(dialect{stdlib.GetConnector(*config)})
	db.SetMaxOpenConns(mostConnections)
	return &DB{DB: db, shared: true}, nil
}

// asPostgres says a schema in PostgreSQL's words. Everything is declared once.
var asPostgres = strings.NewReplacer("INTEGER PRIMARY KEY", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
	"INTEGER", "BIGINT", "BLOB", "BYTEA", ") STRICT;", ");")

// dialect connects to PostgreSQL so that SQL with SQLite's question marks is
// understood there.
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
