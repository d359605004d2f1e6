package station

import (
	"slices"
	"time"
)

// Weekdays are the days of h from Monday on, each once.
func (h Hours) Weekdays() (days []time.Weekday) {
	for i := range 7 {
		day := time.Weekday((i + 1) % 7)
		if slices.ContainsFunc(h.Days, func(name string) bool { d, known := weekdays[name]; return known && d == day }) {
			days = append(days, day)
		}
	}
	return days
}
