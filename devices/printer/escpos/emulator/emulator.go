// Package emulator is a thermal printer without metal: it takes ESC/POS bytes
// from a line, keeps them in a receive buffer of 4 KB, prints them on a picture of
// paper at the speed it is told, and answers as the real thing does, also when its
// paper ends, its cover is open or its power fails. It promises nothing a cheap
// printer would not keep: characters it lacks come out wrong, bytes beyond its
// buffer are lost. It is for tests and the demonstration.
package emulator

import (
	"fmt"
	"image"
	"sync"

	"station365/devices/printer/typeset"
)

// Abilities are what models differ in. A printer with none has only one wire.
type Abilities struct {
	Realtime    bool // answers 10 04 n at once, also offline
	ASB         bool // reports each change by itself when 1D 61 asks for it
	Ordered     bool // answers 1D 72 when it comes to it
	ProcessID   bool // answers 1D 28 48 when what stands before it is on paper
	QR          bool // draws codes itself
	FlowControl bool // says XOFF and XON
	RTSCTS      bool // holds the line by a wire: it reads no more
	NearEnd     bool // has a sensor at the roll's side
	BusyOffline bool // does so also while it is off line, as a switch on many models asks
	Model       string
}

// Full is a printer of the better kind.
func Full() Abilities {
	return Abilities{Realtime: true, ASB: true, Ordered: true, ProcessID: true, QR: true, FlowControl: true, NearEnd: true, Model: "EMU-80"}
}

// Opts says which printer it is.
type Opts struct {
	Dots          int     // 576 or 384
	Baud          int     // paces what it takes in and says; 0 = not paced
	Charset       string  // "gb18030" or "gbk", both with glyphs for two bytes only; "utf8" after 1B 39 01
	Regular, Bold []byte  // the faces of its own letters
	MMPerSecond   float64 // 0 = at once
	Roll          int     // mm of paper on a new roll; 0 = it never ends by itself
	Can           Abilities
	OnSlip        func(image.Image) // after each cut, from the goroutine of Run
}

const (
	headToCutter = 96   // rows of paper between the head and the cutter's knife: 12 mm
	bufferSize   = 4096 // the common size
	sayXOFF      = bufferSize - 1280
	sayXON       = 1024
)

// Printer is switched on and has paper when it is made.
type Printer struct {
	opts  Opts
	pen   *typeset.Pen
	wake  chan struct{} // the mechanism has something to look at
	speak chan struct{} // the line has something to carry
	ready chan struct{} // closed and made anew when the wire lets the host go on

	mu       sync.Mutex
	off      bool
	noPaper  bool
	nearEnd  bool
	cover    bool
	jam      bool
	hot      bool
	dead     bool
	mute     bool // what it says does not leave it
	gone     int  // rows of the roll
	faults   []fault
	asb      byte // which changes are reported by themselves
	held     bool // XOFF was said, or the wire says so
	lost     int
	buf      []byte
	out      []byte
	realtime realtime
	mode     mode
	letters  []letter
	raster   raster
	code     code
	paper    *typeset.Bitmap
	carried  int // rows at the top of paper that were there before the last cut
}

// New makes a printer.
func New(o Opts) (*Printer, error) {
	switch o.Charset {
	case "gb18030", "gbk", "utf8":
	default:
		return nil, fmt.Errorf("make an emulated printer: no charset is called %q", o.Charset)
	}
	setter, err := typeset.New(typeset.Opts{Dots: o.Dots, Regular: o.Regular, Bold: o.Bold})
	if err != nil {
		return nil, fmt.Errorf("make an emulated printer: %w", err)
	}
	p := &Printer{opts: o, pen: setter.Pen(),
		wake: make(chan struct{}, 1), speak: make(chan struct{}, 1), ready: make(chan struct{}), paper: typeset.NewBitmap(o.Dots, headToCutter), carried: headToCutter}
	p.mode = p.modeAtPowerOn()
	return p, nil
}

// Paper is what has come out since the last cut; nil if nothing.
func (p *Printer) Paper() image.Image {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.paper.H <= p.carried {
		return nil
	}
	return p.paper.Image()
}

// Lost is how many bytes found the buffer full.
func (p *Printer) Lost() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.lost
}

// forget clears what was sent and not yet printed.
func (p *Printer) forget() {
	p.buf, p.letters, p.raster, p.realtime = nil, nil, raster{}, realtime{}
}

func nudge(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
