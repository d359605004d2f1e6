package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"station365/sync/wire"
)

// dayFile is the file of how long the centre was away on one day.
type dayFile string

// read is 0 for another day than that of the file.
func (f dayFile) read(day time.Time) (time.Duration, error) {
	text, err := os.ReadFile(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	var date string
	var minutes int
	if _, err := fmt.Sscanf(string(text), "%10s %d", &date, &minutes); err != nil || minutes < 0 || minutes > minutesOfDay {
		return 0, fmt.Errorf("%s: %q is not a day and its minutes", string(f), text)
	}
	if date != day.Format(time.DateOnly) {
		return 0, nil
	}
	return time.Duration(minutes) * time.Minute, nil
}

const minutesOfDay = 24 * 60

func (f dayFile) write(day time.Time, away time.Duration) error {
	return wire.WriteBytes(string(f), fmt.Appendf(nil, "%s %d\n", day.Format(time.DateOnly), away/time.Minute))
}
