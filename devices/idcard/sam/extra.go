package sam

import (
	"context"
	"encoding/hex"
	"errors"
	"strings"

	"station365/devices"
	"station365/devices/idcard"
	"station365/kiosk/personal"
)

// newestAddress puts the address that was written to the chip after the card was
// printed in the place of the printed one. Nothing here makes a reading fail: the
// printed address is there. Foreigners' cards have no address at all.
func (w *watch) newestAddress(ctx context.Context, c *idcard.Card) {
	if c.Kind == idcard.Foreign2017 || c.Kind == idcard.Foreign2023 || w.noNewest {
		return
	}
	a, err := w.talk.ask(ctx, readNewest)
	defer a.wipe()
	switch {
	case errors.Is(err, devices.ErrTimeout):
		// It does not know the command. Nobody waits for that twice.
		w.noNewest = true
	case err != nil:
		c.Warnings = append(c.Warnings, idcard.NewestUnread)
	case a.sw == swDone:
		takeNewest(c, text(a.data))
	case a.sw == swOrder, a.sw == swUnknown, a.sw == swNoItem:
		// The module does not know the command, or the card has none.
	default:
		c.Warnings = append(c.Warnings, idcard.NewestUnread)
	}
}

// takeNewest takes the last address that is not blank. That one entry follows the
// other in places of 70 bytes, the newest last, is no standard's word: where there
// are several, a person should look.
func takeNewest(c *idcard.Card, t text) {
	entries := 0
	for at := 0; at+1 < len(t); at += addressLen {
		v := t.personal(place{at, min(addressLen, (len(t)-at)&^1)})
		if v.Empty() {
			continue
		}
		entries++
		c.Address.Wipe()
		c.Address, c.NewestAddress = v, true
	}
	if entries > 1 {
		c.Warnings = append(c.Warnings, idcard.NewestSeveral)
	}
	if entries > 0 && strings.ContainsRune(c.Address.Reveal(), '\uFFFD') {
		c.Warnings = append(c.Warnings, idcard.TextDamaged)
	}
}

// managementNumber reads the number of the card body where that is wanted. A card
// or module without one is no failure.
func (w *watch) managementNumber(ctx context.Context, c *idcard.Card) {
	if !w.dev.opts.ManagementNumber {
		return
	}
	a, err := w.talk.ask(ctx, readBody)
	defer a.wipe()
	if err != nil || a.sw != swDone {
		return
	}
	digits := make([]byte, hex.EncodedLen(bodyNumberLen))
	hex.Encode(digits, a.data[:bodyNumberLen])
	c.ManagementNumber = personal.FromBytes(digits)
}
