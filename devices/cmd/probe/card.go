package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"
	"time"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/idcard/sam"
	"station365/devices/serial"
	"station365/kiosk/personal"
)

// readCard reads one card and shows it masked.
func readCard(ctx context.Context, flags *flag.FlagSet, args []string, t terminal) error {
	port := flags.String("port", "", "the reader's serial port")
	baud := flags.Int("baud", 0, "the reader's rate; 0 searches")
	show := flags.Bool("show", false, "show names and numbers instead of masks; only with the holder's leave")
	wait := flags.Duration("for", time.Minute, "how long to wait for a card")
	err := parsePort(flags, args, port, "probe card: read one card. Nothing of it is kept; what is masked stays masked unless --show asks.\nExample: probe card --port /dev/ttyUSB0")
	if err != nil {
		return err
	}
	return present(ctx, readerOn(*port, *baud), *wait, *show, t)
}

// readerOn is the kiosk's own driver on a port.
func readerOn(port string, baud int) *sam.Dev {
	at := func(rate int) serial.OpenFunc { return serial.Opener(serial.Opts{Path: port, Baud: rate}) }
	return sam.Search(at, baud, sam.Opts{Port: port})
}

// present waits for one presentation of a card.
func present(ctx context.Context, reader idcard.Reader, wait time.Duration, show bool, t terminal) error {
	ctx, done := context.WithCancelCause(ctx)
	defer done(nil)
	ctx, cancel := context.WithTimeoutCause(ctx, wait, errNoCard)
	defer cancel()
	_ = reader.Run(ctx, func(e idcard.Event) {
		switch e.Kind {
		case idcard.HealthChanged:
			sayReader(t, e.Health)
		case idcard.CardPlaced:
			t.say("card found: leave it where it is")
		case idcard.CardRead:
			sayCard(t, e.Card, show)
			e.Card.Wipe()
			done(errDone)
		case idcard.CardFailed:
			meaning, next := sam.Explain(e.Code)
			t.say("not read, %s: %s\n  try: %s", e.Code, phrase(meaning), phrase(next))
			done(errNotWell)
		}
	})
	return ended(ctx)
}

var (
	errNoCard = errors.New("no card was laid down")
	errDone   = errors.New("done")
)

// ended is why a command's work ended: nil if it was done or interrupted.
func ended(ctx context.Context) error {
	if err := context.Cause(ctx); !errors.Is(err, errDone) && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

func sayReader(t terminal, h devices.Health) {
	switch h.State {
	case devices.Ready:
		t.say("reader ready, module %s: lay a card down", h.Model)
	case devices.Starting:
		t.say("port is open, asking the module")
	default:
		meaning, next := sam.Explain(h.Code)
		t.say("reader %s, %s: %s\n  try: %s", phrase(h.State), h.Code, phrase(meaning), phrase(next))
	}
}

// sayCard writes a card down for a technician. Only what cannot name anybody is
// always in the open.
func sayCard(t terminal, c *idcard.Card, show bool) {
	name := masking(show, keepFirst)
	number := masking(show, keepLast4)
	hidden := masking(show, keepNone)
	line := func(label, value string) {
		if value != "" {
			t.say("  %-18s %s", phrase(label), value)
		}
	}
	t.say("card read")
	line("kind", string(c.Kind))
	line("name", name(c.Name))
	line("name in English", name(c.EnglishName))
	line("sex", c.Sex)
	line("ethnic group", c.EthnicGroup)
	line("nationality", c.Nationality)
	line("birth", hidden(c.Birth))
	line("address", hidden(c.Address))
	line("number", number(c.IDNumber))
	line("pass number", number(c.PassNumber))
	line("authority", c.IssuingAuthority)
	line("valid", validity(c))
	line("warnings", strings.Join(c.Warnings, ", "))
}

func validity(c *idcard.Card) string {
	until := day(c.ValidUntil)
	if c.LongTerm {
		until = "for ever"
	}
	return day(c.ValidFrom) + " to " + until
}

func day(d idcard.Date) string {
	if d.IsZero() {
		return "(blank)"
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// masking hides every character but those that keep leaves; their count stays.
func masking(show bool, keep func(i, n int) bool) func(personal.Value) string {
	return func(v personal.Value) string {
		text := []rune(v.Reveal())
		for i := range text {
			if !show && !keep(i, len(text)) {
				text[i] = '*'
			}
		}
		return string(text)
	}
}

func keepFirst(i, _ int) bool { return i == 0 }
func keepLast4(i, n int) bool { return i >= n-4 }
func keepNone(int, int) bool  { return false }
