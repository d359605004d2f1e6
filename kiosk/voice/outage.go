package voice

import (
	"log/slog"
	"sync/atomic"
	"time"
)

// retry is how long a part that failed is left in peace: long enough to cost
// nothing, short enough that a loudspeaker plugged in again is soon heard.
const retry = time.Minute

// outage remembers that a part does not work, and tells its beginning and its end
// once each.
type outage struct {
	what  string
	log   *slog.Logger
	since time.Time // zero while it works
	until time.Time
	lasts atomic.Bool // for others than the one who tries
}

// mayTry tells whether the part works, or has rested since it last failed.
func (o *outage) mayTry() bool { return o.since.IsZero() || !time.Now().Before(o.until) }

func (o *outage) note(err error) {
	switch {
	case err == nil && !o.since.IsZero():
		o.log.Info(o.what+" works again", "after", time.Since(o.since).Round(time.Second))
		o.since = time.Time{}
		o.lasts.Store(false)
	case err != nil:
		if o.since.IsZero() {
			o.since = time.Now()
			o.lasts.Store(true)
			o.log.Warn(o.what+" does not work: all goes on in text", "error", err)
		}
		o.until = time.Now().Add(retry)
	}
}
