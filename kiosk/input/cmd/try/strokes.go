package main

import (
	"fmt"

	"station365/assets"
	"station365/kiosk/input/ink"
)

func startStrokes(o options) (engine, error) {
	model, err := ink.Open(assets.Ink())
	if err != nil {
		return nil, fmt.Errorf("open model: %w", err)
	}
	sheet := ink.New(model)
	return func(query string) ([]string, error) { return askStrokes(sheet, query, o.candidates) }, nil
}

// askStrokes forgets after every query, so that none answers for another.
func askStrokes(sheet *ink.Sheet, query string, n int) ([]string, error) {
	strokes, err := parseStrokes(query)
	if err != nil {
		return nil, err
	}
	sheet.Reset()
	for _, stroke := range strokes {
		sheet.Down(stroke[0])
		for _, p := range stroke[1:] {
			sheet.Move(p)
		}
		sheet.Up()
	}
	candidates := []string{}
	for _, c := range sheet.Offer(0, n) {
		candidates = append(candidates, c.Reveal())
	}
	return candidates, nil
}
