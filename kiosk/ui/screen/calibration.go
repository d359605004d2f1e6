package screen

import "station365/kiosk/ui/kit"

// CalibrationStage is how far a technician has come with the touch panel.
type CalibrationStage int

// The stages.
const (
	CalibrationTouching  CalibrationStage = iota // a cross is to be touched
	CalibrationProving                           // the corrected finger has to press a key
	CalibrationStored                            // it is in force from the next start on
	CalibrationUnchanged                         // nobody pressed, or it could not be kept
)

// Calibration is the technician's page for a touch panel that feels fingers where
// they are not. It is no state of a visit: while it is shown nobody is served.
type Calibration struct {
	*kit.Kit
	Stage       CalibrationStage
	Due         int                  // the cross to be touched, from 0
	Done        [kit.CrossCount]bool // those that were
	Trouble     string               // string key: why a touch did not count; "" for none
	Off         string               // how far the worst touch is off, in mm
	Left        int                  // seconds until nothing is changed
	Save, Again func()
}

// Build draws the page.
func (s Calibration) Build() *kit.Drawing {
	switch s.Stage {
	case CalibrationTouching:
		return s.touching()
	case CalibrationProving:
		return s.proving()
	case CalibrationStored:
		return s.ended("check", s.T("technician.stored"), s.T("technician.stored.next"))
	}
	return s.ended("info", s.T("technician.unchanged"), s.T("technician.unchanged.next"))
}

// touching draws the one cross that is due; the words stand where it is not.
func (s Calibration) touching() *kit.Drawing {
	d := s.NewDrawing()
	whole := kit.Rect{W: s.Panel().Width, H: s.Panel().Height}
	d.Fill(whole, kit.Paper, 0, kit.None, 0)
	m := s.Margin()
	gap := kit.By[float32](s.Kit, 6, 5, 2)
	title := s.Text(kit.Question, s.T("technician.touch", "n", itoa(s.Due+1))).Centre()
	how := s.Text(kit.Label, s.T("technician.how")).Regular().Centre()
	if s.Trouble != "" {
		how = s.Text(kit.Label, s.T(s.Trouble, "mm", s.Off)).In(kit.Persimmon).Centre()
	}
	safe := s.Text(kit.Body, s.T("technician.safe")).Centre()
	if s.Due < kit.CrossCount-1 {
		const between = 0.2 // of the height: the crosses of the corners stand above and below
		in := whole.Inset(m, between*whole.H, m, between*whole.H)
		d.Box(s.Column(gap, kit.Spring(), s.windows(), title, how, safe, kit.Spring()), in)
	} else {
		disc := s.MM(kit.By[float32](s.Kit, 22, 18, 12)) // around the middle
		upper, lower := whole.Inset(m, m, m, whole.H/2+disc), whole.Inset(m, whole.H/2+disc, m, m)
		d.Box(s.Column(gap, kit.Spring(), s.windows(), title), upper)
		d.Box(s.Column(gap, how, safe, kit.Spring()), lower)
	}
	d.Cross(s.Panel().Crosses()[s.Due])
	return d
}

// windows are lit for the crosses that were touched.
func (s Calibration) windows() kit.Box {
	side := kit.By[float32](s.Kit, 14, 14, 9)
	cells := []kit.Cell{{}}
	for i, done := range s.Done {
		state := kit.WindowEmpty
		switch {
		case i == s.Due:
			state = kit.WindowNow
		case done:
			state = kit.WindowLit
		}
		cells = append(cells, kit.Cell{Box: s.Numbered(state, side, itoa(i+1)), Width: s.MM(side)})
	}
	return s.Row(4, append(cells, kit.Cell{})...).Centred()
}

// proving asks for a key that only a finger that is felt where it is can press.
func (s Calibration) proving() *kit.Drawing {
	title := s.Text(kit.Question, s.T("technician.prove")).Centre()
	how := s.Text(kit.Label, s.T("technician.prove.how")).Regular().Centre()
	off := s.Text(kit.Body, s.T("technician.off", "mm", s.Off)).Centre()
	save := s.Button("save", kit.Primary, "check", s.T("technician.save"), "", s.Save).Least(kit.By[float32](s.Kit, 50, 44, 28))
	again := s.Button("again", kit.Secondary, "restart", s.T("technician.again"), "", s.Again).Least(kit.By[float32](s.Kit, 34, 30, 20))
	left := s.Text(kit.Body, s.T("technician.left", "seconds", itoa(s.Left))).Centre()
	ways := []kit.Box{save, again}
	if s.Class() == kit.Small {
		ways = []kit.Box{s.Row(4, kit.Cell{Box: save, Share: 1.5}, kit.Cell{Box: again})}
	}
	words := append([]kit.Box{kit.Spring(), title, how, off}, ways...)
	return s.curtained(s.Column(kit.By[float32](s.Kit, 8, 6, 2), append(words, left, kit.Spring())...))
}

func (s Calibration) ended(icon, what, next string) *kit.Drawing {
	return s.curtained(s.Column(kit.By[float32](s.Kit, 8, 6, 3), kit.Spring(), s.Icon(icon, kit.Indigo, kit.By[float32](s.Kit, 60, 50, 26)),
		s.Text(kit.Question, what).Centre(), s.Text(kit.Label, next).Regular().Centre(), kit.Spring()))
}

// curtained is content on paper, as wide as it is read at a glance.
func (s Calibration) curtained(content kit.Box) *kit.Drawing {
	side, top := s.Margin()/s.MM(1), s.Margin()/s.MM(1)
	if s.Class() == kit.Landscape {
		side = kit.ByScale[float32](s.Kit, 90, 70, 50)
	}
	return s.Lay(kit.Frame{Bare: true, Content: s.Padded(content, side, top, side, top)})
}
