package main

import (
	"encoding/json"
	"errors"
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
	strokes, err := parseStrokes([]byte(query))
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

var errPoint = errors.New("a point is not two numbers")

// parseStrokes reads a list of strokes, each a list of [x, y]. Strokes without a
// point are left out; numbers after x and y, such as a time, are not looked at.
func parseStrokes(text []byte) ([]ink.Stroke, error) {
	var lists [][][]float32
	if err := json.Unmarshal(text, &lists); err != nil {
		return nil, fmt.Errorf("read strokes: %w", err)
	}
	var strokes []ink.Stroke
	for i, list := range lists {
		if len(list) == 0 {
			continue
		}
		stroke := make(ink.Stroke, 0, len(list))
		for _, numbers := range list {
			if len(numbers) < 2 {
				return nil, fmt.Errorf("stroke %d: %w", i+1, errPoint)
			}
			stroke = append(stroke, ink.Point{X: numbers[0], Y: numbers[1]})
		}
		strokes = append(strokes, stroke)
	}
	return strokes, nil
}
