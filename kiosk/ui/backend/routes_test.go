package backend

import (
	"bufio"
	"bytes"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"station365/kiosk/ui/backend/routetest"
)

// step is one thing that a hand does in front of a subject.
type step func(s *subject)

func down(x, y int) step        { return func(s *subject) { s.route.Down(x, y) } }
func move(x, y int) step        { return func(s *subject) { s.route.Move(x, y) } }
func up(x, y int) step          { return func(s *subject) { s.route.Up(x, y) } }
func hear(said string) step     { return func(s *subject) { s.await(said) } }
func pass(d time.Duration) step { return func(s *subject) { s.pass(d) } }

// hold is a finger on a key for as long as told.
func hold(key string, x, y int, held time.Duration) []step {
	return []step{down(x, y), hear("down " + key), pass(held), up(x, y), hear("up " + key)}
}

func steps(parts ...any) (all []step) {
	for _, p := range parts {
		switch p := p.(type) {
		case step:
			all = append(all, p)
		case []step:
			all = append(all, p...)
		}
	}
	return all
}

// presses is what a press is, on every route: the glass's promise to a resident.
var presses = []struct {
	name  string
	steps []step
	want  []string // what counted
}{
	{"thirty milliseconds count", hold("确定", 150, 150, 30*time.Millisecond), []string{"tap 确定"}},
	{"one too short to be seen counts", steps(down(150, 150), up(150, 150)), []string{"tap 确定"}},
	{"a second and a half counts", hold("确定", 150, 150, 1500*time.Millisecond), []string{"tap 确定"}},
	{"ten seconds count", hold("确定", 150, 150, 10*time.Second), []string{"tap 确定"}},
	{"a shake of nearly eight millimetres counts", steps(down(105, 105), hear("down 确定"), move(105, 74), up(90, 95)), []string{"tap 确定"}},
	{"one of more does not", steps(down(105, 105), hear("down 确定"), move(105, 70), hear("up 确定"), up(105, 105)), nil},
	{"a second tap within 400 ms is the same wish", steps(hold("确定", 150, 150, 60*time.Millisecond), pass(330*time.Millisecond), hold("确定", 155, 152, 60*time.Millisecond)), []string{"tap 确定"}},
	{"a finger that slides off takes its press back", steps(down(105, 105), move(105, 60), hear("up 确定"), move(110, 110), up(110, 110)), nil},
	{"a finger lifted on another key presses neither", steps(down(150, 150), move(280, 150), up(280, 150)), nil},
	{"a double tap counts once", steps(hold("确定", 150, 150, 60*time.Millisecond), pass(150*time.Millisecond), hold("确定", 155, 152, 60*time.Millisecond)), []string{"tap 确定"}},
	{"two deliberate presses count twice", steps(hold("确定", 150, 150, 120*time.Millisecond), pass(500*time.Millisecond), hold("确定", 150, 150, 120*time.Millisecond)), []string{"tap 确定", "tap 确定"}},
	{"fast different keys all count", steps(hold("确定", 215, 150, 40*time.Millisecond), pass(50*time.Millisecond), hold("取消", 230, 150, 40*time.Millisecond)), []string{"tap 确定", "tap 取消"}},
	{"a double tap does not press the next page", steps(hold("下一步", 150, 300, 60*time.Millisecond), pass(150*time.Millisecond), hold("打印", 150, 300, 60*time.Millisecond),
		pass(time.Second), hold("上一步", 150, 150, 60*time.Millisecond)), []string{"tap 下一步", "tap 上一步"}},
	{"the rim is dead", steps(down(200, 10), up(200, 10), down(5, 40), up(5, 40)), nil},
	{"beside the rim is not", hold("边", 200, 40, 30*time.Millisecond), []string{"tap 边"}},
	{"a drag moves what can move", steps(down(300, 300), move(340, 300), move(380, 350), up(450, 350)), []string{"stroke 80 50 to 190 100"}},
}

