package codes

import (
	"context"

	"station365/devices/idcard"
)

// Checked is a reader whose cards carry the lists' warnings too, whichever driver
// reads them.
func Checked(r idcard.Reader, t *Tables) idcard.Reader { return checked{r, t} }

type checked struct {
	idcard.Reader
	tables *Tables
}

// Run implements idcard.Reader.
func (c checked) Run(ctx context.Context, emit func(idcard.Event)) error {
	return c.Reader.Run(ctx, func(e idcard.Event) {
		if e.Card != nil {
			e.Card.Warnings = append(e.Card.Warnings, c.tables.Check(e.Card)...)
		}
		emit(e)
	})
}
