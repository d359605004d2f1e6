//go:build dock

package backend

import (
	"bytes"
	"context"
	"image"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

// docked is a glass with a dock, and a client that has greeted it.
func docked(t *testing.T) (*Glass, *DockClient) {
	t.Helper()
	g, _ := bench(t)
	run(t, g)
	path := filepath.Join(t.TempDir(), "dock")
	ctx, cancel := context.WithCancel(t.Context())
	var serving sync.WaitGroup
	serving.Go(func() {
		if err := ServeDock(ctx, path, g); err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	t.Cleanup(func() { cancel(); serving.Wait() })
	return g, dialled(t, path)
}

// dialled tries until the socket is there.
func dialled(t *testing.T, path string) *DockClient {
	t.Helper()
	deadline := time.After(patience)
	for {
		c, err := DialDock(t.Context(), path)
		if err == nil {
			return c
		}
		select {
		case <-deadline:
			t.Fatalf("dial: %v", err)
		case <-time.Tick(time.Millisecond):
		}
	}
}

func TestADockShowsTheGlassAndPressesIt(t *testing.T) {
	g, c := docked(t)
	ctx, hangUp := context.WithCancel(t.Context())
	if c.Size() != image.Pt(480, 640) {
		t.Errorf("the glass is %v, want 480 × 640", c.Size())
	}
	frame := image.NewRGBA(image.Rect(0, 0, 480, 640))
	described := make(chan Description, 1000)
	c.Frame = func(r image.Rectangle, rgba []byte) {
		for y := range r.Dy() {
			copy(frame.Pix[frame.PixOffset(r.Min.X, r.Min.Y+y):], rgba[y*r.Dx()*4:(y+1)*r.Dx()*4])
		}
	}
	c.Described = func(d Description) { described <- d }
	var reading sync.WaitGroup
	reading.Go(func() {
		if err := c.Run(ctx); err != nil {
			t.Errorf("client: %v", err)
		}
	})
	k, done := newKey("下一步"), newKey("好了")
	k.onTap = func() { g.SetContent(free(at(done, 100, 300, 120, 100))) }
	fyne.Do(func() { g.SetContent(free(at(k, 100, 100, 120, 100))) })
	until(t, described, "下一步")

	if err := c.Touch(Touch{X: 150, Y: 150, Kind: Down}); err != nil {
		t.Fatal(err)
	}
	if err := c.Touch(Touch{X: 150, Y: 150, Kind: Up}); err != nil {
		t.Fatal(err)
	}
	until(t, described, "好了")

	hangUp()
	reading.Wait()
	if !bytes.Equal(frame.Pix, g.Frame().Pix) {
		t.Error("the client's frame is not the glass's")
	}
}

// until waits for a description with a target of that name.
func until(t *testing.T, described <-chan Description, name string) {
	t.Helper()
	deadline := time.After(patience)
	for {
		select {
		case d := <-described:
			for _, target := range d.Targets {
				if target.Name == name {
					return
				}
			}
		case <-deadline:
			t.Fatalf("%s was never described", name)
		}
	}
}

func FuzzDockMessages(f *testing.F) {
	var frame, touch bytes.Buffer
	_ = writeMessage(&frame, frameMessage, append(words(1, 2, 1, 1), 1, 2, 3, 4))
	_ = writeMessage(&touch, touchMessage, words(0, 5, 6))
	f.Add(frame.Bytes())
	f.Add(touch.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		name, body, err := readMessage(bytes.NewReader(data))
		if err != nil {
			return
		}
		if touch, err := parseTouch(name, body); err == nil && touch.Kind > Up {
			t.Errorf("took a touch of kind %d", touch.Kind)
		}
		if r, rows, err := parseFrame(body); err == nil && len(rows) != 4*r.Dx()*r.Dy() {
			t.Errorf("took %d bytes for %v", len(rows), r)
		}
	})
}
