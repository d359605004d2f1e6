package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"station365/build/cmd/demo/programs"
)

// Who the campaign's kiosk is.
const (
	kioskID   = "shanan-2"
	community = "shanan"
	prefix    = "S2"
)

// roomy is the size of each disk while it is not full. It is a bound: memory is
// taken for what is written only.
const roomy = 1 << 30

// home is where the campaign's files are: a disk for the kiosk and one for the
// centre, each a file system in memory where that may be made.
type home struct {
	dir      string
	programs string
	mounted  bool
	broker   string
	enrol    string // host:port of the enrolment service; "" without TLS
	port     int    // of the mosquitto
}

func openHome(broker string) (*home, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find the built programs: %w", err)
	}
	dir, err := os.MkdirTemp("", "station365-faults-")
	if err != nil {
		return nil, fmt.Errorf("make a directory: %w", err)
	}
	h := &home{dir: dir, programs: filepath.Dir(self), mounted: true, broker: broker}
	for _, disk := range []string{h.kioskDisk(), h.centreDisk()} {
		if err := os.Mkdir(disk, 0o700); err != nil {
			return nil, errors.Join(fmt.Errorf("make a disk: %w", err), h.close())
		}
		if err := unix.Mount("tmpfs", disk, "tmpfs", 0, size(roomy)); err != nil {
			h.mounted = false // a directory does, but for full disks
		}
	}
	return h, nil
}

func size(n int64) string { return fmt.Sprintf("size=%d", n) }

func (h *home) close() error {
	for _, disk := range []string{h.kioskDisk(), h.centreDisk()} {
		_ = unix.Unmount(disk, unix.MNT_DETACH) // it may be a directory
	}
	if err := os.RemoveAll(h.dir); err != nil {
		return fmt.Errorf("clear up: %w", err)
	}
	return nil
}

func (h *home) kioskDisk() string          { return filepath.Join(h.dir, "kiosk-disk") }
func (h *home) centreDisk() string         { return filepath.Join(h.dir, "centre-disk") }
func (h *home) kiosk() string              { return filepath.Join(h.kioskDisk(), "state") }
func (h *home) centre() string             { return filepath.Join(h.centreDisk(), "centre") }
func (h *home) identity() string           { return filepath.Join(h.kiosk(), "identity.json") }
func (h *home) file(name string) string    { return filepath.Join(h.dir, name) }
func (h *home) program(name string) string { return filepath.Join(h.programs, name) }

// leave makes a disk so small that only free bytes are left on it.
func (h *home) leave(disk string, free int64) error {
	var s unix.Statfs_t
	if err := unix.Statfs(disk, &s); err != nil {
		return fmt.Errorf("ask the disk: %w", err)
	}
	used := int64(s.Blocks-s.Bfree) * s.Bsize
	return h.resize(disk, used+max(free, s.Bsize))
}

// resize makes a disk larger or smaller, but never smaller than what is on it.
func (h *home) resize(disk string, n int64) error {
	if err := unix.Mount("tmpfs", disk, "tmpfs", unix.MS_REMOUNT, size(n)); err != nil {
		return fmt.Errorf("resize the disk: %w", err)
	}
	return nil
}

// furnish makes centre and kiosk and brings them together, as a technician does.
func (h *home) furnish(ctx context.Context) error {
	if _, err := programs.Run(ctx, h.program("centre"), "init", "--dir", h.centre()); err != nil {
		return err
	}
	if err := os.Mkdir(h.kiosk(), 0o700); err != nil {
		return fmt.Errorf("make the kiosk's state: %w", err)
	}
	request, err := programs.Run(ctx, h.program("kiosk"), "init", "--state", h.kiosk(), "--id", kioskID, "--community", community, "--prefix", prefix)
	if err != nil {
		return err
	}
	if err := os.WriteFile(h.file("request.json"), []byte(request), 0o600); err != nil {
		return fmt.Errorf("hand over the request: %w", err)
	}
	if _, err = programs.Run(ctx, h.program("centre"), "enrol", h.file("request.json"), "--out", h.identity(), "--dir", h.centre()); err != nil {
		return err
	}
	return h.lay(ctx)
}
