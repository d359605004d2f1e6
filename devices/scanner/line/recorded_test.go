package line_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices"
	"station365/devices/scanner"
	"station365/devices/scanner/line"
	"station365/devices/scanner/line/emulator"
	"station365/devices/scanner/scannertest"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// recordAnew writes the transcripts below from a live line; a real scanner's may be
// put in their place, with the codes of scannertest.Shown held before it and then a
// code of the single byte 01.
var recordAnew = flag.Bool("record", false, "write testdata/recorded-*.txt anew")

const recordedTitle = `A session on a live line, with an emulated scanner: every text of scannertest.Shown,
each five seconds after the other, then a control character where a code should be.
Made by "go test -run SessionIsRecorded -record".`

// recordedFormats are scanners by how they are set.
var recordedFormats = map[string]line.Format{
	"cr":               usual,
	"gb18030-stx-crlf": {Prefix: "\x02", Suffix: line.CRLF, Charset: "gb18030"},
}

func transcriptOf(format string) string { return filepath.Join("testdata", "recorded-"+format+".txt") }

func TestASessionIsRecordedAsItWasHeld(t *testing.T) {
	for name, f := range recordedFormats {
		var live bytes.Buffer
		synctest.Test(t, func(t *testing.T) { record(t, f, &live) })
		if *recordAnew {
			if err := os.WriteFile(transcriptOf(name), live.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		kept, err := os.ReadFile(transcriptOf(name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(kept, live.Bytes()) {
			t.Errorf("the session has changed; look at both and run with -record:\n%s", live.String())
		}
	}
}

// record holds the session.
func record(t *testing.T, f line.Format, to *bytes.Buffer) {
	s, err := emulator.New(emulator.Opts{Baud: 9600, Prefix: f.Prefix, Suffix: f.Suffix, Charset: f.Charset})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	var got []string
	d := line.New(func() (serial.Conn, error) {
		near, far := serialtest.Pipe()
		all.Go(func() { _ = s.Run(ctx, far) })
		return serialtest.Record(near, to, recordedTitle, nil, nil), nil
	}, line.Opts{Port: "live", Format: f})
	all.Go(func() {
		_ = d.Run(ctx, func(e scanner.Event) {
			if e.Kind == scanner.CodeScanned {
				got = append(got, e.Code.Text.Reveal())
			}
		})
	})
	for _, text := range scannertest.Shown() {
		if err := s.Scan(text); err != nil {
			t.Error(err)
		}
		time.Sleep(5 * time.Second)
	}
	s.Say([]byte("\x01" + f.Suffix))
	time.Sleep(5 * time.Second)
	cancel()
	all.Wait()
	if !slices.Equal(got, scannertest.Shown()) {
		t.Errorf("the session had the codes %q", got)
	}
}

func TestTheDriverKeepsTheContractOnARecordedLine(t *testing.T) {
	for name, f := range recordedFormats {
		t.Run(name, func(t *testing.T) {
			scannertest.Conform(t, func(t *testing.T, part func(*testing.T, *scannertest.Bench)) {
				synctest.Test(t, func(t *testing.T) {
					r := newRecording(t, name, f)
					part(t, &scannertest.Bench{
						Scanner: line.New(r.open, line.Opts{Port: transcriptOf(name), Format: f}),
						Show:    func(text string) { r.play(slices.Index(scannertest.Shown(), text)) },
						Bad:     func() { r.play(len(scannertest.Shown())); time.Sleep(time.Second) },
						Wait:    func() { time.Sleep(5 * time.Second) },
					})
				})
			})
		})
	}
}

// recording is what a scanner was heard to send, cut at its suffix.
type recording struct {
	t      *testing.T
	scenes [][]byte
	said   chan []byte
}

func newRecording(t *testing.T, name string, f line.Format) *recording {
	t.Helper()
	file, err := os.Open(transcriptOf(name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	all, err := serialtest.Said(file)
	if err != nil {
		t.Fatal(err)
	}
	scenes := bytes.SplitAfter(all, []byte(f.Suffix)) // with nothing behind the last
	if want := len(scannertest.Shown()) + 2; len(scenes) != want {
		t.Fatalf("%d scenes, want %d", len(scenes), want)
	}
	return &recording{t: t, scenes: scenes, said: make(chan []byte, 1)}
}

func (r *recording) play(scene int) {
	if scene < 0 {
		r.t.Error("the suite holds up what Shown does not list")
		return
	}
	r.said <- r.scenes[scene]
}

func (r *recording) open() (serial.Conn, error) {
	return &recordedLine{recording: r, shut: make(chan struct{})}, nil
}

// recordedLine is one opening of it.
type recordedLine struct {
	*recording
	left []byte // Receive's
	once sync.Once
	shut chan struct{}
}

// Receive gives lumps of a fifo's size, as a line does.
func (l *recordedLine) Receive(buf []byte, wait time.Duration) (int, error) {
	const fifo = 16
	if len(l.left) == 0 {
		select {
		case l.left = <-l.said:
		case <-time.After(wait):
			return 0, fmt.Errorf("receive: %w", devices.ErrTimeout)
		case <-l.shut:
			return 0, fmt.Errorf("receive: %w", devices.ErrGone)
		}
	}
	n := copy(buf[:min(len(buf), fifo)], l.left)
	l.left = l.left[n:]
	return n, nil
}

// Send is for nothing: a scanner is asked nothing.
func (l *recordedLine) Send(b []byte, _ time.Duration) (int, error) {
	l.t.Errorf("the host says %X to a scanner", b)
	return 0, fmt.Errorf("send: %w", devices.ErrGone)
}

func (l *recordedLine) Close() error {
	l.once.Do(func() { close(l.shut) })
	return nil
}
