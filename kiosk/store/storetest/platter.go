package storetest

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// sector is what a disk writes whole or not at all. SQLite's page is larger, so
// pages can be torn.
const sector = 512

// Fate decides about what was not synced when the power went.
type Fate struct {
	arrives func() bool            // one more sector, truncation or directory arrived; asked in order
	deaf    func(name string) bool // syncs of this file are not honoured
}

func hears(string) bool { return false }

// NothingMore is a disk that holds only what was synced.
func NothingMore() Fate { return Fate{arrives: func() bool { return false }, deaf: hears} }

// Everything is a disk that was quick: all that was written has arrived.
func Everything() Fate { return Fate{arrives: func() bool { return true }, deaf: hears} }

// Torn is a disk on which half of the sectors arrived, in no order; the same
// seed is the same disk.
func Torn(seed uint64) Fate {
	r := rand.New(rand.NewPCG(seed, 365))
	return Fate{arrives: func() bool { return r.IntN(2) == 0 }, deaf: hears}
}

// Deaf is a disk that says synced and does not do it for files whose names end
// in tail: a test that does not see its losses sees none. Deaf("") is
// synchronous=OFF, Deaf("-wal") what synchronous=NORMAL does between two
// checkpoints.
func Deaf(tail string) Fate {
	f := NothingMore()
	f.deaf = func(name string) bool { return strings.HasSuffix(name, tail) }
	return f
}

// platter is the disk while its acts are played again.
type platter struct {
	durable map[int][]byte // inode -> what is on the disk for certain
	air     map[int][]act  // inode -> written since
	names   map[string]int // the directory on the disk
	current map[string]int // the directory as the process saw it
	called  map[int]string // inode -> the name it was made under
	fate    Fate
}

// played is the disk after acts and the cut: names and bytes.
func played(acts []act, fate Fate) map[string][]byte {
	p := platter{durable: map[int][]byte{}, air: map[int][]act{}, names: map[string]int{}, current: map[string]int{}, called: map[int]string{}, fate: fate}
	for _, a := range acts {
		p.take(a)
	}
	return p.cut()
}

func (p *platter) take(a act) {
	switch a.kind {
	case created:
		p.current[a.name], p.called[a.inode] = a.inode, a.name
	case unlinked:
		delete(p.current, a.name)
	case written, cutShort:
		p.air[a.inode] = append(p.air[a.inode], a)
	case fileSynced:
		if !p.fate.deaf(p.called[a.inode]) {
			p.land(a.inode, func() bool { return true })
		}
	case directorySynced:
		p.names = maps.Clone(p.current)
	}
}

// land moves what was in the air for an inode to the disk, as far as it arrives.
func (p *platter) land(inode int, arrives func() bool) {
	b := p.durable[inode]
	for _, a := range p.air[inode] {
		if a.kind == cutShort {
			if arrives() {
				b = resized(b, a.offset)
			}
			continue
		}
		for from := int64(0); from < int64(len(a.bytes)); {
			to := min(int64(len(a.bytes)), from+sector-(a.offset+from)%sector)
			if arrives() {
				b = resized(b, max(int64(len(b)), a.offset+to))
				copy(b[a.offset+from:], a.bytes[from:to])
			}
			from = to
		}
	}
	p.durable[inode] = b
	delete(p.air, inode)
}

// resized cuts b or fills it up with zeroes, as a file system shows what was
// never written.
func resized(b []byte, size int64) []byte {
	if size <= int64(len(b)) {
		return b[:size:size]
	}
	return append(b, make([]byte, size-int64(len(b)))...)
}

func (p *platter) cut() map[string][]byte {
	names := p.names
	if p.fate.arrives() {
		names = p.current
	}
	files := map[string][]byte{}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		p.land(names[name], p.fate.arrives)
		files[name] = p.durable[names[name]]
	}
	return files
}
