package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"station365/kiosk/input/ink"
)

// Strokes are read as people and programs write them down:
//
//	[[[x,y],[x,y]],[[x,y]]]     strokes of points
//	[[{"x":1,"y":2}]]           a point with names
//	[[x,y,x,y],[x,y,x,y]]       strokes of numbers in a row
//	[[x,y],[x,y],[x,y]]         one stroke
//	{"strokes":[{"points":…}]}  any of these under a name, others beside it
//
// What stands in a point behind x and y, such as a time, is not looked at; strokes
// without a point are left out; a blank line is a clean sheet.
var (
	errPoint  = errors.New("a point is [x, y] or {\"x\": …, \"y\": …}, both numbers")
	errRow    = errors.New("numbers in a row must be x, y, x, y: their count is odd")
	errStroke = errors.New("a stroke is a list of points")
)

// place is a point as it was written: of any size.
type place struct{ x, y float64 }

func parseStrokes(text string) ([]ink.Stroke, error) {
	text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	if text == "" {
		return nil, nil
	}
	var all any
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return nil, fmt.Errorf("read JSON: %w", err)
	}
	list, err := listOf(all, "strokes")
	if err != nil {
		return nil, err
	}
	if len(list) > 0 && isOneStroke(list) {
		list = []any{list}
	}
	var strokes [][]place
	for i, s := range list {
		stroke, err := strokeOf(s)
		if err != nil {
			return nil, fmt.Errorf("stroke %d: %w", i+1, err)
		}
		if len(stroke) > 0 {
			strokes = append(strokes, stroke)
		}
	}
	return brought(strokes), nil
}

// listOf is a list, or the list that stands under a name.
func listOf(v any, name string) ([]any, error) {
	if named, is := v.(map[string]any); is {
		under, has := named[name]
		if !has {
			return nil, fmt.Errorf("%w, or an object that has them under %q", errStroke, name)
		}
		v = under
	}
	switch v := v.(type) {
	case []any:
		return v, nil
	case nil:
		return nil, nil
	}
	return nil, fmt.Errorf("%w, not %s", errStroke, kindOf(v))
}

// isOneStroke: the list is of numbers, or of points.
func isOneStroke(list []any) bool {
	for _, v := range list {
		switch v := v.(type) {
		case float64:
			continue
		case map[string]any:
			if _, is := v["x"]; is {
				continue
			}
			return false
		case []any:
			if allNumbers(v) && (len(v) == 2 || len(v) == 3) {
				continue
			}
		}
		return false
	}
	return true
}

func allNumbers(list []any) bool {
	for _, v := range list {
		if _, is := v.(float64); !is {
			return false
		}
	}
	return len(list) > 0
}

func strokeOf(v any) ([]place, error) {
	list, err := listOf(v, "points")
	if err != nil {
		return nil, err
	}
	if allNumbers(list) {
		return row(list)
	}
	var stroke []place
	for i, v := range list {
		p, err := pointOf(v)
		if err != nil {
			return nil, fmt.Errorf("point %d: %w", i+1, err)
		}
		stroke = append(stroke, p)
	}
	return stroke, nil
}

func row(numbers []any) ([]place, error) {
	if len(numbers)%2 != 0 {
		return nil, fmt.Errorf("%w, %d", errRow, len(numbers))
	}
	var stroke []place
	for i := 0; i < len(numbers); i += 2 {
		stroke = append(stroke, place{numbers[i].(float64), numbers[i+1].(float64)})
	}
	return stroke, nil
}

func pointOf(v any) (place, error) {
	var x, y any
	switch v := v.(type) {
	case map[string]any:
		x, y = v["x"], v["y"]
	case []any:
		if len(v) < 2 {
			return place{}, fmt.Errorf("%w; it has %d", errPoint, len(v))
		}
		x, y = v[0], v[1]
	default:
		return place{}, fmt.Errorf("%w, not %s", errPoint, kindOf(v))
	}
	px, isX := x.(float64)
	py, isY := y.(float64)
	if !isX || !isY {
		return place{}, fmt.Errorf("%w, not %s and %s", errPoint, kindOf(x), kindOf(y))
	}
	return place{px, py}, nil
}

// kindOf names what JSON has.
func kindOf(v any) string {
	switch v.(type) {
	case nil:
		return "nothing"
	case bool:
		return "true or false"
	case float64:
		return "a number"
	case string:
		return "text"
	case []any:
		return "a list"
	}
	return "an object"
}

// side is what the longer side of the ink is brought to, so that numbers too large
// or too small for a glass do no harm. Nothing else is changed.
const side = 1000

func brought(strokes [][]place) []ink.Stroke {
	if len(strokes) == 0 {
		return nil
	}
	low, high := strokes[0][0], strokes[0][0]
	for _, s := range strokes {
		for _, p := range s {
			low, high = place{min(low.x, p.x), min(low.y, p.y)}, place{max(high.x, p.x), max(high.y, p.y)}
		}
	}
	// Halves: the whole width of the largest numbers there are is not a number.
	long := max(high.x/2-low.x/2, high.y/2-low.y/2)
	if long == 0 {
		long = 1
	}
	var out []ink.Stroke
	for _, s := range strokes {
		var stroke ink.Stroke
		for _, p := range s {
			stroke = append(stroke, ink.Point{X: float32((p.x/2 - low.x/2) / long * side), Y: float32((p.y/2 - low.y/2) / long * side)})
		}
		out = append(out, stroke)
	}
	return out
}
