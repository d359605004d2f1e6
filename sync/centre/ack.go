package centre

import (
	"context"

	"station365/sync/wire"
)

// word is what is to be said of one chain.
type word struct {
	refused []wire.Quarantined
	resend  bool   // ask again from where the unbroken chain ends
	quiet   uint32 // seconds in which the kiosk shall send no records
}

// and joins what came due meanwhile.
func (w word) and(more word) word {
	w.refused = append(w.refused, more.refused...)
	if len(w.refused) > wire.MaxQuarantined {
		w.refused = w.refused[:wire.MaxQuarantined] // the kiosk sends the rest again
	}
	return word{refused: w.refused, resend: w.resend || more.resend, quiet: max(w.quiet, more.quiet)}
}

// acknowledgement says what is committed, signed. It also tells whether there is
// a gap, and behind which sequence.
func (c *Centre) acknowledgement(ctx context.Context, of chain, w word) (signed []byte, gap bool, through uint64, err error) {
	is, err := c.books.chainAt(ctx, of)
	if err != nil {
		return nil, false, 0, err
	}
	a := wire.Acknowledgement{Kiosk: of.kiosk, Epoch: of.epoch, Through: is.through, Hash: is.hash, Beyond: is.beyond,
		Quarantined: w.refused, SlowDown: w.quiet, At: c.opts.Now().UTC()}
	if w.resend {
		a.ResendFrom = is.through + 1
	}
	signed, err = a.Sign(c.keys.sign)
	return signed, len(is.beyond) > 0, is.through, err
}
