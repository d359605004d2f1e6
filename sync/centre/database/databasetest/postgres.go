// Package databasetest runs what databases are tested on: a PostgreSQL of the
// test's own, which it installs if it is missing. It promises that nothing of it
// is left after the test.
package databasetest

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver of database/sql
)

// deadline is how long a server on this machine may take to begin.
const deadline = time.Minute

// Service finds a program that a test runs for itself, installing it if it is
// missing; where that cannot be done the test is skipped.
func Service(t testing.TB, name string) string {
	t.Helper()
	found, err := exec.Command(filepath.Join(top(t), "build", "services"), name).Output()
	if err != nil {
		t.Skipf("no %s here, and it cannot be installed: %v", name, err)
	}
	return strings.TrimSpace(string(found))
}

// top is the repository's root; a test runs in its package's folder.
func top(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	must(t, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("the repository's root is not above this test")
		}
		dir = filepath.Dir(dir)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Elephant is a PostgreSQL of one test, on a port and in a directory of its own.
type Elephant struct {
	port    int
	process *exec.Cmd
	made    atomic.Int64 // databases
}

// Address makes a new database and says where it is.
func (e *Elephant) Address(t testing.TB) string {
	t.Helper()
	db, err := sql.Open("pgx", e.url("postgres"))
	must(t, err)
	defer func() { must(t, db.Close()) }()
	name := fmt.Sprintf("centre%d", e.made.Add(1))
	_, err = db.ExecContext(t.Context(), `CREATE DATABASE `+name)
	must(t, err)
	return e.url(name)
}

func (e *Elephant) url(database string) string {
	return fmt.Sprintf("postgres://station365@127.0.0.1:%d/%s?sslmode=disable", e.port, database)
}

// StartPostgres makes a cluster and starts it. PostgreSQL refuses to be root,
// and nobody else can read a test's directory: it lives beside it.
//
// settings are of its command line, such as "fsync=on" for who measures.
func StartPostgres(t testing.TB, settings ...string) *Elephant {
	t.Helper()
	program := Service(t, "postgresql")
	dir, err := os.MkdirTemp("", "station365-postgresql-")
	must(t, err)
	t.Cleanup(func() { must(t, os.RemoveAll(dir)) })
	as := plainUser(t, dir)
	cluster := filepath.Join(dir, "cluster")
	initdb := exec.Command(filepath.Join(filepath.Dir(program), "initdb"), "-D", cluster, "-U", "station365", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.Dir, initdb.SysProcAttr = dir, as
	if out, err := initdb.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	e := &Elephant{port: freePort(t)}
	e.process = exec.Command(program, "-D", cluster, "-p", strconv.Itoa(e.port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
		"-c", "fsync=off") // nobody pulls the plug on it; hundreds of its files would be synced for every database
	for _, setting := range settings {
		e.process.Args = append(e.process.Args, "-c", setting) // the last one counts
	}
	e.process.Dir, e.process.SysProcAttr = dir, as
	var log bytes.Buffer
	e.process.Stdout, e.process.Stderr = &log, &log
	must(t, e.process.Start())
	t.Cleanup(func() {
		_ = e.process.Process.Signal(syscall.SIGQUIT) // at once: what it holds is thrown away
		_ = e.process.Wait()
		if t.Failed() {
			t.Log(log.String())
		}
	})
	e.await(t)
	return e
}

// plainUser is whom PostgreSQL runs as, who gets the directory: the package's
// own user if the test is root.
func plainUser(t testing.TB, dir string) *syscall.SysProcAttr {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	must(t, err)
	uid, err := strconv.Atoi(u.Uid)
	must(t, err)
	gid, err := strconv.Atoi(u.Gid)
	must(t, err)
	must(t, os.Chown(dir, uid, gid))
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}

func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer func() { must(t, l.Close()) }()
	return l.Addr().(*net.TCPAddr).Port
}

func (e *Elephant) await(t testing.TB) {
	t.Helper()
	db, err := sql.Open("pgx", e.url("postgres"))
	must(t, err)
	defer func() { must(t, db.Close()) }()
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		if err = db.PingContext(ctx); err == nil {
			return
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			t.Fatalf("PostgreSQL does not begin to listen: %v", err)
		}
	}
}
