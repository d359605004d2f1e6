// Package escpos drives receipt printers that speak ESC/POS on a serial line. It
// promises what the contract asks, with whatever the printer at the other end can
// say: a job ends as printed only if the printer said so after its last line, no
// byte of a job is sent twice, and a job that was stopped is cleared so that
// nothing comes out later. It takes an OpenFunc, never a path, and knows nothing of
// what is printed.
package escpos

import (
	"fmt"
	"image"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"station365/devices/printer"
	"station365/devices/printer/typeset"
	"station365/devices/serial"
)

// Encodings: how lines of ordinary size travel.
const (
	GB18030 = "gb18030"   // as text; the printer's font has the two-byte part
	GBK     = "gbk"       // the same on the line: characters of four bytes are drawn
	UTF8    = "utf8-esc9" // as UTF-8, switched on by 1B 39 01
	Raster  = "raster"    // everything is drawn, in the kiosk's own letters
)

// QR settings.
const (
	QRAsProbed = ""       // by the printer where it answers that it can
	QRNative   = "native" // by the printer
	QRRaster   = "raster" // drawn by us
)

// Flow control: how the printer says that it can take no more.
const (
	FlowXonXoff = "xonxoff" // by bytes, which we obey ourselves: the kernel would hold our questions, too
	FlowRtsCts  = "rtscts"  // by a wire; the opened line obeys it
	FlowNone    = "none"    // not at all; bytes that look like XOFF are noise
)

// Opts describes the printer; a zero Baud is 115200.
type Opts struct {
	Width         string        // "58mm", "80mm" or "80mm-180dpi"
	Encoding      string        // GB18030, GBK, UTF8 or Raster
	QR            string        // QRAsProbed, QRNative or QRRaster
	Flow          string        // FlowXonXoff, FlowRtsCts or FlowNone; "" is FlowXonXoff
	Baud          int           // the line's rate; what is sent is paced by it
	Roll          int           // metres of a new roll; 0 = 30 on 58 mm, 50 on 80 mm
	Speed         int           // mm per second of the maker's data sheet; 0: the slowest in the field
	Cut           time.Duration // the knife's way there and back by that sheet; 0: a second
	Meter         Meter         // keeps what has gone of the roll; nil: forgotten at the end
	Regular, Bold []byte        // the bundled faces
	Logger        *slog.Logger
}

// Dev is a printer. Run owns its line; the rest may be called from anywhere.
type Dev struct {
	open   serial.OpenFunc
	opts   Opts
	setter *typeset.Setter
	wrong  error // a mistake in Opts, said by the first call that can
	jobs   chan *job

	handing atomic.Int32 // how many wait to hand over a job

	mu     sync.Mutex
	status printer.Status
	left   int // mm of paper, 0 = not known
	ended  history
	line   serial.Conn // the open one; only to be woken
}

var _ printer.Printer = (*Dev)(nil)

// New makes a driver for the line that open opens. A mistake in o is returned by
// Run, Print and Preview.
func New(open serial.OpenFunc, o Opts) *Dev {
	if o.Baud == 0 {
		o.Baud = 115200
	}
	if o.Flow == "" {
		o.Flow = FlowXonXoff
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	d := &Dev{open: open, opts: o, jobs: make(chan *job), status: printer.Absent}
	d.setter, d.wrong = setterFor(o)
	return d
}

// slowLine is the rate up to which a receipt with drawn windows and a code beside
// its caption would take twenty seconds more.
const slowLine = 19200

func setterFor(o Opts) (*typeset.Setter, error) {
	p, ok := papers[o.Width]
	if !ok {
		return nil, fmt.Errorf("a printer's width is 58mm, 80mm or 80mm-180dpi, not %q", o.Width)
	}
	switch o.Encoding {
	case GB18030, GBK, UTF8, Raster:
	default:
		return nil, fmt.Errorf("no encoding is called %q", o.Encoding)
	}
	switch o.Flow {
	case FlowXonXoff, FlowRtsCts, FlowNone:
	default:
		return nil, fmt.Errorf("no flow control is called %q", o.Flow)
	}
	return typeset.New(typeset.Opts{Dots: p.dots, Cells: o.Encoding != Raster, Sparing: o.Baud <= slowLine, Regular: o.Regular, Bold: o.Bold})
}

// Status is the last known state.
func (d *Dev) Status() printer.Status {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.status
}

// Preview draws page as the paper will show it.
func (d *Dev) Preview(page printer.Page) (image.Image, error) {
	sheet, err := d.set(page)
	if err != nil {
		return nil, err
	}
	b := typeset.NewBitmap(sheet.Dots, aboveFirstLine)
	b.Grow(aboveFirstLine + sheet.Height())
	b.Draw(sheet.Bitmap(), at(0, aboveFirstLine))
	return b.Image(), nil
}

// aboveFirstLine is the white above a page in its preview. On paper it is the way
// from the head to the knife, which differs from model to model.
const aboveFirstLine = 32

func (d *Dev) set(page printer.Page) (*typeset.Sheet, error) {
	if d.wrong != nil {
		return nil, d.wrong
	}
	sheet, err := d.setter.Set(page)
	if err != nil {
		return nil, fmt.Errorf("set the page: %w", err)
	}
	return sheet, nil
}

// String names the driver in logs; the port is named by who opens it.
func (d *Dev) String() string {
	return fmt.Sprintf("escpos %s %s %d baud", d.opts.Width, d.opts.Encoding, d.opts.Baud)
}
