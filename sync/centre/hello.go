package centre

import (
	"context"

	"station365/sync/wire"
)

// greeted takes a kiosk's word on where it stands: it notes it, raises what does
// not fit what is in the books, and says whether records are asked for again.
func (c *Centre) greeted(ctx context.Context, h wire.Hello) (resend bool, err error) {
	of := chain{h.Kiosk, h.Epoch}
	kinds, resend, err := c.suspect(ctx, of, h)
	if err != nil {
		return false, err
	}
	if len(kinds) > 0 {
		err = c.books.inTx(ctx, func(p page) error {
			for _, kind := range kinds {
				if err := c.raise(ctx, p, h.Kiosk, kind, place{h.Epoch, h.Sequence}.String()); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return resend, err
}

// suspect compares a hello with the books. An opening hello
// comes before any record of its line, so its chain cannot honestly end before
// what is here.
func (c *Centre) suspect(ctx context.Context, of chain, h wire.Hello) (alarms []string, resend bool, err error) {
	newest, err := c.books.newest(ctx, of.kiosk)
	if err != nil {
		return nil, false, err
	}
	is, err := c.books.chainAt(ctx, of)
	if err != nil {
		return nil, false, err
	}
	hash, found, err := c.books.hashAt(ctx, of, h.Sequence)
	if err != nil {
		return nil, false, err
	}
	if newest > of.epoch {
		alarms = append(alarms, AlarmOldEpoch)
	}
	if found && string(hash[:]) != string(h.Hash) {
		alarms = append(alarms, ReasonForked)
	}
	if h.Opening && is.highest > h.Sequence {
		alarms = append(alarms, AlarmRolledBack)
	}
	if h.Acknowledged > is.through {
		alarms, resend = append(alarms, AlarmMissing), true
	}
	return alarms, resend, nil
}
