package store

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"time"
)

// skipped is how many case numbers a restored copy leaves out where nothing tells
// how far the lost database had come: more than a kiosk keeps between two copies.
const skipped = 1000

// nextEpoch is a new epoch: the seconds of the clock, but behind all there were,
// so that a later chain sorts after an earlier one whatever the clock says.
func nextEpoch(now time.Time, last uint32, f floor) uint32 {
	return max(uint32(now.Unix()&0x7fffffff), last+1, f.Epoch+1, 1)
}

// begin begins the chain of a new database, and a new epoch in one that is a copy
// or older than what was used here. It says so for the latter.
func (s *Store) begin() (*Damage, error) {
	f := readFloor(s.dir)
	var epoch uint32
	var counter, next int64
	var copied bool
	err := s.write.QueryRow(`SELECT epoch, sequence, counter, copied FROM chain`).Scan(&epoch, &next, &counter, &copied)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = s.write.Exec(`INSERT INTO chain (one, epoch, sequence, prev, counter, waiting, down) VALUES (1, ?, 1, zeroblob(32), ?, 0, 0)`,
			nextEpoch(s.now(), 0, f), max(f.Number, 1))
		return nil, wrapped("begin chain", err)
	}
	if err != nil {
		return nil, fmt.Errorf("read chain: %w", err)
	}
	older := f.Number > 0 && (counter < f.Number-reserveAhead || epoch < f.Epoch)
	if !copied && !older {
		return nil, nil
	}
	number := f.Number
	if number == 0 {
		number = counter + skipped
	}
	_, err = s.write.Exec(`UPDATE chain SET epoch = ?, sequence = 1, prev = zeroblob(32), counter = ?, copied = 0`,
		nextEpoch(s.now(), epoch, f), max(number, counter))
	if err != nil {
		return nil, fmt.Errorf("begin a new epoch: %w", err)
	}
	d := &Damage{Reason: "an older copy was put in the database's place", From: Place{epoch, uint64(next)}}
	return d, writeDurably(asideName(filepath.Join(s.dir, File), s.now())+reportTail, []byte(d.String()))
}

// reserve makes sure that no database after this one goes below epoch and number.
func (s *Store) reserve(epoch uint32, number int64) error {
	if s.floor.Epoch >= epoch && number < s.floor.Number {
		return nil
	}
	f := floor{Epoch: max(epoch, s.floor.Epoch), Number: max(number+reserveAhead, s.floor.Number)}
	if err := f.write(s.dir); err != nil {
		return err
	}
	s.floor = f
	return nil
}

func wrapped(act string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", act, err)
	}
	return nil
}
