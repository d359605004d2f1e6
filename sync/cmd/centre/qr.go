package main

import (
	"fmt"
	"strings"

	"station365/devices/printer/typeset"
)

// quietZone is the white around a QR code that scanners need, in squares.
const quietZone = 4

// mostSquares is the side of the largest QR code there is.
const mostSquares = 177

// scannable draws text as a QR code of half blocks, two rows of squares in one
// line, black on white whatever the terminal's colours are.
func scannable(text string) (string, error) {
	code, err := typeset.Encode(text, 1, mostSquares)
	if err != nil {
		return "", fmt.Errorf("draw the code: %w", err)
	}
	squares := code.Bitmap()
	black := func(x, y int) bool {
		return x >= 0 && y >= 0 && x < code.Dots() && y < code.Dots() && squares.Black(x, y)
	}
	var b strings.Builder
	for y := -quietZone; y < code.Dots()+quietZone; y += 2 {
		b.WriteString("\x1b[30;107m")
		for x := -quietZone; x < code.Dots()+quietZone; x++ {
			switch upper, lower := black(x, y), black(x, y+1); {
			case upper && lower:
				b.WriteString("█")
			case upper:
				b.WriteString("▀")
			case lower:
				b.WriteString("▄")
			default:
				b.WriteString(" ")
			}
		}
		b.WriteString("\x1b[0m\n")
	}
	return b.String(), nil
}