// theRouteKeepsItsPromise runs the table on a route.
func theRouteKeepsItsPromise(t *testing.T, s *subject) {
	for _, c := range presses {
		t.Run(c.name, func(t *testing.T) {
			s.t, s.heard = t, nil
			for _, do := range c.steps {
				do(s)
			}
			// All that was before has counted when a last key has.
			s.pass(time.Minute)
			for _, do := range hold("完", 240, 530, 100*time.Millisecond) {
				do(s)
			}
			s.await("tap 完")

			counted := slices.DeleteFunc(slices.Clone(s.heard), func(line string) bool {
				return !strings.HasPrefix(line, "tap ") && !strings.HasPrefix(line, "stroke ") || line == "tap 完"
			})
			if !slices.Equal(counted, c.want) {
				t.Errorf("counted %q, want %q", counted, c.want)
			}
			s.pass(time.Minute)
		})
	}
}

// theRouteShowsThePaintersFrames compares what is seen with what the painter painted:
// the page, a key under a finger, the page that it leads to.
func theRouteShowsThePaintersFrames(t *testing.T, s *subject) {
	h := newHand(t, free())
	h.glass.SetContent((&subjectPage{glass: h.glass, out: io.Discard}).first())
	h.glass.paint()
	s.shows("the page", h.glass.Frame())
	h.feel(Down, 150, 300)
	s.route.Down(150, 300)
	s.shows("a key under a finger", h.glass.Frame())
	h.feel(Up, 150, 300)
	s.route.Up(150, 300)
	s.shows("the page it leads to", h.glass.Frame())
}

// lookEvery is how often a test looks at a screen.
const lookEvery = 20 * time.Millisecond

// shows waits until exactly a picture is seen.
func (s *subject) shows(what string, want *image.RGBA) {
	s.t.Helper()
	deadline, again := time.After(patience), time.NewTicker(lookEvery)
	defer again.Stop()
	for {
		seen := s.route.Picture()
		if bytes.Equal(seen.Pix, want.Pix) {
			return
		}
		select {
		case <-again.C:
		case <-deadline:
			keepPicture(s.t, "seen", seen)
			keepPicture(s.t, "wanted", want)
			s.t.Fatalf("%s was never shown", what)
		}
	}
}

// subject is a running one.
type subject struct {
	t     *testing.T
	route routetest.Route
	in    io.Writer
	said  chan string
	heard []string // since the case began
	next  int      // of heard: what nobody awaited yet
}

// start runs the test's program as a subject until the test ends.
func start(t *testing.T, way string, environment ...string) *subject {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program)
	command.Env = append(append(os.Environ(), subjectRoute+"="+way, "LC_ALL=zh_CN.UTF-8"), environment...)
	command.Stderr = t.Output()
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	s := &subject{t: t, in: in, said: make(chan string, 1000)}
	go func() { // ends with the subject's output
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			s.said <- lines.Text()
		}
		close(s.said)
	}()
	t.Cleanup(func() {
		_ = in.Close()
		for range s.said { // its output's end
		}
		if err := command.Wait(); err != nil {
			t.Errorf("the subject: %v", err)
		}
	})
	return s
}

// await hears until the subject says a line.
func (s *subject) await(line string) {
	s.t.Helper()
	deadline := time.After(patience)
	for {
		for s.next = min(s.next, len(s.heard)); s.next < len(s.heard); {
			s.next++
			if s.heard[s.next-1] == line {
				return
			}
		}
		select {
		case said, more := <-s.said:
			if !more {
				s.t.Fatalf("the subject ended before it said %q", line)
			}
			s.heard = append(s.heard, said)
		case <-deadline:
			s.t.Fatalf("%q was never said; heard %q", line, s.heard)
		}
	}
}

// pass moves the subject's clock.
func (s *subject) pass(d time.Duration) {
	s.t.Helper()
	if _, err := fmt.Fprintln(s.in, d); err != nil {
		s.t.Fatal(err)
	}
	s.await("passed " + d.String())
}

func startStatic(t *testing.T) *subject {
	t.Helper()
	p := routetest.NewPanel(t, subjectSize.X, subjectSize.Y)
	s := start(t, "static", subjectPanel+"="+p.Frames, subjectTouch+"="+p.Touches)
	s.route = p
	s.await("shown")
	return s
}

func TestThePanelsOwnEvents_PressAsPromised(t *testing.T) {
	theRouteKeepsItsPromise(t, startStatic(t))
}

func TestTheFramebuffer_ShowsThePaintersFrames(t *testing.T) {
	theRouteShowsThePaintersFrames(t, startStatic(t))
}
