package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// mostTaps is more than any visit takes.
const mostTaps = 80

// hand does what a resident does who answers everything and reads every page.
type hand struct {
	glass    *glass
	phone    string // is what is typed
	answered string // the page whose question has its answer
}

// toReview brings a concern from the welcome page to the last page of the review.
func (h *hand) toReview(ctx context.Context) error {
	anything := func(s sight) bool { return s.first("") != "" }
	for range mostTaps {
		s, err := h.glass.until(ctx, "a screen", anything)
		if err != nil {
			return err
		}
		// Only the review lets answers be changed, and only its last page hands in.
		if s.first(editNames) != "" && !s.offers(namePageOn) {
			return nil
		}
		if err := h.step(ctx, s); err != nil && !errors.Is(err, errGone) {
			return err
		}
	}
	return fmt.Errorf("the visit never comes to its review; the glass says %q", h.glass.look().text())
}

// step is one step on, whatever is on the glass.
func (h *hand) step(ctx context.Context, s sight) error {
	for _, name := range []string{nameStart, nameSpeak} {
		if s.offers(name) {
			return h.glass.tap(ctx, name)
		}
	}
	question := h.question(s)
	switch {
	case question != "" && question != h.answered:
		h.answered = question
		return h.answer(ctx, s)
	case question == "" && s.offers(namePageOn):
		return h.glass.tap(ctx, namePageOn)
	}
	h.answered = ""
	return h.glass.tap(ctx, nameNext)
}

// question tells one question from the next by what can be touched.
func (h *hand) question(s sight) string {
	var names []string
	for _, t := range s.on.Targets {
		if strings.HasPrefix(t.Name, choiceNames) || strings.HasPrefix(t.Name, keyNames) {
			names = append(names, t.Name)
		}
	}
	return strings.Join(names, " ")
}

func (h *hand) answer(ctx context.Context, s sight) error {
	// Words may be left out: the driver's residents write them.
	if digit := keyNames + h.phone[:1]; !s.offers(digit) {
		return h.glass.touch(ctx, s.first(choiceNames)) // a mark, and no word, says that it is chosen
	}
	for _, d := range strings.Split(h.phone, "") {
		if err := h.glass.tap(ctx, keyNames+d); err != nil {
			return err
		}
	}
	return nil
}

// confirm hands in what is reviewed; seen waits until number and code were on the
// glass.
func (h *hand) confirm(ctx context.Context, seen bool) error {
	if err := h.glass.touch(ctx, nameNext); err != nil || !seen {
		return err
	}
	number, code := "", ""
	for range mostTaps {
		s, err := h.glass.until(ctx, "the last page", func(s sight) bool {
			n, c := s.told()
			return n != "" || c != "" || s.offers(namePageOn) && number != ""
		})
		if err != nil {
			return err
		}
		n, c := s.told()
		number, code = max(number, n), max(code, c)
		switch {
		case number != "" && code != "":
			return nil
		case s.offers(namePageOn):
			err = h.glass.tap(ctx, namePageOn)
		default:
			// It is printing: the rest comes with the last page.
			_, err = h.glass.until(ctx, "more of the last page", func(t sight) bool { return t.text() != s.text() })
		}
		if err != nil && !errors.Is(err, errGone) {
			return err
		}
	}
	return errors.New("the last page never tells number and code")
}
