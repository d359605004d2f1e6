package page

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"sync"
)

// Board is what there is to see. It may be written to from any goroutine, never
// waits for a viewer, and gives every viewer what changed since it last looked.
type Board struct {
	mu      sync.Mutex
	glass   picture
	paper   picture
	state   []byte // as JSON
	version int    // of state
	slips   [][]byte
	sounds  sounds
	viewers map[*viewer]bool
}

// NewBoard is an empty board.
func NewBoard() *Board { return &Board{viewers: map[*viewer]bool{}} }

// Glass takes over the changed part of the kiosk's screen.
func (b *Board) Glass(frame image.Image, changed image.Rectangle) { b.draw(&b.glass, frame, changed) }

// Paper takes over what hangs out of the printer; one row of it is none.
func (b *Board) Paper(paper image.Image) { b.draw(&b.paper, paper, paper.Bounds()) }

func (b *Board) draw(p *picture, from image.Image, changed image.Rectangle) {
	b.mu.Lock()
	defer b.mu.Unlock()
	changed = p.take(from, changed)
	for v := range b.viewers {
		if p == &b.glass {
			v.glass = v.glass.Union(changed)
		} else {
			v.paper = v.paper.Union(changed)
		}
		v.rouse()
	}
}

// Slip adds a slip that was cut off and returns its number.
func (b *Board) Slip(slip image.Image) (int, error) {
	var file bytes.Buffer
	if err := png.Encode(&file, slip); err != nil {
		return 0, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.slips = append(b.slips, file.Bytes())
	return len(b.slips) - 1, nil
}

func (b *Board) slip(n int) ([]byte, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if n < 0 || n >= len(b.slips) {
		return nil, false
	}
	return b.slips[n], true
}

// State takes what the tables and switches show; the page's script knows its
// shape.
func (b *Board) State(s State) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if bytes.Equal(text, b.state) {
		return nil
	}
	b.state = text
	b.version++
	for v := range b.viewers {
		v.rouse()
	}
	return nil
}

// enter adds a viewer that has seen nothing yet.
func (b *Board) enter() *viewer {
	b.mu.Lock()
	defer b.mu.Unlock()
	v := &viewer{roused: make(chan struct{}, 1), glass: b.glass.bounds(), paper: b.paper.bounds(), heard: b.sounds.version}
	v.rouse()
	b.viewers[v] = true
	return v
}

func (b *Board) leave(v *viewer) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.viewers, v)
}

// viewer is what one viewer has not seen yet.
type viewer struct {
	roused       chan struct{}
	glass, paper image.Rectangle
	version      int
	heard        int // version of the sounds; who comes later does not hear what was before
	trouble      []string
}

func (v *viewer) rouse() {
	select {
	case v.roused <- struct{}{}:
	default:
	}
}

// tell leaves a line of trouble for v.
func (b *Board) tell(v *viewer, trouble string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	v.trouble = append(v.trouble, trouble)
	v.rouse()
}

// news is what a viewer is sent.
type news struct {
	glass, paper *patch // nil: nothing new
	state        []byte // nil: nothing new
	sound        *int   // the sound to play now, 0 for silence; nil: nothing new
	trouble      []string
}

// news takes what v has not seen yet.
func (b *Board) news(v *viewer) news {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := news{glass: b.glass.cut(v.glass), paper: b.paper.cut(v.paper), trouble: v.trouble}
	v.glass, v.paper, v.trouble = image.Rectangle{}, image.Rectangle{}, nil
	if v.version != b.version {
		n.state, v.version = b.state, b.version
	}
	if v.heard != b.sounds.version {
		now := b.sounds.heard()
		n.sound, v.heard = &now, b.sounds.version
	}
	return n
}
