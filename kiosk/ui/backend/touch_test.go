package backend

import (
	"context"
	"encoding/binary"
	"errors"
	"image"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// said encodes input events; each is a kind, a code and a value.
func said(events ...[3]int) []byte {
	var out []byte
	for _, e := range events {
		out = append(out, make([]byte, eventLength-8)...)
		out = binary.NativeEndian.AppendUint16(out, uint16(e[0]))
		out = binary.NativeEndian.AppendUint16(out, uint16(e[1]))
		out = binary.NativeEndian.AppendUint32(out, uint32(int32(e[2])))
	}
	return out
}

var report = [3]int{evSyn, synReport, 0}

func heard(axes map[uint16]axis, pieces ...[]byte) []Touch {
	var out []Touch
	t := &touchEvents{glass: image.Pt(1080, 1920), axes: axes, emit: func(t Touch) { out = append(out, t) }}
	for _, p := range pieces {
		t.feed(p)
	}
	return out
}

func TestAFingerIsPutDownMovedAndLifted(t *testing.T) {
	got := heard(nil, said(
		[3]int{evAbs, absX, 100}, [3]int{evAbs, absY, 200}, [3]int{evKey, btnTouch, 1}, report,
		[3]int{evAbs, absX, 110}, report, report,
		[3]int{evKey, btnTouch, 0}, report,
	))

	want := []Touch{{100, 200, Down}, {110, 200, Move}, {110, 200, Up}}
	if !slices.Equal(got, want) {
		t.Errorf("heard %v, want %v", got, want)
	}
}

func TestAPanelsOwnRangeIsScaledToTheGlass(t *testing.T) {
	range15 := axis{min: 0, max: 32767}
	axes := map[uint16]axis{absMtX: range15, absMtY: range15}

	got := heard(axes, said(
		[3]int{evAbs, absMtTrackingID, 7}, [3]int{evAbs, absMtX, 32767}, [3]int{evAbs, absMtY, 16384}, report,
	))

	if want := []Touch{{1079, 959, Down}}; !slices.Equal(got, want) {
		t.Errorf("heard %v, want %v", got, want)
	}
}

func TestASecondFingerChangesNothing(t *testing.T) {
	got := heard(nil, said(
		[3]int{evAbs, absSlot, 0}, [3]int{evAbs, absMtTrackingID, 1}, [3]int{evAbs, absMtX, 300}, [3]int{evAbs, absMtY, 400}, report,
		[3]int{evAbs, absSlot, 1}, [3]int{evAbs, absMtTrackingID, 2}, [3]int{evAbs, absMtX, 900}, [3]int{evAbs, absMtY, 900}, report,
		[3]int{evAbs, absMtTrackingID, -1}, report,
		[3]int{evAbs, absSlot, 0}, [3]int{evAbs, absMtTrackingID, -1}, report,
	))

	if want := []Touch{{300, 400, Down}, {300, 400, Up}}; !slices.Equal(got, want) {
		t.Errorf("heard %v, want %v", got, want)
	}
}

func TestWhenEventsWereDroppedTheFingerIsLetGoWithoutATap(t *testing.T) {
	got := heard(nil, said(
		[3]int{evAbs, absX, 100}, [3]int{evAbs, absY, 200}, [3]int{evKey, btnTouch, 1}, report,
		[3]int{evSyn, synDropped, 0}, [3]int{evAbs, absX, 500}, report,
	))

	if want := []Touch{{100, 200, Down}, {offGlass, offGlass, Up}}; !slices.Equal(got, want) {
		t.Errorf("heard %v, want %v", got, want)
	}
}

func TestEventsMayComeInPieces(t *testing.T) {
	whole := said([3]int{evAbs, absX, 100}, [3]int{evAbs, absY, 200}, [3]int{evKey, btnTouch, 1}, report)
	var pieces [][]byte
	for i := range whole {
		pieces = append(pieces, whole[i:i+1])
	}

	if got := heard(nil, pieces...); !slices.Equal(got, []Touch{{100, 200, Down}}) {
		t.Errorf("heard %v", got)
	}
}

// Whatever a panel says, touches come in order: down, moves, up.
func FuzzTouchEvents(f *testing.F) {
	f.Add(said([3]int{evAbs, absX, 1}, [3]int{evKey, btnTouch, 1}, report, [3]int{evKey, btnTouch, 0}, report))
	f.Add(said([3]int{evAbs, absSlot, 3}, [3]int{evAbs, absMtTrackingID, -1}, report, [3]int{evSyn, synDropped, 0}, report))
	f.Fuzz(func(t *testing.T, data []byte) {
		down := false
		axes := map[uint16]axis{absX: {0, 4095}, absMtY: {5, 5}}
		events := &touchEvents{glass: image.Pt(1080, 1920), axes: axes, emit: func(touch Touch) {
			if (touch.Kind == Down) == down {
				t.Fatalf("%v while down is %v", touch, down)
			}
			down = touch.Kind != Up
		}}
		events.feed(data)
		events.lose()
		if down {
			t.Fatal("the finger is still down after it was lost")
		}
	})
}

// listening reads a path until the test ends; its touches come out of the channel.
func listening(t *testing.T, path string) <-chan Touch {
	t.Helper()
	touches := make(chan Touch, 100)
	ctx, cancel := context.WithCancel(t.Context())
	var reading sync.WaitGroup
	reading.Go(func() {
		panel := touchPanel{path: path, size: image.Pt(1080, 1920), emit: func(t Touch) { touches <- t }, missing: func(error) {}}
		if err := panel.follow(ctx); err != nil {
			t.Errorf("read touches: %v", err)
		}
	})
	t.Cleanup(func() { cancel(); reading.Wait() })
	return touches
}

func TestAPipeIsAPanelThatGivesPixels(t *testing.T) {
	path := filepath.Join(t.TempDir(), "touch")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	touches := listening(t, path)
	pipe, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()

	if _, err := pipe.Write(said([3]int{evAbs, absX, 540}, [3]int{evAbs, absY, 960}, [3]int{evKey, btnTouch, 1}, report)); err != nil {
		t.Fatal(err)
	}

	select {
	case got := <-touches:
		if got != (Touch{540, 960, Down}) {
			t.Errorf("heard %v", got)
		}
	case <-time.After(patience):
		t.Fatal("nothing was heard")
	}
}

func TestAPlainFileIsNoPanel(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}

	g, _ := bench(t)
	err := g.ReadTouches(t.Context(), path, Upright)

	if !errors.Is(err, errNoPanel) {
		t.Errorf("got %v, want %v", err, errNoPanel)
	}
}

func TestAMissingPanelIsToldOnceAndFoundWhenItComes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "touch")
	told := make(chan error, 100)
	touches := make(chan Touch, 100)
	panel := touchPanel{path: path, size: image.Pt(100, 100), emit: func(t Touch) { touches <- t }, missing: func(err error) { told <- err }}
	ctx, cancel := context.WithCancel(t.Context())
	var reading sync.WaitGroup
	reading.Go(func() {
		if err := panel.follow(ctx); err != nil {
			t.Errorf("follow: %v", err)
		}
	})
	t.Cleanup(func() { cancel(); reading.Wait() })
	if err := <-told; !errors.Is(err, os.ErrNotExist) {
		t.Errorf("told %v", err)
	}

	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	pipe, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()
	if _, err := pipe.Write(said([3]int{evAbs, absX, 5}, [3]int{evAbs, absY, 6}, [3]int{evKey, btnTouch, 1}, report)); err != nil {
		t.Fatal(err)
	}

	select {
	case got := <-touches:
		if got != (Touch{5, 6, Down}) {
			t.Errorf("heard %v", got)
		}
	case <-time.After(patience):
		t.Fatal("the panel was not found")
	}
	if len(told) > 0 {
		t.Errorf("told again: %v", <-told)
	}
}
