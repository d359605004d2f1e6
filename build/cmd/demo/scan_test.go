package main

import (
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"station365/kiosk"
)

// The receipts that the printer's own tests hold up are read as a scanner reads
// them.
func TestTheCodeIsReadOffThePaper(t *testing.T) {
	receipts, err := filepath.Glob("../../../devices/printer/escpos/testdata/*mm*.png")
	if err != nil || len(receipts) == 0 {
		t.Fatalf("%d receipts, %v", len(receipts), err)
	}
	read := 0
	for _, path := range receipts {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		slip, err := png.Decode(f)
		_ = f.Close()
		if err != nil {
			t.Fatal(err)
		}
		text, err := readCode(slip)
		if err != nil {
			continue // not every slip has one
		}
		if _, _, err := kiosk.ParseQR(text); err == nil {
			read++
		}
	}
	if read == 0 {
		t.Error("no receipt's code was read")
	}
}

func TestWithoutASlipThereIsNothingToScan(t *testing.T) {
	if err := (&demo{}).Scan(); !errors.Is(err, errNoSlip) {
		t.Errorf("%v", err)
	}
}
