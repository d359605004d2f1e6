package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"station365/kiosk/catalogue"
	"station365/kiosk/flow"
	"station365/kiosk/voice"
	"station365/kiosk/words"
)

// soundConfig is what is heard, and through what.
type soundConfig struct {
	Player string `toml:"player"` // command that plays a WAV from its standard input, or "none"
	Speech string `toml:"speech"` // the speech program, or "none"
	Clips  string `toml:"clips"`  // folder of recorded lines, LANGUAGE/KEY.wav; "": there are none
	Volume string `toml:"volume"` // how loud pages are read when a session begins; "off": only when asked
}

// none is a part that a station does without.
const none = "none"

// usualSound is Debian's alsa-utils and espeak-ng.
var usualSound = soundConfig{Player: "aplay", Speech: "espeak-ng", Volume: flow.SoundOff}

func (e *configError) checkSound(c soundConfig) {
	if len(strings.Fields(c.Player)) == 0 {
		e.add("sound.player", fmt.Sprintf("%q", c.Player), `none, or a command that plays a WAV from its standard input, such as "aplay" or "aplay -D plughw:1"`)
	}
	e.oneOf("sound.speech", c.Speech, []string{"espeak-ng", none})
	e.oneOf("sound.volume", c.Volume, []string{flow.SoundOff, flow.SoundSoft, flow.SoundMiddle, flow.SoundLoud})
}

// heard is what a voice is made of, by the configuration.
func (c soundConfig) heard(tables []*words.Table, log *slog.Logger) voice.Opts {
	o := voice.Opts{Words: tables, Logger: log}
	if command := strings.Fields(c.Player); len(command) > 0 && c.Player != none {
		o.Player = voice.PlayerProgram(command)
	}
	if c.Speech != "" && c.Speech != none {
		o.Speaker = voice.ESpeak{}
	}
	if c.Clips != "" {
		o.Clips = voice.NewClips(os.DirFS(c.Clips))
	}
	return o
}

// trySound is how long kiosk check waits for a loudspeaker or a speech program
// that hangs.
const trySound = 10 * time.Second

// saySound plays two notes, so that a technician hears whether the loudspeaker
// works, and tells which lines are recorded. Silence is no failure: all that is
// heard is also written.
func saySound(out io.Writer, c soundConfig, p place, name bool) {
	ctx, cancel := context.WithTimeout(context.Background(), trySound)
	defer cancel()
	o := c.heard(p.languages, nil)
	if o.Player == nil {
		fmt.Fprintf(out, "%-14s none, as configured: nothing is heard\n", "sound")
		return
	}
	report(out, "sound", o.TryPlayer(ctx), "plug a loudspeaker in, install alsa-utils, or set sound.player; the kiosk starts without it")
	if o.Speaker != nil {
		report(out, "speech", o.TrySpeaker(ctx), "install espeak-ng, or set sound.speech; the kiosk starts without it")
	}
	if c.Clips == "" {
		fmt.Fprintf(out, "%-14s none: sound.clips names no folder\n", "clips")
		return
	}
	if _, err := os.Stat(c.Clips); err != nil {
		report(out, "clips", err, "correct sound.clips, or leave it out")
		return
	}
	for _, w := range o.Words {
		keys := voice.Keys(w, spokenKeys(p.catalogue))
		missing, have := o.Clips.Missing(w.Lang(), keys)
		fmt.Fprintf(out, "%-14s %s: %d of %d lines are recorded\n", "clips", w.Lang(), have, len(keys))
		if !name {
			continue
		}
		for _, key := range missing {
			fmt.Fprintf(out, "%-14s %s/%s\n", "", w.Lang(), key)
		}
	}
}

// spokenKeys are the catalogue's words that are read aloud.
func spokenKeys(c *catalogue.Catalogue) (keys []string) {
	for _, m := range c.Matters() {
		keys = append(append(append(keys, m.Title, m.FlowCard.Who, m.FlowCard.Fee), m.FlowCard.Papers...), m.Notice...)
		for _, f := range m.Form.Fields {
			keys = append(keys, f.Question, f.Help)
			for _, o := range slices.Concat(f.Choices, f.Skips) {
				keys = append(keys, o.Title)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
