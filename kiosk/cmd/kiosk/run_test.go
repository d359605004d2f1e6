package main

import (
	"bytes"
	"context"
	"errors"
	"image"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/audit"
	"station365/kiosk/flow"
	"station365/kiosk/store"
)

// bare is a kiosk's configuration with nothing of what it names: no device, no
// keys, no identity, no centre; its panel is a file.
func bare(t *testing.T) config {
	t.Helper()
	dir := t.TempDir()
	return config{
		Kiosk:   kioskConfig{ID: "shanan-2", Community: "shanan", State: filepath.Join(dir, "kiosk")},
		Reader:  readerConfig{Driver: "sam", Port: filepath.Join(dir, "no-reader"), Baud: 115200},
		Printer: printerConfig{Driver: "escpos", Port: filepath.Join(dir, "no-printer"), Baud: 115200, Width: "80mm", Encoding: "gb18030"},
		Limits:  usualLimits,
		Centre:  centreConfig{URL: "mqtt://127.0.0.1:1", Identity: filepath.Join(dir, "no-identity.json")},
		Screen: screenConfig{Backend: "framebuffer", Device: filepath.Join(dir, "panel"), Touch: filepath.Join(dir, "no-touch"),
			Width: 1080, Height: 1920, PanelMM: 268, Type: "standard"},
	}
}

// diary is a log that a test reads while it is written.
type diary struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (d *diary) Write(b []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text.Write(b)
}

func (d *diary) String() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text.String()
}

func (d *diary) log() *slog.Logger { return slog.New(slog.NewTextHandler(d, nil)) }

// eventually waits until ok holds.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.After(patience)
	every := time.NewTicker(10 * time.Millisecond)
	defer every.Stop()
	for !ok() {
		select {
		case <-every.C:
		case <-deadline:
			t.Fatalf("waited %s for %s", patience, what)
		}
	}
}

// start runs a kiosk beside the test; end ends it and returns how it ended.
func start(t *testing.T, c config, d *diary) (end func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, c, nil, d.log()) }()
	return func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(patience):
			t.Fatal("the kiosk does not end")
			return nil
		}
	}
}

// lit reports whether a page stands on a panel that is a file: many colours, not
// one ground.
func lit(path string) bool {
	text, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	colours := map[[4]byte]bool{}
	const step = 4 * 97 // a sample: no row is a multiple of it
	for at := 0; at+4 <= len(text); at += step {
		colours[[4]byte(text[at:])] = true
	}
	return len(colours) > 20
}

func TestNothingIsThere_TheScreenComesUpAllTheSame(t *testing.T) {
	c, d := bare(t), &diary{}
	end := start(t, c, d)

	eventually(t, "the welcome page", func() bool { return lit(c.Screen.Device) })

	if err := end(); err != nil {
		t.Errorf("ended with %v", err)
	}
	for _, want := range []string{"not enrolled", "kiosk check"} {
		if !strings.Contains(d.String(), want) {
			t.Errorf("the log does not say %q:\n%s", want, d)
		}
	}
}

func TestStartAndEndStandInTheAuditLog(t *testing.T) {
	c, d := bare(t), &diary{}
	end := start(t, c, d)
	eventually(t, "the welcome page", func() bool { return lit(c.Screen.Device) })

	if err := end(); err != nil {
		t.Fatal(err)
	}

	text, err := os.ReadFile(filepath.Join(c.Kiosk.State, audit.File))
	if err != nil || !strings.Contains(string(text), "program-started") || !strings.Contains(string(text), "program-stopped") {
		t.Errorf("the log says %v\n%s", err, text)
	}
}

func TestAPanelThatIsMissingIsWaitedForAndMadeByNobody(t *testing.T) {
	c, d := bare(t), &diary{}
	c.Screen.Device = "/dev/station365-no-such-panel"
	end := start(t, c, d)

	eventually(t, "the line about the panel", func() bool { return strings.Contains(d.String(), "no panel") })

	if err := end(); err != nil {
		t.Errorf("ended with %v", err)
	}
	if _, err := os.Lstat(c.Screen.Device); err == nil {
		t.Error("a file was made where a device belongs")
	}
}

