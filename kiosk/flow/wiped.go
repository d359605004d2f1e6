package flow

import (
	"time"

	"station365/kiosk/session"
)

// wipedShown is how long a page says that the last session is wiped: long enough
// to be read by who is turning away, and gone before the next person has read it.
const wipedShown = 8 * time.Second

// wipedLeft is how long that is still said.
func (v *Visit) wipedLeft(now time.Time) time.Duration {
	if v.wiped == "" || v.state != Welcome && v.state != Home {
		return 0
	}
	return max(0, wipedShown-now.Sub(v.entered))
}

// wipedKey is what is said: without a name, whoever it was.
func (v *Visit) wipedKey(now time.Time) string {
	if v.wipedLeft(now) <= 0 {
		return ""
	}
	if v.wiped == session.OtherCard {
		return "wiped.other-card"
	}
	return "wiped.done"
}
