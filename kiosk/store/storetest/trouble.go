package storetest

import (
	"sync"

	sqlite3 "modernc.org/sqlite/lib"
)

// Trouble is how a disk refuses.
type Trouble int32

// The troubles of a disk.
const (
	Well     Trouble = 0
	Full     Trouble = sqlite3.SQLITE_FULL        // no room: no write of new bytes
	ReadOnly Trouble = sqlite3.SQLITE_READONLY    // mounted anew after an error
	Failing  Trouble = sqlite3.SQLITE_IOERR_WRITE // no write arrives
	NoSync   Trouble = sqlite3.SQLITE_IOERR_FSYNC // writes go through, the sync does not
)

// Turn makes the disk refuse from now on, or go again with Well.
func (d *Disk) Turn(t Trouble) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.trouble = t
}

// hold is a time in which syncs wait.
type hold struct {
	over    chan struct{} // closed
	waiting int
}

// Hold makes the disk slow: whoever syncs from now on waits until release, or until
// the power goes. A second Hold is for those who come after it.
func (d *Disk) Hold() (release func()) {
	h := &hold{over: make(chan struct{})}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.held = h
	return sync.OnceFunc(func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.held == h {
			d.held = nil
		}
		close(h.over)
	})
}

// Waiting is how many syncs the last Hold lets wait; none once it is over.
func (d *Disk) Waiting() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.held == nil {
		return 0
	}
	return d.held.waiting
}

// wait is what a sync does on a slow disk.
func (d *Disk) wait() {
	d.mu.Lock()
	h := d.held
	if h == nil {
		d.mu.Unlock()
		return
	}
	h.waiting++
	d.mu.Unlock()
	select {
	case <-h.over:
	case <-d.gone:
	}
}

// refuses is what a write (or, if sync, a sync) is told now.
func (d *Disk) refuses(sync bool) int32 {
	if sync {
		d.wait()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if sync != (d.trouble == NoSync) {
		return sqlite3.SQLITE_OK
	}
	return int32(d.trouble)
}

// Written is how many bytes SQLite gave to the disk since the beginning, and how
// many of them in the log.
func (d *Disk) Written() (all, log int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	logs := map[int]bool{}
	for _, a := range d.acts {
		switch {
		case a.kind == created:
			logs[a.inode] = len(a.name) > len(logTail) && a.name[len(a.name)-len(logTail):] == logTail
		case a.kind == written:
			all += int64(len(a.bytes))
			if logs[a.inode] {
				log += int64(len(a.bytes))
			}
		}
	}
	return all, log
}

// logTail ends the name of a write-ahead log.
const logTail = "-wal"
