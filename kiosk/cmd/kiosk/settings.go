package main

import (
	"errors"
	"fmt"

	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/sync/wire"
)

// with is the configuration with the centre's settings over it.
func (c config) with(s wire.Settings) config {
	over := func(to *int, n int) {
		if n != 0 {
			*to = n
		}
	}
	t := s.Times
	over(&c.Times.Public, t.Public)
	over(&c.Times.Task, t.Task)
	over(&c.Times.Slow, t.Slow)
	over(&c.Times.Warning, t.Warning)
	over(&c.Times.Done, t.Done)
	over(&c.Times.Taken, t.Taken)
	over(&c.Times.Second, t.Second)
	over(&c.Times.Telephone, t.Telephone)
	over(&c.Limits.Queue, s.Limits.Queue)
	over(&c.Limits.Oldest, s.Limits.Oldest)
	over(&c.Limits.Catalogue, s.Limits.Catalogue)
	if s.Volume != "" {
		c.Sound.Volume = s.Volume
	}
	if s.Type != "" {
		c.Screen.Type = s.Type
	}
	return c
}

// checkSettings holds settings to the bounds of the configuration's own keys.
func (c config) checkSettings(content []byte) error {
	s, err := wire.DecodeSettings(content)
	if err != nil {
		return err
	}
	n, e := c.with(s), &configError{}
	e.checkTimes(n.Times)
	e.checkBounds("limits", n.Limits)
	e.checkSound(n.Sound)
	e.oneOf("screen.type", n.Screen.Type, scales)
	if n.Limits.Queue > c.Limits.Queue {
		e.add("limits.queue", fmt.Sprint(n.Limits.Queue), fmt.Sprintf("at most %d, as this kiosk's configuration says", c.Limits.Queue))
	}
	var errs []error
	for _, f := range e.faults {
		errs = append(errs, fmt.Errorf("%s: found %s; allowed: %s", f.key, f.found, f.allowed))
	}
	return errors.Join(errs...)
}

// settings are what a visit that begins now goes by.
func (c config) settings() *flow.Settings {
	return &flow.Settings{Times: c.Times.waits(), Scale: c.Screen.Type, Sound: c.Sound.Volume}
}

// Limits are those of now; any goroutine may ask.
func (d *documents) Limits() kiosk.Limits {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.set.Limits.rules()
}
