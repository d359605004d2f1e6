package flow

import (
	"testing"
	"testing/synctest"
)

func TestHearingAPageOnceReadsTheNextOnesToo_UntilTheSessionEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.do(pick(Start, ""))

		v := d.do(pick(Hear, ""))
		if v.State != Home || v.Hear != 1 || v.Look.Sound != SoundMiddle || v.Said != "" {
			t.Errorf("after asking: at %s, asked %d times, sound %q, says %q", v.State, v.Hear, v.Look.Sound, v.Said)
		}
		d.do(pick(OpenSize, ""), pick(SetSound, SoundSoft), pick(Next, ""))
		if v = d.do(pick(Hear, "")); v.Hear != 2 || v.Look.Sound != SoundSoft {
			t.Errorf("asked again: asked %d times, sound %q", v.Hear, v.Look.Sound)
		}
		if v = d.do(pick(Restart, "")); v.Hear != 0 || v.Look.Sound != SoundOff {
			t.Errorf("the next session begins with %d, sound %q", v.Hear, v.Look.Sound)
		}
	})
}

func TestWhereNothingCanBeHeard_AskingSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.flow.opts.Mute = func() bool { return true }
		d.do(pick(Start, ""))

		v := d.do(pick(Hear, ""))

		if v.State != Home || v.Said != "top.no-sound" || v.Look.Sound != SoundOff || v.Hear != 0 {
			t.Errorf("at %s, says %q, sound %q", v.State, v.Said, v.Look.Sound)
		}
	})
}

func TestTheSizePageTurnsItsLeaves_AndTakesOnlyWhatThereIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.do(pick(Start, ""), pick(OpenSize, ""), pick(Turn, "1"))
		v := d.do(pick(SetSound, "11"), pick(SetLow, "on"), pick(SetScale, "huge"))

		if v.Page != 1 || v.Look.Sound != SoundOff || !v.Look.Low || v.Look.Scale != "standard" {
			t.Errorf("page %d, look %+v", v.Page, v.Look)
		}
	})
}

func TestEveryPageKnowsWhereTheHousingHasItsParts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.flow.opts.Housing = Housing{Reader: BelowRight, Printer: Below, Scanner: Left}

		for _, e := range []Event{pick(Start, ""), pick(OpenCases, ""), pick(ByCard, "")} {
			if v := d.do(e); v.Housing != d.flow.opts.Housing {
				t.Errorf("at %s: %+v", v.State, v.Housing)
			}
		}
	})
}
