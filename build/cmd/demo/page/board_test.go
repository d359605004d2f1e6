package page

import (
	"image"
	"net"
	"strconv"
	"testing"
)

func portOf(t *testing.T, address string) int {
	t.Helper()
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestASlowViewerGetsEveryChangeInOnePart(t *testing.T) {
	b := NewBoard()
	glass := image.NewRGBA(image.Rect(0, 0, 100, 100))
	b.Glass(glass, glass.Rect)
	v := b.enter()
	b.news(v)
	b.Glass(glass, image.Rect(1, 2, 3, 4))
	b.Glass(glass, image.Rect(50, 60, 70, 80))

	n := b.news(v)

	if n.glass == nil || n.glass.part.Rect != image.Rect(1, 2, 70, 80) {
		t.Errorf("got %+v", n.glass)
	}
	if n := b.news(v); n.glass != nil || n.state != nil || n.paper != nil {
		t.Errorf("nothing changed, but there is news: %+v", n)
	}
}

func TestAPictureOfAnotherSizeIsSeenWhole(t *testing.T) {
	b := NewBoard()
	b.Paper(image.NewGray(image.Rect(0, 0, 576, 10)))
	v := b.enter()
	b.news(v)

	b.Paper(image.NewGray(image.Rect(0, 0, 576, 1)))

	if n := b.news(v); n.paper == nil || n.paper.whole.Dy() != 1 {
		t.Errorf("got %+v", n.paper)
	}
}

func TestANewViewerSeesEverything(t *testing.T) {
	b := NewBoard()
	b.Glass(image.NewRGBA(image.Rect(0, 0, 10, 20)), image.Rect(0, 0, 1, 1))
	if err := b.State(State{Laid: "x"}); err != nil {
		t.Fatal(err)
	}

	n := b.news(b.enter())

	if n.glass == nil || n.glass.part.Rect.Dy() != 20 || n.state == nil {
		t.Errorf("got %+v", n)
	}
}

func TestSlipsAreKeptByNumber(t *testing.T) {
	b := NewBoard()
	n, err := b.Slip(image.NewGray(image.Rect(0, 0, 4, 4)))
	if err != nil {
		t.Fatal(err)
	}

	if file, ok := b.slip(n); !ok || len(file) == 0 {
		t.Error("the slip is not there")
	}
	if _, ok := b.slip(n + 1); ok {
		t.Error("a slip that was never printed is there")
	}
}
