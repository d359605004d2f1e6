package backend

import (
	"encoding/binary"
	"image"
	"unsafe"
)

// The words of linux/input-event-codes.h that a touch panel says.
const (
	evSyn, evKey, evAbs = 0, 1, 3

	synReport, synDropped = 0, 3
	btnLeft, btnTouch     = 0x110, 0x14a

	absX, absY      = 0x00, 0x01
	absSlot         = 0x2f
	absMtX, absMtY  = 0x35, 0x36
	absMtTrackingID = 0x39
)

const (
	// eventLength is struct input_event: a time of two C longs, and eight bytes.
	eventLength = 2*int(unsafe.Sizeof(uintptr(0))) + 8
	// offGlass is where a finger goes that the panel has lost: no press counts there.
	offGlass = -1 << 20
)

// axis is the range of a panel's axis; an empty one means pixels.
type axis struct{ min, max int }

func (a axis) pixel(v, pixels int) int {
	if a.max <= a.min {
		return v
	}
	return int(int64(v-a.min) * int64(pixels-1) / int64(a.max-a.min))
}

// touchEvents turns input events into touches of the first finger.
type touchEvents struct {
	glass image.Point
	axes  map[uint16]axis
	emit  func(Touch)

	rest     []byte
	slots    bool // the panel tells its fingers apart; the plain axes then repeat them
	slot     int32
	touching bool
	x, y     int32
	xCode    uint16 // of the axis that x came from
	yCode    uint16
	dropping bool
	told     Touch
	down     bool
}

// feed takes bytes as they come, in pieces of any size.
func (t *touchEvents) feed(data []byte) {
	t.rest = append(t.rest, data...)
	whole := len(t.rest) / eventLength * eventLength
	for at := 0; at < whole; at += eventLength {
		body := t.rest[at+eventLength-8:]
		t.event(binary.NativeEndian.Uint16(body), binary.NativeEndian.Uint16(body[2:]), int32(binary.NativeEndian.Uint32(body[4:])))
	}
	t.rest = append(t.rest[:0], t.rest[whole:]...)
}

func (t *touchEvents) event(kind, code uint16, value int32) {
	switch {
	case kind == evSyn && code == synDropped:
		t.dropping = true
	case kind == evSyn && code == synReport:
		// What was dropped may have been the lifting of the finger: it is lost.
		if t.dropping {
			t.dropping = false
			t.lose()
			return
		}
		t.report()
	case t.dropping:
	case kind == evKey && (code == btnTouch || code == btnLeft):
		if !t.slots {
			t.touching = value != 0
		}
	case kind == evAbs:
		t.position(code, value)
	}
}

func (t *touchEvents) position(code uint16, value int32) {
	switch code {
	case absSlot:
		t.slots, t.slot = true, value
		return
	case absMtTrackingID:
		t.slots = true
		if t.slot == 0 {
			t.touching = value >= 0
		}
		return
	case absMtX, absMtY:
		if t.slot != 0 {
			return
		}
	case absX, absY:
		if t.slots {
			return
		}
	}
	switch code {
	case absX, absMtX:
		t.x, t.xCode = value, code
	case absY, absMtY:
		t.y, t.yCode = value, code
	}
}

// report ends a group of events that belong together.
func (t *touchEvents) report() {
	next := Touch{
		X: t.axes[t.xCode].pixel(int(t.x), t.glass.X), Y: t.axes[t.yCode].pixel(int(t.y), t.glass.Y), Kind: Move,
	}
	switch {
	case t.touching && !t.down:
		next.Kind = Down
	case !t.touching && t.down:
		next.Kind = Up
	case !t.touching, next.X == t.told.X && next.Y == t.told.Y:
		return
	}
	t.down, t.told = t.touching, next
	t.emit(next)
}

// lose lets go of a finger without a tap.
func (t *touchEvents) lose() {
	t.touching = false
	if t.down {
		t.down = false
		t.emit(Touch{X: offGlass, Y: offGlass, Kind: Up})
	}
}
