package kiosk

// Week is how a week went at one kiosk, in counts of cases: nobody can be told
// from it.
type Week struct {
	Settled int // finished in this week
	InHand  int // not finished, and not late
	Late    int // not finished, and the promised day has passed
}
