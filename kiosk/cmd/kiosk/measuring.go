package main

import (
	"context"
	"time"

	"station365/kiosk/ui/backend"
	"station365/kiosk/ui/kit"
	pages "station365/kiosk/ui/screen"
)

// measuring is one calibration from the first cross to the key that saves. All of it
// happens on the glass's goroutine, but for await.
type measuring struct {
	glass   *backend.Glass
	panel   kit.Panel
	show    func(pages.Calibration)
	now     func() time.Time
	crosses *backend.Crosses
	page    pages.Calibration
	until   time.Time // when nothing will be changed any more
	ended   chan measured
}

// measured is how it ended: with a calibration and how far off it leaves the worst
// touch, or with the reason why not.
type measured struct {
	numbers backend.Calibration
	offMM   float64
	err     error
}

// begin shows the first cross as soon as the glass runs.
func (m *measuring) begin(s *screen, show func(pages.Calibration)) {
	m.glass, m.show = s.glass, show
	m.panel = kit.Panel{Width: float32(s.config.Width), Height: float32(s.config.Height), PixelsPerMM: float32(s.pixelsPerMM())}
	m.glass.Do(m.again)
}

// touches takes the panel's touches. While crosses are shown no key must be hit by a
// finger that is felt in the wrong place; afterwards the keys feel the corrected one.
func (m *measuring) touches(emit func(backend.Touch)) func(backend.Touch) {
	return func(t backend.Touch) {
		at := m.now()
		m.glass.Do(func() {
			if m.page.Stage == pages.CalibrationProving {
				corrected, _ := m.crosses.Calibration()
				corrected.Touches(emit)(t)
				return
			}
			m.feel(t, at)
		})
	}
}

func (m *measuring) feel(t backend.Touch, at time.Time) {
	if m.page.Stage != pages.CalibrationTouching {
		return
	}
	verdict := m.crosses.Feel(t, at)
	if verdict == backend.Feeling {
		return
	}
	m.page.Trouble = map[backend.Verdict]string{backend.Wandered: "technician.moved", backend.Astray: "technician.astray", backend.Loose: "technician.loose"}[verdict]
	_, off := m.crosses.Calibration()
	m.page.Off = millimetres(off)
	if verdict == backend.Fitted {
		m.page.Stage = pages.CalibrationProving
		m.wait(forProof)
		return
	}
	m.wait(forACross)
}

// again begins with the first cross.
func (m *measuring) again() {
	m.crosses = backend.NewCrosses(m.panel.Crosses(), float64(m.panel.PixelsPerMM))
	m.page = pages.Calibration{Stage: pages.CalibrationTouching, Save: m.save, Again: m.again}
	m.wait(forACross)
}

// wait gives the technician time anew, and shows where it has come to.
func (m *measuring) wait(long time.Duration) {
	m.until = m.now().Add(long)
	m.draw()
}

func (m *measuring) draw() {
	m.page.Due = min(m.crosses.Due(), kit.CrossCount-1)
	for i := range m.page.Done {
		m.page.Done[i] = m.crosses.Done(i)
	}
	m.page.Left = int((m.until.Sub(m.now()) + time.Second - 1) / time.Second)
	m.show(m.page)
}

// tick counts down, and ends what nobody goes on with.
func (m *measuring) tick() {
	switch {
	case m.page.Stage > pages.CalibrationProving:
	case !m.now().Before(m.until):
		m.end(measured{err: errNothingPressed})
	case m.page.Stage == pages.CalibrationProving:
		m.draw()
	}
}

// save is the key that only a corrected finger presses.
func (m *measuring) save() {
	numbers, off := m.crosses.Calibration()
	m.end(measured{numbers: numbers, offMM: off})
}

// end says how it ended, from any goroutine; the first word counts.
func (m *measuring) end(how measured) {
	select {
	case m.ended <- how:
	default:
	}
}

// await returns when the key was pressed that saves, or none will be.
func (m *measuring) await(ctx context.Context) measured {
	second := time.NewTicker(time.Second)
	defer second.Stop()
	for {
		select {
		case how := <-m.ended:
			return how
		case <-ctx.Done():
			return measured{err: errInterrupted}
		case <-second.C:
			m.glass.Do(m.tick)
		}
	}
}

// close shows how it ended; after it nothing is felt any more.
func (m *measuring) close(stage pages.CalibrationStage) {
	m.glass.Do(func() {
		m.page.Stage = stage
		m.show(m.page)
	})
	m.glass.Describe()
}
