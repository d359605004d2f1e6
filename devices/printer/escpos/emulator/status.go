package emulator

// Bits of the four real-time answers, of the ordered answer and of the packets
// that a printer sends by itself.
const (
	eotAlways   = 0x12
	eotOffline  = 0x08 // n = 1
	eotCover    = 0x04 // n = 2
	eotPaperEnd = 0x20 // n = 2
	eotError    = 0x40 // n = 2
	eotCutter   = 0x08 // n = 3
	eotDead     = 0x20 // n = 3
	eotHot      = 0x40 // n = 3
	eotNearEnd  = 0x0C // n = 4
	eotNoPaper  = 0x60 // n = 4

	asbAlways  = 0x10
	asbOffline = 0x08 // first byte
	asbCover   = 0x20 // first byte
	asbCutter  = 0x08 // second byte
	asbDead    = 0x20 // second byte
	asbHot     = 0x40 // second byte
	asbNearEnd = 0x03 // third byte
	asbNoPaper = 0x0C // third byte
)

func when(on bool, bits byte) byte {
	if on {
		return bits
	}
	return 0
}

func (p *Printer) offline() bool { return p.noPaper || p.cover || p.jam || p.hot || p.dead }

// status is the packet of four bytes.
func (p *Printer) status() [4]byte {
	return [4]byte{
		asbAlways | when(p.offline(), asbOffline) | when(p.cover, asbCover),
		when(p.jam, asbCutter) | when(p.dead, asbDead) | when(p.hot, asbHot),
		p.orderedPaper(),
		0x0F,
	}
}

func (p *Printer) orderedPaper() byte {
	return when(p.nearEnd, asbNearEnd) | when(p.noPaper, asbNoPaper)
}

// eot is the answer to 10 04 n.
func (p *Printer) eot(n byte) byte {
	switch n {
	case 1:
		return eotAlways | when(p.offline(), eotOffline)
	case 2:
		return eotAlways | when(p.cover, eotCover) | when(p.noPaper, eotPaperEnd) | when(p.jam || p.dead || p.hot, eotError)
	case 3:
		return eotAlways | when(p.jam, eotCutter) | when(p.dead, eotDead) | when(p.hot, eotHot)
	}
	return eotAlways | when(p.nearEnd, eotNearEnd) | when(p.noPaper, eotNoPaper)
}

// say puts bytes on the way to the host. The lock is held.
func (p *Printer) say(b ...byte) {
	if p.off || p.mute {
		return
	}
	p.out = append(p.out, b...)
	nudge(p.speak)
}
