// Package audit keeps what happened at this machine: an append-only log, each
// row chained to the one before it by a hash. It promises that only events of
// the catalogue get in, with details of the shapes that the catalogue allows, so
// that neither free text nor a person's data can; that a row which is changed,
// missing or moved is found and named; that a row that was written survives a
// power cut; and that nobody who notes an event waits for the disk. Rows taken
// from the very end leave no gap: only a head kept elsewhere shows that. It
// knows nobody's reasons for an event.
package audit

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

// File is the log's name inside the state directory.
const File = "audit.log"

// Waits and limits.
const (
	again     = 10 * time.Second // a full or broken disk is asked again, not pestered
	maxQueued = 4096             // events that wait for the disk: hours of a busy day
)

// Opts are a log's settings; the zero value is usable.
type Opts struct {
	Now    func() time.Time // time.Now if nil
	Logger *slog.Logger     // nobody is told if nil
}

// Log is an open log. Note may be called from any goroutine; Run writes.
type Log struct {
	path   string
	opts   Opts
	events Events
	wake   chan struct{}

	mu      sync.Mutex
	waiting []Row // without sequence and hash, which they get when written
	lost    int
	head    Head
	cut     time.Time // rows before it go; zero: none

	file disk // of Run and of Open before it
}

// disk is the file, as far as the log needs it.
type disk interface {
	Write([]byte) (int, error)
	Truncate(int64) error
	Sync() error
	Close() error
}

// Open opens the log in dir or begins one, and checks every row of it. A log
// that was tampered with or damaged gives a *BrokenError and is set aside whole;
// a new Open begins a new one.
func Open(dir string, events Events, o Opts) (*Log, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	path := filepath.Join(dir, File)
	head, torn, err := check(path, func(Row, Head) {})
	var broken *BrokenError
	if errors.As(err, &broken) {
		broken.Aside = fmt.Sprintf("%s.broken-%d", path, o.Now().UnixMilli())
		return nil, errors.Join(broken, os.Rename(path, broken.Aside))
	}
	if err != nil {
		return nil, err
	}
	l := &Log{path: path, opts: o, events: events, wake: make(chan struct{}, 1), head: head}
	if l.file, err = openAt(path, head.size); err != nil {
		return nil, err
	}
	return l, l.opening(torn)
}

// openAt opens the file for appending at size; what stands behind it is cut off.
func openAt(path string, size int64) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open audit log: %w", err)
	}
	if err := errors.Join(f.Truncate(size), f.Sync(), syncDir(filepath.Dir(path))); err != nil {
		return nil, errors.Join(fmt.Errorf("open audit log: %w", err), f.Close())
	}
	return f, nil
}

// syncDir makes the file's name as durable as the file.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// opening writes what opening itself has to say.
func (l *Log) opening(torn int) (err error) {
	if l.head.Sequence == 0 {
		err = l.write(l.row("log-begun"))
	}
	if torn > 0 && err == nil {
		err = l.write(l.row("log-torn", "bytes", strconv.Itoa(torn)))
	}
	if err != nil {
		return errors.Join(err, l.file.Close())
	}
	return nil
}

// Note puts an event down for writing, with details as name, value, name, value.
// It never waits. What the catalogue does not allow is refused with ErrUnknown
// or ErrDetail and not written.
func (l *Log) Note(event string, detail ...string) error {
	if err := l.events.allow(event, detail); err != nil {
		return fmt.Errorf("note event: %w", err)
	}
	l.mu.Lock()
	if len(l.waiting) < maxQueued {
		l.waiting = append(l.waiting, l.row(event, detail...))
	} else {
		l.lost++
	}
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default:
	}
	return nil
}

func (l *Log) row(event string, detail ...string) Row {
	r := Row{At: l.opts.Now().UTC().Truncate(time.Second), Event: event}
	for i := 0; i+1 < len(detail); i += 2 {
		if r.Detail == nil {
			r.Detail = map[string]string{}
		}
		r.Detail[detail[i]] = detail[i+1]
	}
	return r
}

// Run writes what is noted until ctx ends; then it writes the rest and closes
// the file. A disk that takes nothing is no error: it is asked again.
func (l *Log) Run(ctx context.Context) error {
	for {
		wait := time.Hour // there is always a wake when there is something to do
		if err := l.flush(); err != nil {
			l.opts.Logger.Error("write audit log", "err", err)
			wait = again
		}
		t := time.NewTimer(wait)
		select {
		case <-l.wake:
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return errors.Join(l.flush(), l.file.Close())
		}
		t.Stop()
	}
}

// flush writes what is waiting; after an error the rest waits on.
func (l *Log) flush() error {
	for {
		l.mu.Lock()
		rows, lost, cut := l.waiting, l.lost, l.cut
		l.mu.Unlock()
		switch {
		case len(rows) > 0:
			if err := l.write(rows[0]); err != nil {
				return err
			}
			l.mu.Lock()
			l.waiting = l.waiting[1:]
			l.mu.Unlock()
		case lost > 0:
			if err := l.write(l.row("events-lost", "events", strconv.Itoa(lost))); err != nil {
				return err
			}
			l.mu.Lock()
			l.lost -= lost
			l.mu.Unlock()
		case !cut.IsZero():
			if err := l.shorten(cut); err != nil {
				return err
			}
		default:
			return nil
		}
	}
}

// write appends one row and syncs it before any other is begun, so that a power
// cut can tear the last row only. After an error the file is as before.
func (l *Log) write(r Row) error {
	line, head := l.head.next(r)
	_, err := l.file.Write(line)
	if err == nil {
		err = l.file.Sync()
	}
	if err != nil {
		return errors.Join(fmt.Errorf("append to audit log: %w", err), l.file.Truncate(l.head.size))
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.head = head
	return nil
}

// Head is where the log's durable end is. Kept elsewhere, it shows later that
// nothing was taken from the end.
func (l *Log) Head() Head {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.head
}
