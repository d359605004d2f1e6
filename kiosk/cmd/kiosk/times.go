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
	Public    int `toml:"public" within:"60 to 300"`    // idle where nothing can be lost
	Task      int `toml:"task" within:"60 to 300"`      // idle inside a matter
	Slow      int `toml:"slow" within:"60 to 300"`      // the same with larger type or sound
	Warning   int `toml:"warning" within:"20 to 120"`   // the countdown
	Done      int `toml:"done" within:"20 to 120"`      // the last page
	Taken     int `toml:"taken" within:"30 to 300"`     // a card that stayed is asked for
	Second    int `toml:"second" within:"30 to 300"`    // a call for help goes to the next person
	Telephone int `toml:"telephone" within:"60 to 600"` // and to the telephone, both from the press
}

// usualTimes stand where the file says nothing.
var usualTimes = timesConfig{Public: 60, Task: 90, Slow: 180, Warning: 30, Done: 30, Taken: 60, Second: 60, Telephone: 120}

func (e *configError) checkTimes(t timesConfig) {
	e.checkBounds("times", t)
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
