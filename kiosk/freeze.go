package kiosk

import "time"

// Rule names why a kiosk takes no new requests for a time; what was kept stays
// kept, and reading and looking up go on. It is a stable key.
type Rule string

// The rules, in the order in which they are asked.
const (
	DiskFailing  Rule = "disk-failing"  // the last write failed
	DiskLow      Rule = "disk-low"      // less room than the reserve
	DiskSlow     Rule = "disk-slow"     // the last write took longer than anybody waits
	QueueFull    Rule = "queue-full"    // too many records wait for the centre
	QueueOld     Rule = "queue-old"     // the oldest has waited too long: nobody can keep the promised day
	CatalogueOld Rule = "catalogue-old" // the terms may have changed long ago

	NotEnrolled Rule = "not-enrolled" // no centre knows this machine: it could seal to nobody. Of no limit
)

// Rules lists every rule.
func Rules() []Rule {
	return []Rule{DiskFailing, DiskLow, DiskSlow, QueueFull, QueueOld, CatalogueOld, NotEnrolled}
}

// FrozenError is a store's refusal of new work, before anything of it was
// written. It is an ErrFull.
type FrozenError struct{ Rule Rule }

// Error names the rule.
func (e *FrozenError) Error() string { return "no new requests are taken: " + string(e.Rule) }

// Is makes every refusal an ErrFull.
func (e *FrozenError) Is(target error) bool { return target == ErrFull }

// Limits are where the rules begin. A zero limit is a rule that is not asked.
type Limits struct {
	Queue     int           // most records that wait for the centre
	Oldest    time.Duration // longest that one waits
	Reserve   int64         // bytes that stay free on the disk: for what is kept already
	Catalogue time.Duration // oldest catalogue
}

// DefaultLimits are for a station that a person visits every week.
func DefaultLimits() Limits {
	return Limits{Queue: 5000, Oldest: 14 * 24 * time.Hour, Reserve: 64 << 20, Catalogue: 180 * 24 * time.Hour}
}

// Standing is how a kiosk stands towards its limits.
type Standing struct {
	Waiting   int       // records without the centre's word
	Oldest    time.Time // when the oldest of them was kept; zero: none, or nobody vouches for the time
	Free      int64     // bytes on the disk of the database
	Failing   bool      // the last write failed
	Slow      bool      // the last write took too long
	Catalogue time.Time // when the centre last vouched for the catalogue; zero: not known
	Now       time.Time // zero: the clock is not believed, and ages are not asked
}

// Rule is the first limit that is passed; "" if the kiosk takes new requests.
func (l Limits) Rule(s Standing) Rule {
	older := func(t time.Time, than time.Duration) bool {
		return than > 0 && !t.IsZero() && !s.Now.IsZero() && s.Now.Sub(t) > than
	}
	switch {
	case s.Failing:
		return DiskFailing
	case l.Reserve > 0 && s.Free < l.Reserve:
		return DiskLow
	case s.Slow:
		return DiskSlow
	case l.Queue > 0 && s.Waiting >= l.Queue:
		return QueueFull
	case older(s.Oldest, l.Oldest):
		return QueueOld
	case older(s.Catalogue, l.Catalogue):
		return CatalogueOld
	}
	return ""
}
