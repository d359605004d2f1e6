package main

import (
	"errors"
	"fmt"
	"image"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// scanBaud is how fast most scanners are when they leave their box.
const scanBaud = 9600

var errNoSlip = errors.New("there is no slip yet whose code could be scanned")

// Scan holds the newest slip before the scanner: its code is read off the paper's
// picture, as a scanner reads it off the paper.
func (d *demo) Scan() error {
	slips := d.slipsSince(0)
	if len(slips) == 0 {
		return errNoSlip
	}
	text, err := readCode(slips[len(slips)-1])
	if err != nil {
		return err
	}
	return d.scanner.Scan(text)
}

// readCode reads the QR code on a slip.
func readCode(slip image.Image) (string, error) {
	bitmap, err := gozxing.NewBinaryBitmapFromImage(slip)
	if err != nil {
		return "", fmt.Errorf("look at the slip: %w", err)
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	code, err := qrcode.NewQRCodeReader().Decode(bitmap, hints)
	if err != nil {
		return "", fmt.Errorf("find a code on the newest slip: %w", err)
	}
	return code.GetText(), nil
}

// findByScan sees the newest slip's case by holding the slip before the scanner.
func (v *visit) findByScan() {
	v.begin("find-by-scan")
	v.tap(nameCasesDoor)
	v.said("find.by-scan", forScreen)
	v.save("find-by-scan")
	if v.err == nil {
		v.err = v.demo.Scan()
	}
	v.seeCase()
}
