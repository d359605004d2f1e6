package backend

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"log/slog"
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"station365/assets"
)

// The tests of the routes press a glass from outside: the test's own program runs
// again, as a program with a glass and nothing else. It says what counted, and its
// clock passes when it is told to, so that a finger can lie for ten seconds at once.

// What in the environment makes the program a subject.
const (
	subjectRoute = "STATION365_SUBJECT_ROUTE" // window or static
	subjectPanel = "STATION365_SUBJECT_PANEL" // of the static one: a file for frames
	subjectTouch = "STATION365_SUBJECT_TOUCH" // and a pipe of input events
)

// subjectSize is the glass of the subject, 4 pixels to the millimetre.
var subjectSize = image.Pt(480, 640)

func TestMain(m *testing.M) {
	route := os.Getenv(subjectRoute)
	os.Exit(OnMain(func() int {
		if route == "" {
			return m.Run()
		}
		if err := beSubject(route, os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return 0
	}))
}

// beSubject runs until its input ends.
func beSubject(route string, in io.Reader, out io.Writer) error {
	c := &clock{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	regular, bold := assets.Fonts()
	o := Opts{Width: subjectSize.X, Height: subjectSize.Y, PixelsPerMM: 4, Regular: regular, Bold: bold, Now: c.Now,
		Logger: slog.New(slog.NewTextHandler(os.Stderr, nil))}
	if route != "window" {
		panel, closer, err := OpenFramebuffer(os.Getenv(subjectPanel), o.Width, o.Height)
		if err != nil {
			return err
		}
		defer closer.Close()
		o.Sink = panel
	}
	g, err := New(o)
	if err != nil {
		return err
	}
	p := &subjectPage{glass: g, out: out}
	g.Do(func() { g.SetContent(p.first()) })
	g.Do(func() { p.say("shown") })
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 2)
	parts := 1
	if route == "window" {
		go func() { ended <- RunInWindow(ctx, g) }()
	} else {
		parts = 2
		go func() { ended <- g.Run(ctx) }()
		go func() { ended <- g.ReadTouches(ctx, os.Getenv(subjectTouch), Upright) }()
	}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if d, err := time.ParseDuration(lines.Text()); err == nil {
			c.pass(d)
			fmt.Fprintln(out, "passed", d)
		}
	}
	cancel()
	for range parts {
		err = errors.Join(err, <-ended)
	}
	return err
}

// subjectPage is what the subject shows; what counts on it is said.
type subjectPage struct {
	glass *Glass
	out   io.Writer
}

func (p *subjectPage) say(words ...any) { fmt.Fprintln(p.out, words...) }

func (p *subjectPage) first() fyne.CanvasObject {
	next := p.key("下一步", 100, 250, 120, 100)
	next.onTap = func() {
		p.say("tap", next.name)
		p.glass.SetContent(p.second())
	}
	stroke := &spokenBoard{say: p.say}
	stroke.ExtendBaseWidget(stroke)
	return free(p.key("边", 0, 0, 480, 80), p.key("确定", 100, 100, 120, 100), p.key("取消", 224, 100, 120, 100),
		next, at(stroke, 260, 250, 160, 160), p.key("完", 100, 480, 280, 100))
}

// second lies where first lay, with a key under the key that led here.
func (p *subjectPage) second() fyne.CanvasObject {
	back := p.key("上一步", 100, 100, 120, 100)
	back.onTap = func() {
		p.say("tap", back.name)
		p.glass.SetContent(p.first())
	}
	return free(back, p.key("打印", 90, 240, 200, 200), p.key("完", 100, 480, 280, 100))
}

func (p *subjectPage) key(name string, x, y, w, h float32) *key {
	k := newKey(name)
	k.onTap = func() { p.say("tap", name) }
	k.onPress = func(down bool) { p.say(map[bool]string{true: "down", false: "up"}[down], name) }
	return at(k, x, y, w, h)
}

// spokenBoard says where a stroke began and how it ended.
type spokenBoard struct {
	board
	say func(...any)
}

func (b *spokenBoard) DragEnd() {
	first, last := b.strokes[0], b.strokes[len(b.strokes)-1]
	b.say("stroke", int(first.X), int(first.Y), "to", int(last.X), int(last.Y))
	b.strokes = nil
}
