package page

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"image"
	"image/color"
	"image/png"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// patience is how long a test on loopback waits.
const patience = 20 * time.Second

// stage notes what viewers do.
type stage struct{ done chan string }

func (s stage) Touch(x, y int, kind string) error {
	s.done <- strings.Join([]string{kind, string(rune('0' + x)), string(rune('0' + y))}, " ")
	return nil
}
func (s stage) Lay(person string) error { s.done <- "lay " + person; return nil }
func (s stage) Lift() error             { s.done <- "lift"; return nil }
func (s stage) Scan() error             { s.done <- "scan"; return nil }
func (s stage) Switch(name string, on bool) error {
	return errors.New("the switch " + name + " is stuck")
}
func (s stage) Move(_ context.Context, number, status string) error {
	s.done <- "move " + number + " " + status
	return nil
}

// open serves a page and opens its line as a browser does.
func open(t *testing.T) (*Board, stage, *websocket.Conn) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	listener, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	s, board := stage{make(chan string, 10)}, NewBoard()
	p := New(listener, board, s, slog.New(slog.DiscardHandler))
	var serving sync.WaitGroup
	serving.Go(func() {
		if err := p.Serve(ctx); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(func() { cancel(); serving.Wait() })
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	r, err := browser.Get(p.URL())
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("open the page: %v %v", r, err)
	}
	_ = r.Body.Close()
	host := listener.Addr().String()
	c, _, err := websocket.Dial(ctx, "ws://"+host+"/line", &websocket.DialOptions{HTTPClient: browser, HTTPHeader: http.Header{"Origin": {"http://" + host}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.CloseNow() })
	c.SetReadLimit(1 << 20)
	return board, s, c
}

// next is the next message of a kind.
func next(t *testing.T, c *websocket.Conn, kind websocket.MessageType) []byte {
	t.Helper()
	for {
		got, message, err := c.Read(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got == kind {
			return message
		}
	}
}

func say(t *testing.T, c *websocket.Conn, i intent) {
	t.Helper()
	text, err := json.Marshal(i)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Write(t.Context(), websocket.MessageText, text); err != nil {
		t.Fatal(err)
	}
}

func TestAViewerSeesTheChangedPartOfTheGlass(t *testing.T) {
	board, _, c := open(t)
	glass := image.NewRGBA(image.Rect(0, 0, 60, 80))
	board.Glass(glass, glass.Rect)
	next(t, c, websocket.MessageBinary)
	glass.Set(33, 44, color.White)

	board.Glass(glass, image.Rect(30, 40, 40, 50))

	m := next(t, c, websocket.MessageBinary)
	var head [4]uint16
	if _, err := binary.Decode(m[1:9], binary.BigEndian, &head); err != nil {
		t.Fatal(err)
	}
	part, err := png.Decode(bytes.NewReader(m[9:]))
	if err != nil {
		t.Fatal(err)
	}
	if m[0] != glassPatch || head != [4]uint16{60, 80, 30, 40} || part.Bounds().Size() != image.Pt(10, 10) {
		t.Fatalf("kind %d, %v, part %v", m[0], head, part.Bounds())
	}
	if r, _, _, _ := part.At(3, 4).RGBA(); r != 0xffff {
		t.Error("the changed pixel is not in the part")
	}
}

func TestAViewerSeesTheStateOnceUntilItChanges(t *testing.T) {
	board, _, c := open(t)
	for _, laid := range []string{"lixiuyun", "lixiuyun", ""} {
		if err := board.State(State{Laid: laid}); err != nil {
			t.Fatal(err)
		}
	}
	for {
		var s State
		if err := json.Unmarshal(next(t, c, websocket.MessageText), &s); err != nil {
			t.Fatal(err)
		}
		if s.Laid == "" {
			return
		}
	}
}

func TestWhatAViewerDoesReachesTheStage(t *testing.T) {
	_, s, c := open(t)
	for want, i := range map[string]intent{
		"down 3 4":             {Do: "touch", Kind: "down", X: 3, Y: 4},
		"lay lixiuyun":         {Do: "lay", Person: "lixiuyun"},
		"lift":                 {Do: "lift"},
		"scan":                 {Do: "scan"},
		"move S2-1-9 accepted": {Do: "move", Number: "S2-1-9", Status: "accepted"},
	} {
		say(t, c, i)
		select {
		case got := <-s.done:
			if got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		case <-time.After(patience):
			t.Fatalf("%q did not reach the stage", want)
		}
	}
}

func TestTroubleIsToldToWhoAskedForIt(t *testing.T) {
	_, _, c := open(t)

	say(t, c, intent{Do: "switch", Name: "no-paper", On: true})

	if got := string(next(t, c, websocket.MessageText)); !strings.Contains(got, "the switch no-paper is stuck") {
		t.Errorf("got %s", got)
	}
}

func TestTheLineIsClosedToWhoHasNoCookie(t *testing.T) {
	listener, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var serving sync.WaitGroup
	p := New(listener, NewBoard(), stage{}, slog.New(slog.DiscardHandler))
	serving.Go(func() { _ = p.Serve(ctx) })
	defer serving.Wait()
	defer cancel()

	_, r, err := websocket.Dial(t.Context(), "ws://"+listener.Addr().String()+"/line", nil)

	if err == nil || r == nil || r.StatusCode != http.StatusForbidden {
		t.Errorf("got %v, %v", r, err)
	}
}

func TestATakenPortIsPassedBy(t *testing.T) {
	first, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	taken := first.Addr().String()

	second, err := Listen(portOf(t, taken))

	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if second.Addr().String() == taken {
		t.Error("one port was taken twice")
	}
}
