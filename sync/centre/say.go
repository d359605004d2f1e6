package centre

import (
	"context"
	"time"
)

// Waits before a gap is asked for and raised. One connection keeps the order, so
// a gap is a message that a broker lost or that another worker still holds.
const (
	askGapAfter   = 10 * time.Second
	raiseGapAfter = 10 * time.Minute
)

// gap is a hole in a chain.
type gap struct {
	through uint64 // it begins behind this
	since   time.Time
	asked   time.Time
	raised  bool
}

// speaker says acknowledgements and remembers where there are gaps. It works in
// one goroutine.
type speaker struct {
	*exchange
	gaps map[chain]*gap
}

// acknowledge publishes what is due. What came due meanwhile for the same kiosk
// and epoch is said in one message. Gaps that stay are asked for again.
func (x *exchange) acknowledge(ctx context.Context) {
	s := speaker{x, map[chain]*gap{}}
	t := time.NewTicker(lookEvery)
	defer t.Stop()
	for {
		var due map[chain]word
		select {
		case <-ctx.Done():
			return
		case first := <-x.toSay:
			due = x.gather(first)
		case <-t.C:
			due = s.overdue(ctx)
		}
		for of, w := range due {
			if err := s.say(ctx, of, w); err != nil && ctx.Err() == nil {
				x.centre.opts.Logger.Error("acknowledge", "kiosk", of.kiosk, "error", err)
			}
		}
	}
}

// mostGathered bounds how many are joined before they are said.
const mostGathered = 256

func (x *exchange) gather(first say) map[chain]word {
	all := map[chain]word{first.of: first.word}
	for range mostGathered {
		select {
		case s := <-x.toSay:
			all[s.of] = all[s.of].and(s.word)
		default:
			return all
		}
	}
	return all
}

func (s speaker) say(ctx context.Context, of chain, w word) error {
	p := s.centre.presentOf(of.kiosk)
	if p == nil {
		delete(s.gaps, of)
		return nil // it says hello when it is back
	}
	message, hole, through, err := s.centre.acknowledgement(ctx, of, w)
	if err != nil {
		return err
	}
	s.watchGap(of, hole, through)
	return s.carry.publish(ctx, p.row.topics.Ack, message, false)
}

func (s speaker) watchGap(of chain, hole bool, through uint64) {
	now := s.centre.opts.Now()
	g := s.gaps[of]
	switch {
	case !hole:
		delete(s.gaps, of)
	case g == nil || g.through != through:
		s.gaps[of] = &gap{through: through, since: now, asked: now}
	}
}

// overdue lists the gaps that have to be asked for, and raises those that stay
// although they were.
func (s speaker) overdue(ctx context.Context) map[chain]word {
	due := map[chain]word{}
	now := s.centre.opts.Now()
	for of, g := range s.gaps {
		if now.Sub(g.asked) >= s.centre.opts.AskGapAfter {
			g.asked = now
			due[of] = word{resend: true}
		}
		if g.raised || now.Sub(g.since) < raiseGapAfter {
			continue
		}
		err := s.centre.books.inTx(ctx, func(p page) error {
			return s.centre.raise(ctx, p, of.kiosk, AlarmGap, place{of.epoch, g.through + 1}.String())
		})
		g.raised = err == nil
	}
	return due
}
