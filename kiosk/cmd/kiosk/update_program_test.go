package main

import (
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"station365/kiosk"
	"station365/kiosk/audit"
	"station365/kiosk/store"
	"station365/kiosk/ui/backend/routetest"
)

func TestProgramIsReplacedAndTheAttendantSaysSo_TheSameProcessGoesOnAsTheNewOne(t *testing.T) {
	p := startStaticProgram(t)
	p.first()
	exe := fmt.Sprintf("/proc/%d/exe", p.pid)
	path := must[string](t)(os.Readlink(exe))
	state := filepath.Join(filepath.Dir(path), "state")
	kept := keepBeside(t, state)
	programAt(t, path, string(must[[]byte](t)(os.ReadFile(path)))+"\x00") // the same, and another file
	blank(t, p.route.(*routetest.Panel).Frames)

	if err := syscall.Kill(p.pid, syscall.SIGUSR1); err != nil {
		t.Fatal(err)
	}

	eventually(t, "the process to run the new file", func() bool {
		one, oneErr := os.Stat(exe)
		other, otherErr := os.Stat(path)
		return oneErr == nil && otherErr == nil && os.SameFile(one, other)
	})
	p.answers(p.first())
	s := must[*store.Store](t)(store.Open(state, store.Opts{Beside: true}))
	if k, found, err := s.ByNumber(t.Context(), kept.Number); !found || err != nil || k.Hash != kept.Hash {
		t.Errorf("the case that was kept before: found %v, %v", found, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	text := string(must[[]byte](t)(os.ReadFile(filepath.Join(state, audit.File))))
	if strings.Count(text, "program-started") != 2 || !strings.Contains(text, "update-begun") || !strings.Contains(text, "attendant") {
		t.Errorf("the audit log says\n%s", text)
	}
}

// blank makes the panel black, in place: the program has it open.
func blank(t *testing.T, frames string) {
	t.Helper()
	f := must[*os.File](t)(os.OpenFile(frames, os.O_WRONLY, 0))
	_, err := io.Copy(f, io.LimitReader(zeros{}, 4*wide*high))
	if err = errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// like tells whether two pictures show the same page: its clock may have gone on.
func like(a, b *image.RGBA) bool {
	differ := 0
	for i := 0; i < len(a.Pix); i += 4 {
		if string(a.Pix[i:i+4]) != string(b.Pix[i:i+4]) {
			differ++
		}
	}
	return differ < wide*high/50
}

// forAnswer is how long the page of a press is waited for: far longer than it takes.
const forAnswer = 2 * time.Second

// answers presses the first target of the tour until another page comes: a program
// that has just come up may not feel yet.
func (p *program) answers(page *image.RGBA) {
	p.t.Helper()
	for deadline := time.Now().Add(patience); ; {
		p.press(p.tour[0])
		for end := time.Now().Add(forAnswer); time.Now().Before(end); <-time.After(50 * time.Millisecond) {
			if !like(page, p.route.Picture()) {
				return
			}
		}
		if time.Now().After(deadline) {
			p.t.Fatal("the glass does not answer")
		}
	}
}

// keepBeside leaves a case on the disk of a kiosk that runs.
func keepBeside(t *testing.T, state string) kiosk.Kept {
	t.Helper()
	d := must[*store.Store](t)(store.Open(state, store.Opts{Beside: true}))
	k := must[kiosk.Kept](t)(d.Keep(t.Context(), kiosk.NewCase{ID: "0192f0c1-0000-7000-8000-000000000001", Prefix: "S2", Matter: "concern", Sensitive: true, At: time.Now(), TimeTrusted: true},
		func(h kiosk.Head, n kiosk.CaseNumber) (kiosk.Record, error) {
			return kiosk.Record{ID: "record", Epoch: h.Epoch, Sequence: h.Sequence, Bytes: []byte("sealed " + n)}, nil
		}))
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return k
}

// A program for the place: a script that says what a kiosk would.
const (
	soundProgram = "#!/bin/sh\n[ \"$1\" = version ] && echo station365 kiosk v9.9.9 go1.26\nexit 0\n"
	illProgram   = "#!/bin/sh\n[ \"$1\" = version ] && { echo station365 kiosk v9.9.9 go1.26; exit 0; }\necho no such door >&2\nexit 1\n"
	noKiosk      = "#!/bin/sh\necho hello\n"
	halfProgram  = "\x7fELF and then the power went"
)

// programAt puts a file in place, as a package does.
func programAt(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path+".new", []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
}

func TestWhatStandsInThePlaceIsAskedWhetherItCanStart(t *testing.T) {
	for text, want := range map[string]string{soundProgram: "", illProgram: "no such door", noKiosk: "is no kiosk", halfProgram: "version: "} {
		s := &successor{program: filepath.Join(t.TempDir(), "kiosk"), config: "kiosk.toml"}
		programAt(t, s.program, text)

		version, err := s.prove(t.Context(), true)

		switch {
		case want == "" && (err != nil || version != "v9.9.9"):
			t.Errorf("a good one: version %q, %v", version, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestALinkThatIsTurnedAndAFileThatIsRewrittenAreSeen(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a", "b", "kiosk.toml"} {
		programAt(t, filepath.Join(dir, name), name)
	}
	turn := func(to string) {
		if err := errors.Join(os.Symlink(to, filepath.Join(dir, "new")), os.Rename(filepath.Join(dir, "new"), filepath.Join(dir, "kiosk"))); err != nil {
			t.Fatal(err)
		}
	}
	turn("a")
	s := &successor{program: filepath.Join(dir, "kiosk"), config: filepath.Join(dir, "kiosk.toml")}
	s.from = must[standing](t)(s.now())

	turn("b")
	turned := must[standing](t)(s.now())
	turn("a")
	back := must[standing](t)(s.now())
	if err := os.WriteFile(s.config, []byte("longer"), 0o600); err != nil {
		t.Fatal(err)
	}
	rewritten := must[standing](t)(s.now())

	if turned == s.from || s.changed(turned) != "program" {
		t.Errorf("a turned link is no change: %v", turned)
	}
	if back != s.from {
		t.Error("what was turned back is a change")
	}
	if rewritten == s.from || s.changed(rewritten) != "configuration" {
		t.Errorf("a rewritten configuration is no change: %v", rewritten)
	}
}

func TestThisProgramKnowsWhatItWasStartedFrom(t *testing.T) {
	config := write(t, "")

	s, err := startedFrom(config, nil)

	if err != nil {
		t.Fatal(err)
	}
	if now, err := s.now(); err != nil || now != s.from {
		t.Errorf("something was changed at once: %v, %v", now, err)
	}
	if _, err := startedFrom(config+"-missing", nil); err == nil {
		t.Error("a configuration that is not there was noted")
	}
}

// What a running kiosk asks: nothing is missed that it would miss, and it is not
// touched.
func TestCheckStart_SaysWhatWouldKeepTheProgramFromItsWork(t *testing.T) {
	c := bare(t)
	good := "[kiosk]\nid = \"shanan-2\"\ncommunity = \"shanan\"\nstate = \"" + c.Kiosk.State + "\"\n[centre]\nurl = \"mqtt://127.0.0.1:1\"\nidentity = \"none.json\"\n"
	for name, one := range map[string]struct {
		text  string
		flags []string
		says  string // "" if it can start
	}{
		"all is there":     {text: good},
		"no such key":      {text: good + "[kiosks]\n", says: "unknown key"},
		"no profile":       {text: strings.Replace(good, "[centre]", "station = \"none.json\"\n[centre]", 1), says: "none.json"},
		"must be enrolled": {text: good, flags: []string{"--enrolled"}, says: "keys"},
	} {
		path := write(t, one.text)

		code, _, errOut := call(append([]string{"check", "--config", path, "--start"}, one.flags...)...)

		if (code == exitOK) != (one.says == "") || !strings.Contains(errOut, one.says) {
			t.Errorf("%s: exit %d, %s", name, code, errOut)
		}
	}
	if _, err := os.Stat(c.Kiosk.State); err == nil {
		t.Error("the state directory was made")
	}
}
