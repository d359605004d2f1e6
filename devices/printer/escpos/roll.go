package escpos

import (
	"fmt"
	"time"

	"station365/devices/printer"
	"station365/devices/printer/typeset"
)

// Meter keeps how many millimetres have gone of the roll that is in the printer,
// over restarts of the kiosk. One that was never written reads as 0.
type Meter interface {
	Read() (mm int, err error)
	Write(mm int) error
}

const (
	// lowMetres is a dozen receipts: an attendant who hears of it has hours.
	lowMetres = 3
	// toKnife is the way from the head to the knife, fed at every cut; it is 10 to
	// 14 mm in the field.
	toKnife = 12
	// rollTakes is less than a hand needs for a new roll. What passes sooner is
	// noise, or a cover that was only touched.
	rollTakes = 2 * time.Second
)

// paper is what a printer's width says of it.
type paper struct {
	dots  int
	perMM float64 // rows in a millimetre
	roll  int     // metres of a common roll
}

// papers are the widths in the field. The third is a head of 180 dots an inch, as
// some older printers have.
var papers = map[string]paper{
	"80mm":        {typeset.Paper80, 8, 50},
	"58mm":        {typeset.Paper58, 8, 30},
	"80mm-180dpi": {512, 180 / 25.4, 50},
}

// roll reckons what is left of the paper. It knows of a new roll only by the cover
// that was open or the paper that was out.
type roll struct {
	meter  Meter
	perMM  float64
	length float64   // mm
	gone   float64   // mm
	kept   int       // mm, as the meter has it
	unread bool      // the meter could not be read, and no new roll has come since
	out    time.Time // since when the cover is open or the paper is out
}

func rollFor(o Opts) (*roll, error) {
	p := papers[o.Width]
	metres := o.Roll
	if metres == 0 {
		metres = p.roll
	}
	r := &roll{meter: o.Meter, perMM: p.perMM, length: float64(metres) * 1000}
	if r.meter == nil {
		return r, nil
	}
	gone, err := r.meter.Read()
	if err != nil {
		r.unread = true
		return r, fmt.Errorf("read the paper meter: %w", err)
	}
	r.kept = max(0, gone)
	r.gone = float64(r.kept)
	return r, nil
}

// fed counts rows that the motor was told to move.
func (r *roll) fed(rows int) { r.gone += float64(rows) / r.perMM }

// cut counts the way to the knife.
func (r *roll) cut() { r.gone += toKnife }

// see notes whether the paper can be taken out now, and tells of a new roll once it
// could.
func (r *roll) see(open bool) (renewed bool) {
	switch {
	case open && r.out.IsZero():
		r.out = time.Now()
	case !open && !r.out.IsZero():
		renewed = time.Since(r.out) >= rollTakes
		r.out = time.Time{}
	}
	if renewed {
		r.gone, r.unread = 0, false
	}
	return renewed
}

// keep writes the meter if it has moved.
func (r *roll) keep() error {
	mm := int(r.gone)
	if r.meter == nil || mm == r.kept {
		return nil
	}
	if err := r.meter.Write(mm); err != nil {
		return fmt.Errorf("keep the paper meter: %w", err)
	}
	r.kept = mm
	return nil
}

// left is in metres, rounded up so that a new roll is a whole one.
func (r *roll) left() int { return int(max(0, r.length-r.gone)+999) / 1000 }

func (r *roll) low() bool { return r.length-r.gone < lowMetres*1000 }

// PaperLeft is about how many millimetres the roll still has; 0 is not known: of a
// printer that says nothing, no new roll is seen. Where a sensor sees the roll's end
// before the count does, the sensor is right.
func (d *Dev) PaperLeft() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.left
}

// reckon is what PaperLeft tells from now on.
func (o *owner) reckon(s printer.Status) {
	left := int(max(0, o.roll.length-o.roll.gone))
	switch {
	case o.roll.unread, s != printer.Ready && s != printer.PaperLow:
		left = 0
	case s == printer.PaperLow:
		left = min(left, lowMetres*1000)
	}
	o.mu.Lock()
	o.left = left
	o.mu.Unlock()
}
