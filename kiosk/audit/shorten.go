package audit

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// ErrShortened says of a row that it went when its time was over: nobody can say
// any more what stood there, only that the rows behind it are what was written.
var ErrShortened = errors.New("audit log: the row went when its time was over")

// anchor is the first line of a log that was shortened: how many rows went. The
// hash before it is the last of theirs, so that the chain goes on.
type anchor struct {
	Shortened uint64 `json:"shortened"`
}

// anchored takes the first line of a shortened log.
func (h Head) anchored(line []byte) (Head, bool) {
	var a anchor
	var next Head
	if h != (Head{}) || len(line) < hexLen+1 || json.Unmarshal(line[hexLen+1:], &a) != nil || a.Shortened == 0 {
		return h, false
	}
	if _, err := hex.Decode(next.Hash[:], line[:hexLen]); err != nil || line[hexLen] != ' ' {
		return h, false
	}
	next.Sequence, next.size = a.Shortened, int64(len(line))+1
	return next, true
}

// anchor is the line that stands for everything up to h.
func (h Head) anchor() []byte {
	line := append(hex.AppendEncode(nil, h.Hash[:]), ' ')
	return fmt.Appendf(line, "{\"shortened\":%d}\n", h.Sequence)
}

// Shorten lets the rows from before a time go; Run does it. Those behind them
// stay what they are, and stay chained.
func (l *Log) Shorten(before time.Time) {
	l.mu.Lock()
	l.cut = before
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// shorten writes the log anew without its oldest rows. A power cut leaves the
// old log or the new one.
func (l *Log) shorten(before time.Time) error {
	var last Head
	over := true
	if _, _, err := check(l.path, func(r Row, h Head) {
		if over = over && r.At.Before(before); over { // an anchor's row has no time: it goes too
			last = h
		}
	}); err != nil {
		return fmt.Errorf("shorten audit log: %w", err)
	}
	if last.Sequence > 0 {
		if err := l.replace(last); err != nil {
			return fmt.Errorf("shorten audit log: %w", err)
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut = time.Time{}
	return nil
}

// replace puts a log that begins behind last into the place of this one.
func (l *Log) replace(last Head) error {
	text, err := os.ReadFile(l.path)
	if err != nil {
		return err
	}
	head := last.anchor()
	shorter := bytes.Join([][]byte{head, text[last.size:l.head.size]}, nil)
	part := l.path + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(shorter)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	if err := errors.Join(os.Rename(part, l.path), syncDir(filepath.Dir(l.path))); err != nil {
		return err
	}
	fresh, err := openAt(l.path, int64(len(shorter)))
	if err != nil {
		return err
	}
	old := l.file
	l.file = fresh
	l.mu.Lock()
	l.head.size = int64(len(shorter))
	l.mu.Unlock()
	return old.Close()
}
