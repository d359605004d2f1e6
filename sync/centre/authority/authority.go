package authority

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"station365/sync/centre/database"
)

// Opts is what may be chosen when opening an authority.
type Opts struct {
	Now      func() time.Time // nil: time.Now
	Lifetime time.Duration    // of a kiosk's certificate; 0: DefaultLifetime
	Dir      string           // where centres had the authority before it had a book; "": nowhere
}

// Authority is one authority with its book. Several processes may have the same
// book open: each sees at once what another has written.
type Authority struct {
	book *database.DB
	lock []byte
	opts Opts

	mu    sync.Mutex
	roots map[int]*root // that were read, by number

	server serverCertificate
}

// Open opens the authority in a book, or makes it if there is none. lock, 32
// bytes, seals its private keys there. The book stays the caller's to close.
// Errors include ErrLock.
func Open(book *database.DB, lock []byte, opts Opts) (*Authority, error) {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Lifetime == 0 {
		opts.Lifetime = DefaultLifetime
	}
	ctx := context.Background()
	if err := book.Climb(ctx, ladder()); err != nil {
		return nil, err
	}
	a := &Authority{book: book, lock: append([]byte(nil), lock...), opts: opts, roots: map[int]*root{}}
	if err := a.inTx(ctx, func(tx *sql.Tx) error { return a.begin(ctx, tx) }); err != nil {
		return nil, err
	}
	_, err := a.standing(ctx)
	return a, err
}

// begin gives an empty book its first root: the one from before there was a book,
// or a new one. Of workers that start at once, one does it.
func (a *Authority) begin(ctx context.Context, tx *sql.Tx) error {
	var n int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM authorities`).Scan(&n); err != nil {
		return fmt.Errorf("look for authorities: %w", err)
	}
	if n > 0 {
		return nil
	}
	first, err := a.fromFile()
	if errors.Is(err, errNoFile) {
		first, err = newSealed(1, a.lock, a.opts.Now())
	}
	if err != nil {
		return err
	}
	if err := a.enterRoot(ctx, tx, 1, first, a.opts.Now()); err != nil {
		return err
	}
	return a.takeBook(ctx, tx)
}

// lockBook is held by whoever writes in the book: codes and certificates are few.
const lockBook = 365_004

// inTx runs f in one transaction, alone among all writers of the book.
func (a *Authority) inTx(ctx context.Context, f func(tx *sql.Tx) error) error {
	return a.book.InTx(ctx, lockBook, f)
}
