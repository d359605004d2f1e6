package storetest

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	sqlite3 "modernc.org/sqlite/lib"
)

const name = "case.db"

// left says what is left of a file called name after acts.
func left(t *testing.T, fate Fate, acts ...act) (text []byte, there bool) {
	t.Helper()
	text, there = played(acts, fate)[name]
	return text, there
}

var (
	made     = act{kind: created, inode: 1, name: name}
	dirSync  = act{kind: directorySynced}
	fileSync = act{kind: fileSynced, inode: 1}
)

func write(offset int64, text string) act {
	return act{kind: written, inode: 1, offset: offset, bytes: []byte(text)}
}

func TestOnlyWhatWasSyncedIsThereAfterACut(t *testing.T) {
	text, there := left(t, NothingMore(), made, write(0, "old"), fileSync, dirSync, write(0, "new"), write(3, "er"))

	if !there || string(text) != "old" {
		t.Errorf("there %v: %q", there, text)
	}
	if text, _ := left(t, Everything(), made, write(0, "old"), fileSync, dirSync, write(0, "new"), write(3, "er")); string(text) != "newer" {
		t.Errorf("a quick disk has %q", text)
	}
}

func TestAFileWhoseDirectoryWasNotSyncedIsNotThere(t *testing.T) {
	if _, there := left(t, NothingMore(), made, write(0, "text"), fileSync); there {
		t.Error("the name survived")
	}
}

func TestARemovalThatWasNotSyncedComesBack(t *testing.T) {
	gone := act{kind: unlinked, name: name}

	text, there := left(t, NothingMore(), made, write(0, "text"), fileSync, dirSync, gone)
	_, still := left(t, NothingMore(), made, write(0, "text"), fileSync, dirSync, gone, dirSync)

	if !there || string(text) != "text" || still {
		t.Errorf("there %v: %q; after the directory's fileSync %v", there, text, still)
	}
}

func TestTruncationIsInTheAirUntilTheSync(t *testing.T) {
	short := act{kind: cutShort, inode: 1, offset: 1}

	long, _ := left(t, NothingMore(), made, write(0, "text"), fileSync, dirSync, short)
	cut, _ := left(t, NothingMore(), made, write(0, "text"), fileSync, dirSync, short, fileSync, write(3, "!"), fileSync)

	if string(long) != "text" || string(cut) != "t\x00\x00!" {
		t.Errorf("before %q, after %q", long, cut)
	}
}

func TestWritesTearAtSectorsOnly(t *testing.T) {
	page := bytes.Repeat([]byte("x"), 4*sector)
	kinds := map[string]bool{}
	for seed := range uint64(50) {
		text, there := left(t, Torn(seed), made, fileSync, dirSync, act{kind: written, inode: 1, offset: 100, bytes: page})
		if !there {
			t.Fatal("the synced name is gone")
		}
		for i := 100; i < len(text); i++ {
			if text[i] != text[i-1] && i != 100 && i%sector != 0 {
				t.Fatalf("seed %d: torn at byte %d", seed, i)
			}
		}
		kinds[string(text)] = true
	}
	if len(kinds) < 10 {
		t.Errorf("only %d different disks", len(kinds))
	}
}

func TestADeafDiskLosesWhatItSaidWasSynced(t *testing.T) {
	if text, _ := left(t, Deaf(""), made, write(0, "text"), fileSync, dirSync); len(text) > 0 {
		t.Errorf("it kept %q", text)
	}
	if text, _ := left(t, Deaf("-wal"), made, write(0, "text"), fileSync, dirSync); string(text) != "text" {
		t.Errorf("another file lost to %q", text)
	}
}

func TestWhatIsThereAtTheBeginningWasSynced(t *testing.T) {
	dir, to := t.TempDir(), filepath.Join(t.TempDir(), "restored")
	if err := os.WriteFile(filepath.Join(dir, name), []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := New(t, dir)

	err := d.Restore(to, d.Len(), NothingMore())

	if text, readErr := os.ReadFile(filepath.Join(to, name)); err != nil || string(text) != "before" {
		t.Errorf("restored %q, %v, %v", text, err, readErr)
	}
}

func TestASlowDiskLetsItsSyncsWaitAndForgetsNone(t *testing.T) {
	d := &Disk{gone: make(chan struct{})}
	release := d.Hold()
	through := make(chan int32)
	go func() { through <- d.refuses(true) }()
	for d.Waiting() == 0 {
		runtime.Gosched()
	}
	if d.refuses(false) != sqlite3.SQLITE_OK {
		t.Error("a write without a sync is refused")
	}
	later := d.Hold()

	release()

	if rc := <-through; rc != sqlite3.SQLITE_OK || d.Waiting() != 0 {
		t.Errorf("told %d, %d wait", rc, d.Waiting())
	}
	go func() { through <- d.refuses(true) }()
	for d.Waiting() == 0 {
		runtime.Gosched()
	}
	later()
	<-through
	if d.refuses(true) != sqlite3.SQLITE_OK {
		t.Error("it is slow for ever")
	}
}
