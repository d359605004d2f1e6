package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// mark tells one file from another in its place, without reading it.
type mark struct {
	device, inode uint64
	size          int64
	changed       int64 // nanoseconds
}

func markOf(path string) (mark, error) {
	f, err := os.Stat(path)
	if err != nil {
		return mark{}, err
	}
	s, ok := f.Sys().(*syscall.Stat_t)
	if !ok {
		return mark{}, fmt.Errorf("%s: %w", path, errors.ErrUnsupported)
	}
	return mark{device: uint64(s.Dev), inode: s.Ino, size: f.Size(), changed: f.ModTime().UnixNano()}, nil
}

// standing is what stands where this program was started from.
type standing struct{ program, config mark }

// successor is the place where whatever comes after this program will stand.
type successor struct {
	program, config string // paths
	from            standing
	asked           <-chan os.Signal // the attendant: begin now
}

// startedFrom notes what this program was started from. It is called before the
// configuration is read: a change after that counts.
func startedFrom(config string, asked <-chan os.Signal) (*successor, error) {
	var s successor
	var errs [4]error
	s.asked = asked
	s.program, errs[0] = ownPath()
	s.config, errs[1] = filepath.Abs(config)
	s.from.program, errs[2] = markOf(running)
	s.from.config, errs[3] = markOf(s.config)
	if err := errors.Join(errs[:]...); err != nil {
		return nil, fmt.Errorf("note what this program was started from: %w", err)
	}
	return &s, nil
}

// running is the file that runs, also once another one has its name.
const running = "/proc/self/exe"

// ownPath is the path that this program was called by: where that is a link, one
// that is turned to another program counts.
func ownPath() (string, error) {
	if called, err := exec.LookPath(os.Args[0]); err == nil {
		one, oneErr := os.Stat(called)
		other, otherErr := os.Stat(running)
		if oneErr == nil && otherErr == nil && os.SameFile(one, other) {
			return filepath.Abs(called)
		}
	}
	return os.Executable()
}

func (s *successor) now() (n standing, err error) {
	if n.program, err = markOf(s.program); err != nil {
		return n, err
	}
	n.config, err = markOf(s.config)
	return n, err
}

// changed says what is another one than at the start.
func (s *successor) changed(now standing) string {
	switch {
	case now.program == s.from.program:
		return "configuration"
	case now.config == s.from.config:
		return "program"
	}
	return "program and configuration"
}

// mostWords is how much of what a program says about itself is told.
const mostWords = 2000

// prove asks the program that stands there whether it can start with the
// configuration that stands there, and which version it is. Where this one is
// enrolled, that one must be, too.
func (s *successor) prove(ctx context.Context, enrolled bool) (version string, err error) {
	ctx, cancel := context.WithTimeout(ctx, proveWithin)
	defer cancel()
	said, err := s.ask(ctx, "version")
	if err != nil {
		return "", err
	}
	words := strings.Fields(said) // station365 kiosk VERSION GO
	if len(words) < 3 || words[1] != "kiosk" {
		return "", fmt.Errorf("%s is no kiosk: it says %q", s.program, said)
	}
	check := []string{"check", "--config", s.config, "--start"}
	if enrolled {
		check = append(check, "--enrolled")
	}
	_, err = s.ask(ctx, check...)
	return words[2], err
}

// ask returns what the program answers; of what it complains, only with an error.
func (s *successor) ask(ctx context.Context, args ...string) (answer string, err error) {
	var out, complaint bytes.Buffer
	c := exec.CommandContext(ctx, s.program, args...)
	c.Stdout, c.Stderr = &out, &complaint
	c.WaitDelay = time.Second // for what it may have started itself
	err = c.Run()
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		err = fmt.Errorf("it has not ended within %s", proveWithin)
	}
	if err != nil {
		words := append(out.Bytes(), complaint.Bytes()...)
		return "", fmt.Errorf("%s %s: %w: %s", filepath.Base(s.program), args[0], err, bytes.TrimSpace(words[:min(len(words), mostWords)]))
	}
	return strings.TrimSpace(out.String()), nil
}

// become is what this program does last: the other one goes on with the same
// process id, arguments and environment, with and without systemd. It returns only
// if that fails; then the program ends, and whatever starts it starts the other one.
func (s *successor) become(log *slog.Logger) error {
	log.Info("begins again", "program", s.program)
	return fmt.Errorf("begin again as %s: %w", s.program, syscall.Exec(s.program, os.Args, os.Environ()))
}
