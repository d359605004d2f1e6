package inbox

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"station365/sync/wire"
)

// What can be wrong with a document beside its envelope.
var (
	ErrOlder   = errors.New("a document may only be replaced by a newer one")
	ErrRefused = errors.New("document refused")
	ErrNotKept = errors.New("document could not be kept on the disk")
	ErrNoUse   = errors.New("no use here for documents of this kind")
)

// Check says everything that is wrong with a document's content; it takes it
// whole or not at all.
type Check func(content []byte) error

// Shelf keeps the last good document of each kind in files of its directory, as
// the centre signed it: what was changed on the disk is not read back.
type Shelf struct {
	dir      string
	identity wire.Identity
	checks   map[string]Check

	mu      sync.Mutex
	held    map[string]wire.Document
	refused map[string]refusal
}

type refusal struct {
	version uint64
	reasons []string
}

// OpenShelf reads what is kept in dir, which is made if it is missing, of the
// kinds that there are checks for. What cannot be believed or used any more is
// as if it were not there, and said in warning: the centre's own copy comes with
// the next line.
func OpenShelf(dir string, identity wire.Identity, checks map[string]Check) (s *Shelf, warning error, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, fmt.Errorf("make directory of documents: %w", err)
	}
	s = &Shelf{dir: dir, identity: identity, checks: checks, held: map[string]wire.Document{}, refused: map[string]refusal{}}
	for kind, check := range checks {
		d, err := s.read(kind)
		if err == nil {
			err = check(d.Content)
		}
		switch {
		case err == nil:
			s.held[kind] = d
		case !errors.Is(err, fs.ErrNotExist):
			warning = errors.Join(warning, fmt.Errorf("read document %s: %w", kind, err))
		}
	}
	return s, warning, nil
}

func (s *Shelf) path(kind string) string { return filepath.Join(s.dir, kind+".json") }

func (s *Shelf) read(kind string) (wire.Document, error) {
	b, err := os.ReadFile(s.path(kind))
	if err != nil {
		return wire.Document{}, err
	}
	d, err := wire.DecodeDocument(b, s.identity)
	if err == nil && d.Kind != kind {
		err = wire.ErrForeign
	}
	return d, err
}

// Take checks a document and keeps it, durably. changed says that there is
// something to tell the centre: it was taken, or refused for the first time.
// Errors are those of wire.DecodeDocument, ErrOlder, ErrNoUse, ErrRefused and
// ErrNotKept.
func (s *Shelf) Take(payload []byte) (d wire.Document, changed bool, err error) {
	if d, err = wire.DecodeDocument(payload, s.identity); err != nil {
		return d, false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	check, known := s.checks[d.Kind]
	if !known {
		return d, false, fmt.Errorf("document %s: %w", d.Kind, ErrNoUse)
	}
	switch held := s.held[d.Kind].Version; {
	case d.Version == held:
		return d, false, nil // retained, and said on every line
	case d.Version < held:
		return d, false, fmt.Errorf("document %s %d after %d: %w", d.Kind, d.Version, held, ErrOlder)
	}
	if err := check(d.Content); err != nil {
		again := s.refused[d.Kind].version == d.Version
		s.refused[d.Kind] = refusal{d.Version, reasonsOf(err)}
		return d, !again, fmt.Errorf("document %s %d: %w: %w", d.Kind, d.Version, ErrRefused, err)
	}
	if err := wire.WriteBytes(s.path(d.Kind), payload); err != nil {
		return d, false, fmt.Errorf("document %s %d: %w: %w", d.Kind, d.Version, ErrNotKept, err)
	}
	s.held[d.Kind] = d
	delete(s.refused, d.Kind)
	return d, true, nil
}

// Content is the last good document of a kind; false if there is none.
func (s *Shelf) Content(kind string) (content []byte, version uint64, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, ok := s.held[kind]
	return d.Content, d.Version, ok
}

// Standing is what the centre is told of every kind that is of use here.
func (s *Shelf) Standing() []wire.Standing {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []wire.Standing
	for _, kind := range slices.Sorted(maps.Keys(s.checks)) {
		all = append(all, wire.Standing{Kind: kind, Version: s.held[kind].Version,
			Refused: s.refused[kind].version, Reasons: s.refused[kind].reasons})
	}
	return all
}

// reasonsOf cuts an error into lines of a length that a hello may carry.
func reasonsOf(err error) []string {
	var reasons []string
	for line := range strings.Lines(err.Error()) {
		if len(reasons) == wire.MaxReasons {
			break
		}
		line = strings.TrimSpace(line)
		if len(line) > wire.MaxReason {
			line = strings.ToValidUTF8(line[:wire.MaxReason], "")
		}
		reasons = append(reasons, line)
	}
	return reasons
}
