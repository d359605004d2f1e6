// Package storetest is a disk that can lose power. It listens between SQLite
// and the file system, keeps in order every write, truncation, sync and removal
// inside one directory, and can say what a disk would hold had the power gone
// at any of them: what was synced for certain, and of the rest whatever a test
// wants to have arrived, in sectors. It promises nothing about files that are
// not opened through SQLite. It is for tests; the VFS that it registers serves
// the whole process, so one Disk at a time.
package storetest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"modernc.org/libc"
)

// shmTail ends the name of the log's index, which lives in memory and is made
// anew after a power cut.
const shmTail = ".db-shm"

// act is what was done to the disk.
type act struct {
	kind   kind
	inode  int    // of write, truncate, sync
	offset int64  // of write; the size of truncate
	bytes  []byte // of write
	name   string // of create, remove
}

type kind int

const (
	created kind = iota
	written
	cutShort
	fileSynced
	unlinked
	directorySynced
)

// Disk records one directory.
type Disk struct {
	dir  string
	shim *shim

	mu     sync.Mutex
	acts   []act
	names  map[string]int // directory entry -> inode, as the running process sees it
	inodes int
	files  map[uintptr]*handle // what SQLite has open
	syncs  int
	dieAt  int // the sync that does not come back; 0 never
	gone   chan struct{}

	trouble Trouble // what writes are told
	held    *hold   // nil: no sync waits
}

type handle struct {
	inode   int
	dirSync bool // its first sync syncs the directory too
}

// New records what SQLite does in dir until the test ends. What is there already
// was synced long ago; a missing dir is an empty one.
func New(t testing.TB, dir string) *Disk {
	t.Helper()
	d := &Disk{dir: dir, names: map[string]int{}, files: map[uintptr]*handle{}, gone: make(chan struct{})}
	if err := d.takeOver(); err != nil {
		t.Fatal(err)
	}
	d.shim = &shim{disk: d, tls: libc.NewTLS(), methods: map[uintptr]uintptr{}}
	if !d.shim.register(fmt.Sprintf("power-cut-%p", d)) {
		t.Fatal("the recording VFS was not accepted")
	}
	t.Cleanup(d.shim.unregister)
	return d
}

// takeOver begins the record with the files that are there.
func (d *Disk) takeOver() error {
	files, err := os.ReadDir(d.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("take over disk: %w", err)
	}
	for i, f := range files {
		bytes, err := os.ReadFile(filepath.Join(d.dir, f.Name()))
		if err != nil {
			return fmt.Errorf("take over disk: %w", err)
		}
		d.names[f.Name()], d.inodes = i+1, i+1
		d.acts = append(d.acts, act{kind: created, inode: i + 1, name: f.Name()}, act{kind: written, inode: i + 1, bytes: bytes},
			act{kind: fileSynced, inode: i + 1})
	}
	d.acts = append(d.acts, act{kind: directorySynced})
	return nil
}

// DieAtSync lets the power go at the nth sync from the beginning, before it has
// done anything: from then on nothing reaches the disk.
func (d *Disk) DieAtSync(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dieAt = n
}

// Gone is closed when the power goes.
func (d *Disk) Gone() <-chan struct{} { return d.gone }

// Len is how many acts there are so far: a moment to cut at.
func (d *Disk) Len() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.acts)
}

// Syncs are the moments just before each sync, when most is in the air, and
// just after it, when what was said is true and nothing more.
func (d *Disk) Syncs() (moments []int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, a := range d.acts {
		if a.kind == fileSynced {
			moments = append(moments, i, i+1)
		}
	}
	return moments
}

func (d *Disk) isDead() bool {
	select {
	case <-d.gone:
		return true
	default:
		return false
	}
}

func (d *Disk) opened(file uintptr, name string, dirSync bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	inode, known := d.names[name]
	if !known {
		d.inodes++
		inode = d.inodes
		d.names[name] = inode
		d.acts = append(d.acts, act{kind: created, inode: inode, name: name})
	}
	d.files[file] = &handle{inode: inode, dirSync: dirSync}
}

func (d *Disk) closed(file uintptr) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.files, file)
}

func (d *Disk) wrote(file uintptr, bytes []byte, offset int64) bool {
	return d.did(file, act{kind: written, offset: offset, bytes: append([]byte(nil), bytes...)})
}

func (d *Disk) truncated(file uintptr, size int64) bool {
	return d.did(file, act{kind: cutShort, offset: size})
}

// did notes an act on an open file; false once the power has gone.
func (d *Disk) did(file uintptr, a act) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.isDead() {
		return false
	}
	a.inode = d.files[file].inode
	d.acts = append(d.acts, a)
	return true
}

func (d *Disk) synced(file uintptr) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.syncs++
	if d.syncs == d.dieAt {
		close(d.gone)
	}
	if d.isDead() {
		return false
	}
	h := d.files[file]
	d.acts = append(d.acts, act{kind: fileSynced, inode: h.inode})
	if h.dirSync {
		h.dirSync = false
		d.acts = append(d.acts, act{kind: directorySynced})
	}
	return true
}

func (d *Disk) removed(name string, dirSync bool) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.isDead() {
		return false
	}
	if _, known := d.names[name]; !known {
		return true
	}
	delete(d.names, name)
	d.acts = append(d.acts, act{kind: unlinked, name: name})
	if dirSync {
		d.acts = append(d.acts, act{kind: directorySynced})
	}
	return true
}

// Restore writes into the directory to, which it makes, what the disk would hold
// had the power gone after the first moment acts.
func (d *Disk) Restore(to string, moment int, fate Fate) error {
	d.mu.Lock()
	acts := d.acts[:moment]
	d.mu.Unlock()
	files := played(acts, fate)
	if err := os.MkdirAll(to, 0o700); err != nil {
		return fmt.Errorf("restore disk: %w", err)
	}
	for name, bytes := range files {
		if err := os.WriteFile(filepath.Join(to, name), bytes, 0o600); err != nil {
			return fmt.Errorf("restore disk: %w", err)
		}
	}
	return nil
}
