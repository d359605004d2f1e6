//go:build dock

package backend

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"net"
	"sync"
)

// HasDock says whether this program is the demonstration's.
const HasDock = true

// ServeDock shows a running glass to clients on a Unix socket and takes their
// touches, until the context ends. It is for the demonstration: whoever may
// open the socket may press the glass.
func ServeDock(ctx context.Context, socketPath string, g *Glass) error {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "unix", socketPath)
	if err != nil {
		return fmt.Errorf("open dock: %w", err)
	}
	stop := context.AfterFunc(ctx, func() { _ = listener.Close() }) // wakes Accept
	defer stop()
	defer listener.Close()
	var clients sync.WaitGroup
	defer clients.Wait()
	for {
		conn, err := listener.Accept()
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("accept at dock: %w", err)
		}
		clients.Go(func() { serveClient(ctx, conn, g) })
	}
}

// serveClient ends with the context or when the client hangs up.
func serveClient(ctx context.Context, conn net.Conn, g *Glass) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() }) // wakes reads and writes
	defer stop()
	defer conn.Close()
	v := &view{fresh: make(chan struct{}, 1)}
	g.watch(v)
	defer g.unwatch(v)
	var writer sync.WaitGroup
	writer.Go(func() {
		defer cancel()
		size := g.frame.Rect.Size()
		if err := v.send(ctx, conn, size); err != nil && ctx.Err() == nil {
			g.opts.Logger.Info("dock client gone", "err", err)
		}
	})
	read := bufio.NewReader(conn)
	for {
		name, body, err := readMessage(read)
		if err != nil {
			break
		}
		touch, err := parseTouch(name, body)
		if err != nil {
			g.opts.Logger.Warn("dock client refused", "err", err)
			break
		}
		g.Touch(touch)
	}
	cancel()
	_ = conn.Close() // wakes the writer
	writer.Wait()
}

// view is the glass as one client will see it: frames that come faster than the
// client reads are joined.
type view struct {
	fresh chan struct{}

	mu      sync.Mutex
	frame   *image.RGBA
	changed damage
	told    []byte // the description, encoded
}

func (v *view) saw(frame *image.RGBA, parts []image.Rectangle, d Description) {
	told, err := json.Marshal(d)
	if err != nil {
		return // strings and rectangles always encode
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.frame == nil {
		v.frame = image.NewRGBA(frame.Rect)
	}
	for _, r := range parts {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			from, to := frame.PixOffset(r.Min.X, y), frame.PixOffset(r.Max.X, y)
			copy(v.frame.Pix[from:to], frame.Pix[from:to])
		}
		v.changed.add(r)
	}
	v.told = told
	select {
	case v.fresh <- struct{}{}:
	default:
	}
}

func (v *view) send(ctx context.Context, conn net.Conn, size image.Point) error {
	out := bufio.NewWriterSize(conn, 1<<16)
	if err := writeMessage(out, sizeMessage, words(size.X, size.Y)); err != nil {
		return err
	}
	for {
		if err := out.Flush(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-v.fresh:
		}
		frames, told := v.take()
		for _, frame := range frames {
			if err := writeMessage(out, frameMessage, frame); err != nil {
				return err
			}
		}
		if err := writeMessage(out, descriptionMessage, told); err != nil {
			return err
		}
	}
}

// take encodes what has changed since the last call.
func (v *view) take() (frames [][]byte, told []byte) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, r := range v.changed.parts {
		frame := words(r.Min.X, r.Min.Y, r.Dx(), r.Dy())
		for y := r.Min.Y; y < r.Max.Y; y++ {
			frame = append(frame, v.frame.Pix[v.frame.PixOffset(r.Min.X, y):v.frame.PixOffset(r.Max.X, y)]...)
		}
		frames = append(frames, frame)
	}
	v.changed = damage{}
	return frames, v.told
}
