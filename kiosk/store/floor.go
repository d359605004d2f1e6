package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// floorFile stands beside the database and survives it: what a new database may
// not go below.
const floorFile = "chain.floor"

// reserveAhead is how many case numbers are reserved at once: one more sync for
// so many cases, and at most so many numbers are skipped after a database was
// lost whole.
const reserveAhead = 256

// floor is what was ever used here: no epoch and no case number comes twice,
// whatever became of the database or of the clock.
type floor struct {
	Epoch  uint32 // the highest there was
	Number int64  // no case has this number or a higher one
}

// readFloor reads it; without a readable one nothing was ever used.
func readFloor(dir string) (f floor) {
	text, err := os.ReadFile(filepath.Join(dir, floorFile))
	if err != nil {
		return floor{}
	}
	if _, err := fmt.Sscanf(string(text), "epoch %d\nnumbers below %d\n", &f.Epoch, &f.Number); err != nil {
		return floor{}
	}
	return f
}

func (f floor) write(dir string) error {
	text := fmt.Sprintf("epoch %d\nnumbers below %d\n", f.Epoch, f.Number)
	if err := writeDurably(filepath.Join(dir, floorFile), []byte(text)); err != nil {
		return fmt.Errorf("note what was used: %w", err)
	}
	return nil
}

// writeDurably replaces a file so that a power cut leaves the old or the new one.
func writeDurably(path string, content []byte) error {
	part := path + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes the names in a directory as durable as the files.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// remove takes files away; a missing one is no error.
func remove(paths ...string) (err error) {
	for _, p := range paths {
		if gone := os.Remove(p); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return err
}
