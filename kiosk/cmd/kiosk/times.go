package main

import (
	"fmt"
	"time"

	"station365/kiosk/flow"
)

// timesConfig are the waits of a visit, in seconds. A kiosk in a quiet hall may
// wait longer than one with a queue; none may hurry people or leave their pages
// open for long (services.md 4.1).
type timesConfig struct {
	Public    int `toml:"public"`    // idle where nothing can be lost
	Task      int `toml:"task"`      // idle inside a matter
	Slow      int `toml:"slow"`      // the same with larger type or sound
	Warning   int `toml:"warning"`   // the countdown
	Done      int `toml:"done"`      // the last page
	Taken     int `toml:"taken"`     // a card that stayed is asked for
	Second    int `toml:"second"`    // a call for help goes to the next person
	Telephone int `toml:"telephone"` // and to the telephone, both from the press
}

// usualTimes stand where the file says nothing.
var usualTimes = timesConfig{Public: 60, Task: 90, Slow: 180, Warning: 30, Done: 30, Taken: 60, Second: 60, Telephone: 120}

func (e *configError) checkTimes(t timesConfig) {
	e.within("times.public", float64(t.Public), 60, 300)
	e.within("times.task", float64(t.Task), 60, 300)
	e.within("times.slow", float64(t.Slow), 60, 300)
	e.within("times.warning", float64(t.Warning), 20, 120)
	e.within("times.done", float64(t.Done), 20, 120)
	e.within("times.taken", float64(t.Taken), 30, 300)
	e.within("times.second", float64(t.Second), 30, 300)
	e.within("times.telephone", float64(t.Telephone), 60, 600)
	if t.Slow < t.Task {
		e.add("times.slow", fmt.Sprint(t.Slow), fmt.Sprintf("at least times.task, which is %d", t.Task))
	}
	if t.Telephone <= t.Second {
		e.add("times.telephone", fmt.Sprint(t.Telephone), fmt.Sprintf("more than times.second, which is %d", t.Second))
	}
}

func (t timesConfig) waits() flow.Times {
	s := func(n int) time.Duration { return time.Duration(n) * time.Second }
	return flow.Times{Public: s(t.Public), Task: s(t.Task), Slow: s(t.Slow), Warning: s(t.Warning), Done: s(t.Done), Taken: s(t.Taken),
		Second: s(t.Second), Telephone: s(t.Telephone)}
}
