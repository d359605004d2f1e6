package storetest

import (
	"path/filepath"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// The shapes of SQLite's calls that are listened to (sqlite.org/c3ref/vfs.html,
// sqlite.org/c3ref/io_methods.html).
type (
	openFunc     = func(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32
	deleteFunc   = func(tls *libc.TLS, vfs, name uintptr, dirSync int32) int32
	closeFunc    = func(tls *libc.TLS, file uintptr) int32
	writeFunc    = func(tls *libc.TLS, file, bytes uintptr, n int32, at int64) int32
	truncateFunc = func(tls *libc.TLS, file uintptr, size int64) int32
	syncFunc     = func(tls *libc.TLS, file uintptr, flags int32) int32
)

// shim stands between SQLite and its unix VFS. It changes two calls of the VFS
// and four of every file it opens; locks, reads and shared memory stay the unix
// VFS's own, on its own file structure. C memory holds only numbers, so the Go
// functions that the numbers stand for are kept here.
type shim struct {
	disk    *Disk
	tls     *libc.TLS
	vfs     uintptr
	base    sqlite3.Tsqlite3_vfs
	methods map[uintptr]uintptr // the unix VFS's table of calls -> ours
	kept    []any
}

// at reads a C address as a Go pointer; the memory is not the collector's.
func at[T any](address uintptr) *T { return *(**T)(unsafe.Pointer(&address)) }

// call reads a C function pointer as a Go function.
func call[F any](pointer uintptr) F { return *(*F)(unsafe.Pointer(&struct{ uintptr }{pointer})) }

// number gives a Go function the number by which transpiled C calls it.
func number[F any](s *shim, f F) uintptr {
	s.kept = append(s.kept, f)
	return *(*uintptr)(unsafe.Pointer(&f))
}

// register makes the shim the VFS of every database opened from now on.
func (s *shim) register(name string) bool {
	unix := sqlite3.Xsqlite3_vfs_find(s.tls, s.text("unix"))
	if unix == 0 {
		return false
	}
	s.base = *at[sqlite3.Tsqlite3_vfs](unix)
	s.vfs = libc.Xmalloc(s.tls, libc.Tsize_t(unsafe.Sizeof(s.base)))
	ours := s.base
	ours.FpNext, ours.FzName = 0, s.text(name)
	ours.FxOpen, ours.FxDelete = number(s, openFunc(s.open)), number(s, deleteFunc(s.remove))
	*at[sqlite3.Tsqlite3_vfs](s.vfs) = ours
	return sqlite3.Xsqlite3_vfs_register(s.tls, s.vfs, 1) == sqlite3.SQLITE_OK
}

// unregister gives SQLite its own VFS back. Every database opened through the
// shim must be closed by then.
func (s *shim) unregister() {
	sqlite3.Xsqlite3_vfs_register(s.tls, sqlite3.Xsqlite3_vfs_find(s.tls, s.text("unix")), 1)
	sqlite3.Xsqlite3_vfs_unregister(s.tls, s.vfs)
	s.tls.Close()
}

// text keeps a C string for as long as the process lives: SQLite holds names.
func (s *shim) text(t string) uintptr {
	p, err := libc.CString(t)
	if err != nil {
		panic("storetest: no memory for a name")
	}
	return p
}

func (s *shim) open(tls *libc.TLS, _, name, file uintptr, flags int32, out uintptr) int32 {
	path := ""
	if name != 0 {
		path = libc.GoString(name)
	}
	if filepath.Dir(path) != s.disk.dir || filepath.Ext(path) == shmTail {
		return call[openFunc](s.base.FxOpen)(tls, s.vfs, name, file, flags, out)
	}
	if s.disk.isDead() {
		return sqlite3.SQLITE_CANTOPEN
	}
	rc := call[openFunc](s.base.FxOpen)(tls, s.vfs, name, file, flags, out)
	if rc != sqlite3.SQLITE_OK {
		return rc
	}
	methods := &at[sqlite3.Tsqlite3_file](file).FpMethods
	*methods = s.listening(*methods)
	// unixOpen: a journal or log opened to be made syncs the directory with its
	// own first sync.
	journal := flags&(sqlite3.SQLITE_OPEN_MAIN_JOURNAL|sqlite3.SQLITE_OPEN_SUPER_JOURNAL|sqlite3.SQLITE_OPEN_WAL) != 0
	s.disk.opened(file, filepath.Base(path), journal && flags&sqlite3.SQLITE_OPEN_CREATE != 0)
	return rc
}

// listening is a table of calls like unix, with ours in four places.
func (s *shim) listening(unix uintptr) uintptr {
	s.disk.mu.Lock()
	defer s.disk.mu.Unlock()
	if ours, ok := s.methods[unix]; ok {
		return ours
	}
	base := *at[sqlite3.Tsqlite3_io_methods](unix)
	ours := base
	ours.FxClose = number(s, closeFunc(func(tls *libc.TLS, file uintptr) int32 {
		s.disk.closed(file)
		return call[closeFunc](base.FxClose)(tls, file)
	}))
	ours.FxWrite = number(s, writeFunc(func(tls *libc.TLS, file, bytes uintptr, n int32, offset int64) int32 {
		if rc := s.disk.refuses(false); rc != sqlite3.SQLITE_OK {
			return rc
		}
		if !s.disk.wrote(file, unsafe.Slice(at[byte](bytes), n), offset) {
			return sqlite3.SQLITE_IOERR_WRITE
		}
		return call[writeFunc](base.FxWrite)(tls, file, bytes, n, offset)
	}))
	ours.FxTruncate = number(s, truncateFunc(func(tls *libc.TLS, file uintptr, size int64) int32 {
		if !s.disk.truncated(file, size) {
			return sqlite3.SQLITE_IOERR_TRUNCATE
		}
		return call[truncateFunc](base.FxTruncate)(tls, file, size)
	}))
	// The record is the disk here: the real sync would only cost time.
	ours.FxSync = number(s, syncFunc(func(_ *libc.TLS, file uintptr, _ int32) int32 {
		if rc := s.disk.refuses(true); rc != sqlite3.SQLITE_OK {
			return rc
		}
		if !s.disk.synced(file) {
			return sqlite3.SQLITE_IOERR_FSYNC
		}
		return sqlite3.SQLITE_OK
	}))
	p := libc.Xmalloc(s.tls, libc.Tsize_t(unsafe.Sizeof(ours)))
	*at[sqlite3.Tsqlite3_io_methods](p) = ours
	s.methods[unix] = p
	return p
}

func (s *shim) remove(tls *libc.TLS, _, name uintptr, dirSync int32) int32 {
	path := libc.GoString(name)
	if filepath.Dir(path) == s.disk.dir && !s.disk.removed(filepath.Base(path), dirSync != 0) {
		return sqlite3.SQLITE_IOERR_DELETE
	}
	return call[deleteFunc](s.base.FxDelete)(tls, s.vfs, name, dirSync)
}
