package emulator

import (
	"bytes"
	"testing"

	"station365/devices/serial"
)

func TestRollEndsByItself_AndANewOneGoesOn(t *testing.T) {
	o, c := usual()
	o.Roll = 60 // mm
	on(t, o, func(t *testing.T, p *Printer, line serial.Conn) {
		say(t, line, []byte{0x1D, 'a', 0xFF}, bytes.Repeat([]byte("a line\n"), 20), cutNow)
		got := answers(line)
		if c.count() != 0 || p.Paper() == nil || !bytes.HasSuffix(got, []byte{0x18, 0, 0x0F, 0x0F}) {
			t.Errorf("%d slips, answers % X", c.count(), got)
		}

		p.SetPaper(true)
		answers(line)

		if c.count() != 1 {
			t.Errorf("%d slips on a new roll", c.count())
		}
	})
}

func TestRollNearsItsEnd_OnlyASensorSeesIt(t *testing.T) {
	for sensor, want := range map[bool]byte{true: 0x1E, false: 0x12} {
		o, _ := usual()
		o.Roll, o.Can.NearEnd = 2010, sensor
		on(t, o, func(t *testing.T, p *Printer, line serial.Conn) {
			say(t, line, []byte{0x1B, 'J', 200})
			answers(line)
			say(t, line, []byte{0x10, 4, 4})

			if got := answers(line); !bytes.Equal(got, []byte{want}) {
				t.Errorf("sensor %v: answers % X", sensor, got)
			}
		})
	}
}

func TestFaultComesAtItsByte(t *testing.T) {
	o, _ := usual()
	on(t, o, func(t *testing.T, p *Printer, line serial.Conn) {
		p.After(4, func() { p.SetCover(true) })
		p.After(6, func() { p.SetPaper(false) })

		say(t, line, []byte{0x10, 4, 2, 'a'}, []byte{0x10, 4, 2}, []byte{0x10, 4, 2})

		if got := answers(line); !bytes.Equal(got, []byte{0x12, 0x36, 0x36}) {
			t.Errorf("answers % X", got)
		}
	})
}

func TestHotHeadAndDeadPowerSupplyAreSaid_AndNothingIsPrinted(t *testing.T) {
	for name, c := range map[string]struct {
		fault func(p *Printer, on bool)
		want  []byte
	}{
		"hot":  {(*Printer).SetHot, []byte{0x1A, 0x52, 0x52, 0x12}},
		"dead": {(*Printer).SetDead, []byte{0x1A, 0x52, 0x32, 0x12}},
	} {
		o, slips := usual()
		on(t, o, func(t *testing.T, p *Printer, line serial.Conn) {
			c.fault(p, true)
			say(t, line, []byte("abc\n"), cutNow, []byte{0x10, 4, 1, 0x10, 4, 2, 0x10, 4, 3, 0x10, 4, 4})
			if got := answers(line); !bytes.Equal(got, c.want) || slips.count() != 0 {
				t.Errorf("%s: answers % X, %d slips", name, got, slips.count())
			}

			c.fault(p, false)
			answers(line)

			if slips.count() != 1 {
				t.Errorf("%s: %d slips afterwards", name, slips.count())
			}
		})
	}
}

func TestMutePrinterPrintsAndSaysNothing(t *testing.T) {
	o, c := usual()
	on(t, o, func(t *testing.T, p *Printer, line serial.Conn) {
		p.SetMute(true)

		say(t, line, []byte{0x10, 4, 1}, []byte("abc\n"), cutNow)

		if got := answers(line); len(got) != 0 || c.count() != 1 {
			t.Errorf("answers % X, %d slips", got, c.count())
		}
	})
}
