package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"station365/kiosk/catalogue"
	"station365/sync/centre"
	"station365/sync/wire"
)

// publish signs a document and puts it down for kiosks.
func (p program) publish(ctx context.Context, args []string) error {
	f := newFlags("publish")
	community := f.String("community", "", "for this community only")
	kioskID := f.String("kiosk", "", "for this kiosk only (station, settings)")
	words, err := f.parse(args, 2)
	if err != nil {
		return err
	}
	content, err := readDocument(words[0], words[1])
	if err != nil {
		return err
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		all, err := c.Publish(ctx, words[0], content, centre.Audience{Community: *community, Kiosk: *kioskID})
		if err != nil {
			return err
		}
		for _, d := range all {
			to := d.Community
			if d.Kiosk != "" {
				to = "kiosk " + d.Kiosk
			}
			if d.Same {
				p.say("%s version %d: %s has exactly this already", d.Kind, d.Version, to)
				continue
			}
			p.say("%s version %d published for %s", d.Kind, d.Version, to)
		}
		return nil
	})
}

// readDocument reads a file; a catalogue may also be a folder of matters.
func readDocument(kind, path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read document: %w", err)
	}
	if info.IsDir() && kind == wire.KindCatalogue {
		return catalogue.Bundle(os.DirFS(path))
	}
	if info.Size() > wire.MaxContent {
		return nil, fmt.Errorf("read document: %s: %w", path, wire.ErrTooLarge)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read document: %w", err)
	}
	return b, nil
}

// documents lists where the kiosks stand.
func (p program) documents(ctx context.Context, args []string) error {
	f := newFlags("documents list")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		all, err := c.Standings(ctx)
		for _, s := range all {
			p.say("%-12s %-10s has version %d of %d, said %s", s.Kiosk, s.Kind, s.Version, s.Published, s.Said.Local().Format(time.DateTime))
			if s.Refused > 0 {
				p.say("  refused version %d:\n    %s", s.Refused, strings.Join(s.Reasons, "\n    "))
			}
		}
		return err
	})
}

// alarms lists what a person must look at.
func (p program) alarms(ctx context.Context, args []string) error {
	f := newFlags("alarms list")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		all, err := c.Alarms(ctx)
		for _, a := range all {
			p.say("%s  %-12s %-17s %s\n  %s", a.At.Local().Format(time.DateTime), a.Kiosk, a.Kind, a.Place, a.ToDo())
		}
		p.say("%d alarms", len(all))
		return err
	})
}
