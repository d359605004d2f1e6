package main

import (
	"context"

	"station365/sync/centre"
	"station365/sync/courier"
)

// importFolder takes what kiosk export wrote.
func (p program) importFolder(ctx context.Context, args []string) error {
	f := newFlags("import")
	words, err := f.parse(args, 1)
	if err != nil {
		return err
	}
	folder, err := courier.Open(words[0])
	if err != nil {
		return err
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		n, err := c.TakeCarried(ctx, folder)
		p.say("%d kiosks: %d messages taken, %d records refused, %d files of strangers, %d answers written",
			n.Kiosks, n.Messages, n.Refused, n.Strangers, n.Answers)
		return err
	})
}
