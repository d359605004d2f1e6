package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"golang.org/x/sys/unix"

	"station365/build/cmd/demo/programs"
)

// Who the demonstration's kiosk is.
const (
	kioskID   = "shanan-2"
	community = "shanan"
	prefix    = "S2"
)

// home is where the demonstration's files are: what is kept in dir, and what
// lasts for this run in run, whose path is short because a socket's may have
// only 107 bytes.
type home struct {
	dir, run string
	kept     bool // dir stays
	lock     *os.File
	programs string // directory of the built programs
}

// openHome makes the directories; dir "" makes one that goes away.
func openHome(dir string) (*home, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find the built programs: %w", err)
	}
	run, err := os.MkdirTemp("", "station365-")
	if err != nil {
		return nil, fmt.Errorf("make a directory for this run: %w", err)
	}
	h := &home{dir: dir, run: run, kept: dir != "", programs: filepath.Dir(self)}
	if dir == "" {
		h.dir = run
	}
	if err := h.take(); err != nil {
		return nil, errors.Join(err, h.close())
	}
	return h, nil
}

// take makes dir ours: two demonstrations on one state would break its chain.
func (h *home) take() error {
	var err error
	if h.dir, err = filepath.Abs(h.dir); err != nil {
		return fmt.Errorf("find --dir: %w", err)
	}
	for _, d := range []string{h.dir, h.kiosk()} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return fmt.Errorf("make the state directory: %w", err)
		}
	}
	if h.lock, err = os.Open(h.dir); err != nil {
		return fmt.Errorf("open the state directory: %w", err)
	}
	if err := unix.Flock(int(h.lock.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		return fmt.Errorf("%s: another demonstration is at work here: %w", h.dir, err)
	}
	return nil
}

// close takes away what lasts for this run.
func (h *home) close() error {
	err := os.RemoveAll(h.run)
	if h.lock != nil {
		err = errors.Join(err, h.lock.Close())
	}
	if err != nil {
		return fmt.Errorf("clear up: %w", err)
	}
	return nil
}

func (h *home) kiosk() string                 { return filepath.Join(h.dir, "kiosk") }
func (h *home) centre() string                { return filepath.Join(h.dir, "centre") }
func (h *home) identity() string              { return filepath.Join(h.kiosk(), "identity.json") }
func (h *home) config() string                { return filepath.Join(h.dir, "kiosk.toml") }
func (h *home) program(name string) string    { return filepath.Join(h.programs, name) }
func (h *home) forThisRun(name string) string { return filepath.Join(h.run, name) }

// furnish makes a centre; what is there already is left alone.
func (h *home) furnish(ctx context.Context, out io.Writer) error {
	if !missing(h.centre()) {
		return nil
	}
	fmt.Fprintln(out, "making a centre:   centre init")
	return h.makeCentre(ctx)
}

// enrol brings kiosk and running centre together, as a technician does: the
// centre prints a code, the kiosk redeems it. One that is enrolled stays so.
func (h *home) enrol(ctx context.Context, term *terminal, centre string) error {
	if !missing(h.identity()) && !missing(filepath.Join(h.kiosk(), "transport.json")) {
		return nil
	}
	term.say("making a kiosk:    centre enrol --code, kiosk enrol")
	said, err := programs.Run(ctx, h.program("centre"), "enrol", "--code", "--kiosk", kioskID, "--community", community, "--prefix", prefix, "--dir", h.centre())
	if err != nil {
		return err
	}
	code, _, _ := strings.Cut(said, "\n")
	_, err = programs.Run(ctx, h.program("kiosk"), "enrol", "--state", h.kiosk(), "--centre", centre, "--code", code, "--out", h.identity())
	return err
}

// makeCentre makes it beside its place: one that was interrupted is no centre.
func (h *home) makeCentre(ctx context.Context) error {
	half := h.centre() + ".new"
	if err := os.RemoveAll(half); err != nil {
		return fmt.Errorf("make a centre: %w", err)
	}
	if _, err := programs.Run(ctx, h.program("centre"), "init", "--dir", half); err != nil {
		return err
	}
	if err := os.Rename(half, h.centre()); err != nil {
		return fmt.Errorf("make a centre: %w", err)
	}
	return nil
}

func missing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// settings is what differs from one demonstration to the other.
type settings struct {
	Kiosk, Community       string
	State, Identity        string
	Reader, Printer, Glass string // ports and socket
	Scanner                string // port
	ScanBaud               int
	Network, Enrolment     string // host:port of broker and enrolment service
	Baud                   int
	Width, Height          int
	PanelMM                float64
	Scale                  string
	Paper                  string // its width
	Player                 string // command for sounds
	Route                  string // to the glass
}

var configuration = template.Must(template.New("kiosk.toml").Parse(`# Written by build/demo at every start; changes are lost.
[kiosk]
id = {{printf "%q" .Kiosk}}
community = {{printf "%q" .Community}}
state = {{printf "%q" .State}}

[reader]
driver = "sam"
port = {{printf "%q" .Reader}}
baud = {{.Baud}}
place = "below" # as the dock shows it

[printer]
driver = "escpos"
port = {{printf "%q" .Printer}}
baud = {{.Baud}}
width = {{printf "%q" .Paper}}
encoding = "gb18030"
place = "right"

[scanner]
driver = "line"
port = {{printf "%q" .Scanner}}
baud = {{.ScanBaud}}
place = "right"

[centre]
url = "mqtts://{{.Network}}"
enrol = {{printf "%q" .Enrolment}}
identity = {{printf "%q" .Identity}}

[sound]
player = {{printf "%q" .Player}}

[screen]
backend = {{printf "%q" .Route}}
device = {{printf "%q" .Glass}}
width = {{.Width}}
height = {{.Height}}
panel_mm = {{.PanelMM}}
type = {{printf "%q" .Scale}}
`))

// configure writes the kiosk's configuration.
func (h *home) configure(s settings) error {
	f, err := os.OpenFile(h.config(), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write the kiosk's configuration: %w", err)
	}
	if err := errors.Join(configuration.Execute(f, s), f.Close()); err != nil {
		return fmt.Errorf("write the kiosk's configuration: %w", err)
	}
	return nil
}