func TestADamagedDatabaseIsSetAsideAndTheKioskGoesOn(t *testing.T) {
	c, d := bare(t), &diary{}
	if err := os.MkdirAll(c.Kiosk.State, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.Kiosk.State, store.File), bytes.Repeat([]byte("not a database "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	end := start(t, c, d)

	eventually(t, "the welcome page", func() bool { return lit(c.Screen.Device) })

	if err := end(); err != nil {
		t.Errorf("ended with %v", err)
	}
	if !strings.Contains(d.String(), "set aside") && !strings.Contains(d.String(), "damaged") {
		t.Errorf("the technician is not told:\n%s", d)
	}
}

func TestSIGTERMEndsTheKioskWithExitCodeZero(t *testing.T) {
	c := bare(t)
	path := write(t, `
[kiosk]
id = "shanan-2"
community = "shanan"
state = "state"
[centre]
url = "mqtt://127.0.0.1:1"
identity = "identity.json"
[screen]
device = "`+c.Screen.Device+`"
touch = "`+c.Screen.Touch+`"
`)
	code := make(chan int, 1)
	go func() { got, _, _ := call("run", "--config", path); code <- got }()
	eventually(t, "the welcome page", func() bool { return lit(c.Screen.Device) })

	if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}

	select {
	case got := <-code:
		if got != exitOK {
			t.Errorf("exit %d", got)
		}
	case <-time.After(patience):
		t.Fatal("the kiosk does not end")
	}
}

func TestAKioskThatIsNotEnrolledKeepsNothing(t *testing.T) {
	refuse := notEnrolled{}

	_, keepErr := refuse.Keep(t.Context(), kiosk.NewCase{}, nil)
	_, sealErr := refuse.Seal(flow.Submission{})(kiosk.Head{}, "")

	if !errors.Is(keepErr, errNotEnrolled) || !errors.Is(sealErr, errNotEnrolled) {
		t.Errorf("got %v, %v", keepErr, sealErr)
	}
}

func TestNoReaderAndNoPrinterSayThatTheyAreAbsent(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	said := make(chan devices.State, 2)
	var running sync.WaitGroup
	running.Go(func() { _ = noReader{}.Run(ctx, func(e idcard.Event) { said <- e.Health.State }) })
	running.Go(func() {
		_ = noPrinter{}.Run(ctx, func(_ printer.Status, h devices.Health) { said <- h.State })
	})
	for range 2 {
		if got := <-said; got != devices.Absent {
			t.Errorf("said %s", got)
		}
	}
	cancel()
	running.Wait()

	outcome, err := noPrinter{}.Print(t.Context(), printer.Job{})

	if err != nil || outcome.Result != printer.NotPrinted {
		t.Errorf("a job without a printer ended as %v, %v", outcome.Result, err)
	}
}

func TestALatePanelGetsTheWholeFrameFirst(t *testing.T) {
	p := &panel{}
	frame := image.NewRGBA(image.Rect(0, 0, 4, 4))
	if err := p.Show(frame, frame.Rect); err != nil {
		t.Fatal(err)
	}
	s := &shown{}

	p.attach(s, frame)
	_ = p.Show(frame, image.Rect(1, 1, 2, 2))

	if len(s.parts) != 2 || s.parts[0] != frame.Rect || s.parts[1] != image.Rect(1, 1, 2, 2) {
		t.Errorf("the panel was shown %v", s.parts)
	}
}

// shown notes which parts of a frame a panel was shown.
type shown struct{ parts []image.Rectangle }

func (s *shown) Show(_ *image.RGBA, changed image.Rectangle) error {
	s.parts = append(s.parts, changed)
	return nil
}
