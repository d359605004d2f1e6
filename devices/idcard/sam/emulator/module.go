package emulator

import (
	"context"
	"encoding/binary"
)

// stage is how far the module has come with the card that lies there.
type stage int

const (
	fresh    stage = iota // not looked at since it was laid down
	found                 // answered "found"
	selected              // selected, may be read
	halted                // read, or failed: silent until it has left the field
)

const setFrame = 0x61

func (r *Reader) setRadioFrame(most byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.radio = most
}

// answer is the body of a frame to the host.
type answer struct {
	sw1, sw2, sw3 byte
	data          []byte
	mute          bool // nothing is sent
}

// The statuses that this module gives by itself.
const (
	done       = 0x90
	noItem     = 0x91
	cardFound  = 0x9F
	badOrder   = 0x21
	readFailed = 0x41
	selfTest   = 0x60
	noRight    = 0x66
	noCard     = 0x80
	selFailed  = 0x81
	refusedIt  = 0x32
	notACard   = 0x40
)

// act is one line of the command table.
type act struct {
	name string
	do   func(r *Reader, ctx context.Context) answer
}

// acts is the command table, by CMD and PARA.
var acts = map[[2]byte]act{
	{0x10, 0xFF}: {"reset", (*Reader).reset},
	{0x11, 0xFF}: {"status", (*Reader).status},
	{0x12, 0xFF}: {"id", (*Reader).id},
	{0x20, 0x01}: {"find", (*Reader).find},
	{0x20, 0x02}: {"select", (*Reader).sel},
	{0x30, 0x01}: {"read", (*Reader).read},
	{0x30, 0x03}: {"newest address", (*Reader).newest},
	{0x30, 0x05}: {"management number", (*Reader).bodyNumber},
	{0x30, 0x10}: {"read whole", (*Reader).readWhole},
	{0x60, 0x00}: {"rate 115200", (*Reader).status},
	{0x61, 0xFF}: {"radio frame", (*Reader).status},
}

// obey does what the host asks. What it logs is the command's name and the
// status, never the data.
func (r *Reader) obey(ctx context.Context, command []byte) answer {
	r.mu.Lock()
	dead := r.fail == selfTest || r.fail == noRight
	sw := r.fail
	r.mu.Unlock()
	if dead {
		return answer{sw3: sw}
	}
	a, known := acts[[2]byte(command)]
	if !known {
		return answer{sw3: badOrder}
	}
	if command[0] == setFrame && len(command) == 3 {
		r.setRadioFrame(command[2])
	}
	said := a.do(r, ctx)
	said.mute = r.opts.Mute && command[0] == 0x30 && (command[1] == 0x03 || command[1] == 0x05)
	r.log.Debug("command", "name", a.name, "sw3", said.sw3)
	return said
}

func (r *Reader) status(context.Context) answer { return answer{sw3: done} }

// reset does not wake a halted card: whether the field is switched off for long
// enough differs between modules.
func (r *Reader) reset(context.Context) answer {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stage == found || r.stage == selected {
		r.stage = fresh
	}
	return answer{sw3: done}
}

// id is the number of a module that does not exist: 05.03-20260101-0000000365-….
func (r *Reader) id(context.Context) answer {
	b := binary.LittleEndian.AppendUint16(nil, 5)
	b = binary.LittleEndian.AppendUint16(b, 3)
	for _, part := range []uint32{20260101, 365, 1} {
		b = binary.LittleEndian.AppendUint32(b, part)
	}
	return answer{sw3: done, data: b}
}

func (r *Reader) find(context.Context) answer {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.finds++
	if r.card == nil || (r.stage >= selected && !r.opts.Repeats) {
		return answer{sw3: noCard}
	}
	r.stage = found
	return answer{sw3: cardFound, data: make([]byte, 4)}
}

func (r *Reader) sel(context.Context) answer {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.card == nil || r.stage != found {
		return answer{sw3: selFailed}
	}
	if r.fail == refusedIt || r.fail == notACard || r.fail == selFailed {
		r.stage = halted
		return answer{sw3: r.fail}
	}
	r.stage = selected
	return answer{sw3: done, data: make([]byte, 8)}
}

func (r *Reader) read(ctx context.Context) answer { return r.reading(ctx, false) }

func (r *Reader) readWhole(ctx context.Context) answer { return r.reading(ctx, true) }

// reading talks with the card for a while and only then looks whether it is still
// the same one.
func (r *Reader) reading(ctx context.Context, fingerprints bool) answer {
	r.mu.Lock()
	ready, before := r.card != nil && r.stage == selected, r.placed
	r.mu.Unlock()
	if !ready {
		return answer{sw3: readFailed}
	}
	if err := pause(ctx, r.opts.CardTime); err != nil {
		return answer{sw3: readFailed}
	}

	r.mu.Lock()
	defer r.mu.Unlock()
	if r.placed != before {
		return answer{sw3: readFailed}
	}
	r.stage = halted
	if r.fail != 0 {
		return answer{sw3: r.fail}
	}
	data := binary.BigEndian.AppendUint16(nil, textBytes)
	data = binary.BigEndian.AppendUint16(data, photoBytes)
	if fingerprints {
		data = binary.BigEndian.AppendUint16(data, uint16(r.prints))
	}
	data = append(append(data, r.card[:]...), photo()...)
	if fingerprints {
		data = append(data, ridges(r.prints)...)
	}
	return answer{sw3: done, data: data}
}

// newest answers as long as a card that was read lies there.
func (r *Reader) newest(context.Context) answer {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.opts.Plain || r.opts.Mute:
		return answer{sw3: badOrder}
	case r.card == nil || r.stage != halted:
		return answer{sw1: 0x69, sw2: 0x85, sw3: readFailed}
	case r.newer == nil:
		return answer{sw3: noItem}
	}
	return answer{sw3: done, data: r.newer}
}

// bodyNumber is the number of a card body that does not exist.
func (r *Reader) bodyNumber(context.Context) answer {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.opts.Plain || r.opts.Mute:
		return answer{sw3: badOrder}
	case r.card == nil || r.stage != halted:
		return answer{sw1: 0x69, sw2: 0x85, sw3: readFailed}
	}
	data := make([]byte, 28)
	for i := range data {
		data[i] = byte(0x30 + i%10)
	}
	return answer{sw3: done, data: data}
}

// ridges stand for fingerprints.
func ridges(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(0x40 + i%7)
	}
	return b
}

const photoBytes = 1024

// photo is a blob with the beginning of a real one. A preamble stands in it, as
// it may in a real one.
func photo() []byte {
	p := make([]byte, photoBytes)
	n := copy(p, []byte{0x57, 0x4C, 0x66, 0x00, 0x7E, 0x00, 0x32, 0x00, 0x00, 0xFF})
	for i := n; i < len(p); i++ {
		p[i] = byte(i * 7)
	}
	copy(p[500:], append(head[:], 0x00, 0x04, 0x00, 0x00, 0x90, 0x94))
	return p
}
