package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode"

	"station365/kiosk/ui/backend"
)

// How long the hand waits for a screen, and between two taps: longer than the
// time in which the kiosk takes a second one for the trembling of the first.
const (
	forScreen   = 30 * time.Second
	betweenTaps = 450 * time.Millisecond
	dialEvery   = 50 * time.Millisecond
)

// The names that the kiosk's screens give to what can be touched.
const (
	nameStart   = "start"
	nameSpeak   = "door:speak"
	namePageOn  = "page:next"
	nameNext    = "nav:next"
	choiceNames = "choice:"
	keyNames    = "key:"
	editNames   = "edit:"
)

var (
	numberShape = regexp.MustCompile(`^` + prefix + `-\d{4,9}-\d$`)
	codeShape   = regexp.MustCompile(`[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}`)
)

// sight is what is on the glass at one moment.
type sight struct {
	on      backend.Description
	changed <-chan struct{}
}

func (s sight) target(name string) (backend.Target, bool) {
	for _, t := range s.on.Targets {
		if t.Name == name && t.Enabled {
			return t, true
		}
	}
	return backend.Target{}, false
}

func (s sight) offers(name string) bool { _, ok := s.target(name); return ok }

// first is the first that can be touched whose name begins so; "" for none.
func (s sight) first(beginning string) string {
	for _, t := range s.on.Targets {
		if t.Enabled && strings.HasPrefix(t.Name, beginning) {
			return t.Name
		}
	}
	return ""
}

func (s sight) text() string { return tight(strings.Join(s.on.Texts, "")) }

// told is the number and the check code on the glass; "" for what is not there.
func (s sight) told() (number, code string) {
	for _, t := range s.on.Texts {
		if n := tight(t); numberShape.MatchString(n) {
			number = n
		}
	}
	return number, codeShape.FindString(s.text())
}

func tight(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// glass is the kiosk's screen as seen through its socket, and a finger.
type glass struct {
	socket string
	seen   func(sight)

	mu      sync.Mutex
	client  *backend.DockClient
	on      backend.Description
	changed chan struct{}
}

func newGlass(socket string, seen func(sight)) *glass {
	return &glass{socket: socket, seen: seen, changed: make(chan struct{})}
}

// run follows the glass until it goes dark or ctx ends.
func (g *glass) run(ctx context.Context) error {
	again := time.NewTicker(dialEvery)
	defer again.Stop()
	for {
		if c, err := backend.DialDock(ctx, g.socket); err == nil {
			c.Described = g.describe
			g.mu.Lock()
			g.client = c
			g.mu.Unlock()
			return c.Run(ctx)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-again.C:
		}
	}
}

func (g *glass) describe(on backend.Description) {
	g.mu.Lock()
	g.on = on
	close(g.changed)
	g.changed = make(chan struct{})
	g.mu.Unlock()
	g.seen(sight{on: on})
}

func (g *glass) look() sight {
	g.mu.Lock()
	defer g.mu.Unlock()
	return sight{g.on, g.changed}
}

// until waits for a sight that satisfies ok.
func (g *glass) until(ctx context.Context, what string, ok func(sight) bool) (sight, error) {
	late := time.NewTimer(forScreen)
	defer late.Stop()
	for {
		s := g.look()
		if ok(s) {
			return s, nil
		}
		select {
		case <-s.changed:
		case <-late.C:
			return s, fmt.Errorf("waited in vain for %s; the glass says %q", what, s.text())
		case <-ctx.Done():
			return s, ctx.Err()
		}
	}
}

// errGone is something that could be touched before the hand had come to it: a
// look at the glass says what to do instead.
var errGone = errors.New("it cannot be touched any more")

var errDark = errors.New("the kiosk's glass is dark")

// tap touches what is called name, and waits until the glass has changed.
func (g *glass) tap(ctx context.Context, name string) error {
	before := g.look().text()
	if err := g.touch(ctx, name); err != nil {
		return err
	}
	_, err := g.until(ctx, "what "+name+" does", func(s sight) bool { return s.text() != before || !s.offers(name) })
	return err
}

// touch rests and touches what is called name.
func (g *glass) touch(ctx context.Context, name string) error {
	if !pause(ctx, betweenTaps) {
		return ctx.Err()
	}
	t, ok := g.look().target(name)
	if !ok {
		return errGone
	}
	g.mu.Lock()
	c := g.client
	g.mu.Unlock()
	if c == nil {
		return errDark
	}
	at := t.Rect.Min.Add(t.Rect.Size().Div(2))
	for _, kind := range []backend.TouchKind{backend.Down, backend.Up} {
		if err := c.Touch(backend.Touch{X: at.X, Y: at.Y, Kind: kind}); err != nil {
			return err
		}
	}
	return nil
}
