package serialtest_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"station365/devices"
	"station365/devices/serial/serialtest"
)

const dialogue = `
# two questions
> 01 02  first
> 03
< 0A0B
< 0C
> 04
`

// witness stands in for a test that is expected to fail.
type witness struct {
	testing.TB
	errors   []string
	cleanups []func()
}

func (w *witness) Helper()                   {}
func (w *witness) Failed() bool              { return len(w.errors) > 0 }
func (w *witness) Cleanup(f func())          { w.cleanups = append(w.cleanups, f) }
func (w *witness) Errorf(f string, a ...any) { w.errors = append(w.errors, fmt.Sprintf(f, a...)) }
func (w *witness) end() []string {
	for _, f := range w.cleanups {
		f()
	}
	return w.errors
}

func TestADialogueIsPlayedToItsEnd(t *testing.T) {
	p := serialtest.Play(t, strings.NewReader(dialogue))
	buf := make([]byte, 2)

	if _, err := p.Receive(buf, 0); !errors.Is(err, devices.ErrTimeout) {
		t.Errorf("before the question: %v", err)
	}
	if n, err := p.Send([]byte{1, 2, 3}, 0); n != 3 || err != nil {
		t.Errorf("send: %d, %v", n, err)
	}
	for _, want := range []string{"\x0a\x0b", "\x0c"} {
		if n, err := p.Receive(buf, 0); err != nil || string(buf[:n]) != want {
			t.Errorf("received %x, %v, want %x", buf[:n], err, want)
		}
	}
	if _, err := p.Send([]byte{4}, 0); err != nil {
		t.Errorf("last: %v", err)
	}
	<-p.Over()
	if _, err := p.Receive(buf, 0); !errors.Is(err, devices.ErrGone) {
		t.Errorf("after the end: %v", err)
	}
}

func TestAnotherByteThanWrittenFailsTheTest(t *testing.T) {
	w := &witness{}
	p := serialtest.Play(w, strings.NewReader(dialogue))

	_, err := p.Send([]byte{1, 9}, 0)

	if errs := w.end(); !errors.Is(err, devices.ErrGone) || len(errs) != 1 || !strings.Contains(errs[0], "line 3") {
		t.Errorf("%v, %q", err, errs)
	}
}

func TestALineLeftUnplayedFailsTheTest(t *testing.T) {
	w := &witness{}
	p := serialtest.Play(w, strings.NewReader(dialogue))

	_, _ = p.Send([]byte{1, 2, 3}, 0)

	if errs := w.end(); len(errs) != 1 || !strings.Contains(errs[0], "line 5 and 2 more were not played") {
		t.Errorf("%q", errs)
	}
}

func TestWhatADeviceSaidUnaskedIsRead_NotADialogue(t *testing.T) {
	said, err := serialtest.Said(strings.NewReader("# two codes\n< 310D  after 17ms\n< 320D\n"))
	if err != nil || string(said) != "1\r2\r" {
		t.Errorf("it said %q, %v", said, err)
	}

	if _, err := serialtest.Said(strings.NewReader(dialogue)); err == nil {
		t.Error("a dialogue passes")
	}
}
