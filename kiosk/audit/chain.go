package audit

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Row is one event.
type Row struct {
	Sequence uint64            `json:"sequence"` // from 1
	At       time.Time         `json:"at"`
	Event    string            `json:"event"`
	Detail   map[string]string `json:"detail,omitempty"`
}

// Head is the end of a chain: the last row's sequence and hash.
type Head struct {
	Sequence uint64
	Hash     [sha256.Size]byte
	size     int64 // bytes of the file up to here
}

// BrokenError says which row is not what was written.
type BrokenError struct {
	Sequence uint64
	Reason   string
	Aside    string // where Open put the log
}

// Error names the row.
func (e *BrokenError) Error() string {
	return fmt.Sprintf("audit log: row %d %s", e.Sequence, e.Reason)
}

// A line is the row's hash, a space, and the row as JSON. The hash goes over the
// hash before it and the very bytes of the JSON.
const (
	hexLen  = 2 * sha256.Size
	lineEnd = '\n'
)

// next is the line for r behind h, and the head after it.
func (h Head) next(r Row) ([]byte, Head) {
	r.Sequence = h.Sequence + 1
	text, err := json.Marshal(r)
	if err != nil {
		panic("audit: a row of strings does not marshal: " + err.Error())
	}
	hash := h.over(text)
	line := append(hex.AppendEncode(nil, hash[:]), ' ')
	line = append(append(line, text...), lineEnd)
	return line, Head{r.Sequence, hash, h.size + int64(len(line))}
}

func (h Head) over(text []byte) [sha256.Size]byte {
	return sha256.Sum256(append(h.Hash[:], text...))
}

// follow takes the next line, without its end.
func (h Head) follow(line []byte) (Row, Head, error) {
	broken := func(reason string) (Row, Head, error) {
		return Row{}, h, &BrokenError{Sequence: h.Sequence + 1, Reason: reason}
	}
	if next, ok := h.anchored(line); ok {
		return Row{}, next, nil
	}
	r, hash, ok := parse(line)
	switch {
	case !ok:
		return broken("cannot be read")
	case r.Sequence != h.Sequence+1:
		return broken("is missing or moved")
	case h.over(line[hexLen+1:]) != hash:
		return broken("was changed, or a row before it was")
	}
	return r, Head{r.Sequence, hash, h.size + int64(len(line)) + 1}, nil
}

// parse reads a line without trusting it.
func parse(line []byte) (r Row, hash [sha256.Size]byte, ok bool) {
	if len(line) < hexLen+1 || line[hexLen] != ' ' {
		return r, hash, false
	}
	if _, err := hex.Decode(hash[:], line[:hexLen]); err != nil {
		return r, hash, false
	}
	return r, hash, json.Unmarshal(line[hexLen+1:], &r) == nil
}

// Read goes through the log in dir from the beginning and hands every row to
// each. The first row that is not what was written gives a *BrokenError. A last
// row torn by a power cut is no error: Open cuts it off.
func Read(dir string, each func(Row)) (Head, error) {
	head, _, err := check(filepath.Join(dir, File), func(r Row, _ Head) {
		if r.Sequence > 0 {
			each(r)
		}
	})
	return head, err
}

// Holds says whether the log in dir still goes through a head that was kept
// elsewhere. One that was shortened past it gives ErrShortened. One that ends before it, or that was written anew, gives a
// *BrokenError with the head's row.
func Holds(dir string, earlier Head) error {
	there, over := earlier.Sequence == 0, false
	_, _, err := check(filepath.Join(dir, File), func(r Row, h Head) {
		there = there || h.Sequence == earlier.Sequence && h.Hash == earlier.Hash
		over = over || r.Sequence == 0 && h.Sequence > earlier.Sequence
	})
	if err == nil && !there && over {
		return ErrShortened
	}
	if err == nil && !there {
		err = &BrokenError{Sequence: earlier.Sequence, Reason: "is not the one that was there"}
	}
	return err
}

// check walks the file; a missing one is empty.
func check(path string, each func(Row, Head)) (head Head, torn int, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Head{}, 0, nil
	}
	if err != nil {
		return Head{}, 0, fmt.Errorf("read audit log: %w", err)
	}
	defer f.Close()
	return walk(bufio.NewReader(f), each)
}

// walk follows the chain. torn counts the bytes of a last row that the power cut
// off: it was never synced, so nothing was promised of it.
func walk(text *bufio.Reader, each func(Row, Head)) (head Head, torn int, err error) {
	for {
		line, err := text.ReadBytes(lineEnd)
		if err != nil && !errors.Is(err, io.EOF) {
			return head, 0, fmt.Errorf("read audit log: %w", err)
		}
		if err != nil { // no line end: nothing, or the beginning of a row
			return head, len(line), nil
		}
		r, next, broken := head.follow(line[:len(line)-1])
		if broken != nil {
			if _, end := text.Peek(1); end != nil && bytes.IndexByte(line, 0) >= 0 {
				return head, len(line), nil // a sector of the last row that did not arrive reads as zeroes
			}
			return head, 0, broken
		}
		each(r, next)
		head = next
	}
}
