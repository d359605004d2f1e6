package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"station365/sync/centre"
)

func (p program) calls(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("calls list or answer: %w", errUsage)
	}
	switch args[0] {
	case "list":
		return p.callsList(ctx, args[1:])
	case "answer":
		return p.callsAnswer(ctx, args[1:])
	}
	return fmt.Errorf("calls %q: %w", args[0], errUsage)
}

// callsList shows the calls for help of the last day, newest first.
func (p program) callsList(ctx context.Context, args []string) error {
	f := newFlags("calls list")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		all, err := c.Calls(ctx)
		for _, k := range all {
			p.say("%s  kiosk %s  number %d  %-9s  for %s  %s", k.At.Local().Format(time.TimeOnly), k.Kiosk, k.Number, k.Step, k.Officer, standing(k))
		}
		p.say("%d calls", len(all))
		return err
	})
}

func standing(k centre.Call) string {
	switch {
	case k.Over && k.Coming != "":
		return "over; " + k.Coming + " came"
	case k.Over:
		return "over"
	case k.Coming != "":
		return k.Coming + " comes"
	}
	return "waits"
}

// callsAnswer says to whoever waits at a kiosk that somebody comes.
func (p program) callsAnswer(ctx context.Context, args []string) error {
	f := newFlags("calls answer")
	officer := f.String("officer", "", "who comes")
	words, err := f.parse(args, 2)
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(words[1])
	if err != nil || *officer == "" {
		return fmt.Errorf("calls answer KIOSK NUMBER --officer NAME: %w", errUsage)
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		if err := c.Answer(ctx, words[0], number, *officer); err != nil {
			return err
		}
		p.say("%s comes to number %d at kiosk %s", *officer, number, words[0])
		return nil
	})
}
