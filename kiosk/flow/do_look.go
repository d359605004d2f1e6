package flow

import "slices"

// How loud pages are read aloud.
const (
	SoundOff    = "off"
	SoundSoft   = "soft"
	SoundMiddle = "middle"
	SoundLoud   = "loud"
)

// firstLook is how a session begins: as the station set it.
func (f *Flow) firstLook() Look {
	l := Look{Scale: f.opts.Scale, Theme: "light", Sound: f.opts.Sound}
	if l.Sound == "" {
		l.Sound = SoundOff
	}
	if len(f.opts.Languages) > 0 {
		l.Language = f.opts.Languages[0]
	}
	return l
}

func (v *Visit) setScale(e Event) {
	switch e.Value {
	case "standard", "large", "largest":
		v.look.Scale = e.Value
	}
}

func (v *Visit) setTheme(e Event) {
	switch e.Value {
	case "light", "high":
		v.look.Theme = e.Value
	}
}

// setLanguage changes the words of every page; answers are values and stay.
func (v *Visit) setLanguage(e Event) {
	if slices.Contains(v.flow.opts.Languages, e.Value) {
		v.look.Language = e.Value
	}
}

func (v *Visit) setLow(e Event) { v.look.Low = e.Value == "on" }

func (v *Visit) setSound(e Event) {
	switch e.Value {
	case SoundOff, SoundSoft, SoundMiddle, SoundLoud:
		v.look.Sound = e.Value
	}
}

// hear asks for this page's words. Where pages were silent they are read from now
// on: who asks once cannot read the next page either.
func (v *Visit) hear(Event) {
	if v.flow.opts.Mute() {
		v.said = "top.no-sound"
		return
	}
	if v.look.Sound == SoundOff {
		v.look.Sound = SoundMiddle
	}
	v.hears++
}
