// Package traces looks for readable personal data in streams and files. It
// promises to find a mark in UTF-8 and in UTF-16 of both byte orders, also where
// it lies across two writes. It knows nothing of what the bytes mean.
package traces

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"unicode/utf16"
)

// Marks are the byte sequences that must be nowhere.
type Marks struct {
	needles [][]byte
	longest int
}

// New prepares texts in every encoding.
func New(texts []string) *Marks {
	m := &Marks{}
	for _, t := range texts {
		units := utf16.Encode([]rune(t))
		little, big := make([]byte, 0, 2*len(units)), make([]byte, 0, 2*len(units))
		for _, u := range units {
			little, big = binary.LittleEndian.AppendUint16(little, u), binary.BigEndian.AppendUint16(big, u)
		}
		m.needles = append(m.needles, []byte(t), little, big)
	}
	for _, n := range m.needles {
		m.longest = max(m.longest, len(n))
	}
	return m
}

// In reports how many marks stand in b, each counted once.
func (m *Marks) In(b []byte) (n int) {
	for _, needle := range m.needles {
		if bytes.Contains(b, needle) {
			n++
		}
	}
	return n
}

// Stream looks through what is written to it. It is for one goroutine.
type Stream struct {
	marks *Marks
	tail  []byte
	found func(n int)
}

// Stream tells found whenever marks go by.
func (m *Marks) Stream(found func(n int)) *Stream { return &Stream{marks: m, found: found} }

// Write looks through b and never fails.
func (s *Stream) Write(b []byte) (int, error) {
	joined := append(s.tail, b...)
	if n := s.marks.In(joined); n > 0 {
		s.found(n)
		joined = nil // what was found once is not found again in the tail
	}
	keep := min(len(joined), s.marks.longest-1)
	s.tail = append([]byte(nil), joined[len(joined)-keep:]...)
	return len(b), nil
}

// Found is a file with marks in it, or in its name.
type Found struct {
	Path  string
	Marks int
}

// Dir looks through every file below dir that is not above most bytes; 0 is no
// bound. A file that goes while it is looked for is none.
func (m *Marks) Dir(dir string, most int64) (found []Found, looked int64, err error) {
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return ignoreGone(err)
		}
		n, size, err := m.file(path, most)
		looked += size
		if n += m.In([]byte(filepath.Base(path))); n > 0 {
			found = append(found, Found{path, n})
		}
		return ignoreGone(err)
	})
	if err != nil {
		return nil, 0, fmt.Errorf("look through %s: %w", dir, err)
	}
	return found, looked, nil
}

func (m *Marks) file(path string, most int64) (n int, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = f.Close() }() // only read
	s, err := f.Stat()
	if err != nil || most > 0 && s.Size() > most {
		return 0, 0, err
	}
	b, err := io.ReadAll(f)
	return m.In(b), int64(len(b)), err
}

func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
