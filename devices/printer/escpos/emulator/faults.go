package emulator

// What can befall a printer, at any moment and from any goroutine.

// SetPaper puts a new roll in or takes it away.
func (p *Printer) SetPaper(present bool) {
	p.change(func() {
		p.noPaper = !present
		if present {
			p.gone = 0
			p.nearEnd = false
		}
	})
}

// SetNearEnd is the sensor at the roll's side.
func (p *Printer) SetNearEnd(near bool) { p.change(func() { p.nearEnd = near }) }

// SetCover opens or closes the cover.
func (p *Printer) SetCover(open bool) { p.change(func() { p.cover = open }) }

// Jam blocks the cutter or frees it.
func (p *Printer) Jam(jammed bool) { p.change(func() { p.jam = jammed }) }

// SetHot is the head that must cool down: it goes on by itself when it has.
func (p *Printer) SetHot(hot bool) { p.change(func() { p.hot = hot }) }

// SetDead is an error that only switching off and on ends, and not always that.
func (p *Printer) SetDead(dead bool) { p.change(func() { p.dead = dead }) }

// SetMute breaks the wire on which it answers.
func (p *Printer) SetMute(mute bool) { p.change(func() { p.mute = mute }) }

// SetPower switches it off, which loses everything but the paper, or on.
func (p *Printer) SetPower(on bool) {
	p.change(func() {
		p.off, p.asb, p.held = !on, 0, false
		p.letGo()
		p.out = nil
		p.forget()
		p.mode = p.modeAtPowerOn()
	})
}

// fault is something that happens when so many bytes more have come.
type fault struct {
	bytes int
	do    func()
}

// After has something happen when n more bytes have come in, such as another of the
// faults here.
func (p *Printer) After(n int, do func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = append(p.faults, fault{n, do})
}

// untilFault is how many of n bytes come before the next fault, and what happens
// then.
func (p *Printer) untilFault(n int) (bytes int, happens []func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.faults {
		n = max(1, min(n, f.bytes))
	}
	var left []fault
	for _, f := range p.faults {
		if f.bytes -= n; f.bytes > 0 {
			left = append(left, f)
			continue
		}
		happens = append(happens, f.do)
	}
	p.faults = left
	return n, happens
}

// change alters a sensor and reports it if the host asked for reports.
func (p *Printer) change(alter func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	before := p.status()
	alter()
	p.report(before)
	nudge(p.wake)
}

// report says that it is in another state than before. The lock is held.
func (p *Printer) report(before [4]byte) {
	p.holdLine()
	p.releaseLine()
	if packet := p.status(); p.asb != 0 && packet != before {
		p.say(packet[:]...)
	}
}

// nearEndRows is what is left of a roll when its sensor notices: two metres.
const nearEndRows = 2000 * 8

// wear takes rows off the roll, and tells when it ends. The lock is held.
func (p *Printer) wear(rows int) {
	if p.opts.Roll == 0 {
		return
	}
	before := p.status()
	p.gone += rows
	left := p.opts.Roll*8 - p.gone
	p.nearEnd = p.nearEnd || p.opts.Can.NearEnd && left < nearEndRows
	p.noPaper = p.noPaper || left <= 0
	p.report(before)
}
