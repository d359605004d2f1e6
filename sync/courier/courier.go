// Package courier is the folder, usually on a USB stick, that a person carries
// between a station without network and its centre. It promises that a file is
// there whole or not at all and stays after a power cut, that writing the same
// again changes nothing, and that no name says anything: names are made of
// hashes. What the files mean is known to wire; both ends check it as if it had
// come over the line, because a stick has been in many hands.
package courier

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"station365/sync/wire"
)

// Kind tells files apart by the end of their names.
type Kind string

// What is carried; in the first two cases from kiosk to centre.
const (
	Up       Kind = ".up"       // a batch of records
	Hello    Kind = ".hello"    // where a kiosk stands
	Ack      Kind = ".ack"      // an acknowledgement
	Down     Kind = ".down"     // a batch of what happened to cases
	Document Kind = ".document" // one document
)

// limit is the most that a file of a kind may hold, in bytes.
func (k Kind) limit() int64 {
	if k == Document {
		return wire.MaxDocument
	}
	return wire.MaxPayload
}

// Folder is a directory with carried files; others may lie there too.
type Folder struct{ dir string }

// Make opens a folder, making it if it is missing.
func Make(dir string) (Folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Folder{}, fmt.Errorf("make folder: %w", err)
	}
	return Folder{dir}, nil
}

// Open opens a folder that is there.
func Open(dir string) (Folder, error) {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = errors.New("not a folder")
	}
	if err != nil {
		return Folder{}, fmt.Errorf("open folder %s: %w", dir, err)
	}
	return Folder{dir}, nil
}

// Put writes a file whose name follows from its content. It returns the name;
// isNew is false if exactly this was there.
func (f Folder) Put(kind Kind, content []byte) (name string, isNew bool, err error) {
	name = opaque(kind, content)
	held, err := os.ReadFile(filepath.Join(f.dir, name))
	if err == nil && string(held) == string(content) {
		return name, false, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return name, false, fmt.Errorf("look for %s: %w", name, err)
	}
	return name, true, wire.WriteBytes(filepath.Join(f.dir, name), content)
}

// Replace writes the one file that there is of this kind and subject.
func (f Folder) Replace(kind Kind, subject string, content []byte) error {
	return wire.WriteBytes(filepath.Join(f.dir, opaque(kind, []byte(subject))), content)
}

// Each hands over every file of a kind. A file that is too large or cannot be
// read is told in the error and does not keep the others back; an error of take
// ends it.
func (f Folder) Each(kind Kind, take func(name string, content []byte) error) error {
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		return fmt.Errorf("read folder: %w", err)
	}
	var faults []error
	for _, e := range entries {
		if !e.Type().IsRegular() || !strings.HasSuffix(e.Name(), string(kind)) || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		content, err := f.read(e.Name(), kind.limit())
		if err != nil {
			faults = append(faults, err)
			continue
		}
		if err := take(e.Name(), content); err != nil {
			return errors.Join(append(faults, err)...)
		}
	}
	return errors.Join(faults...)
}

func (f Folder) read(name string, limit int64) ([]byte, error) {
	file, err := os.Open(filepath.Join(f.dir, name))
	if err != nil {
		return nil, fmt.Errorf("read carried file: %w", err)
	}
	defer func() { _ = file.Close() }() // only read
	content, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err == nil && int64(len(content)) > limit {
		err = wire.ErrTooLarge
	}
	if err != nil {
		return nil, fmt.Errorf("read carried file %s: %w", name, err)
	}
	return content, nil
}

// Remove deletes a file that is of no more use.
func (f Folder) Remove(name string) error {
	if err := os.Remove(filepath.Join(f.dir, filepath.Base(name))); err != nil {
		return fmt.Errorf("remove carried file: %w", err)
	}
	return nil
}

// opaque makes a name that says nothing but which kind it is.
func opaque(kind Kind, of []byte) string {
	h := sha256.New()
	_, _ = io.WriteString(h, "station365 carried "+string(kind)+" ") // a hash never fails
	_, _ = h.Write(of)
	return hex.EncodeToString(h.Sum(nil)[:16]) + string(kind)
}
