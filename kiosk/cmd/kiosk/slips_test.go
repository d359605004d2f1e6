package main

import (
	"log/slog"
	"testing"
	"time"

	"station365/assets"
	"station365/devices/printer"
	"station365/devices/printer/escpos"
	"station365/kiosk"
	"station365/kiosk/words"
)

// roll is a printer that knows of its paper only how long it is.
type roll struct {
	noPrinter
	mm int
}

func (r *roll) PaperLeft() int { return r.mm }

func TestReceiptsThatTheRollStillHas_AreRoundedDown(t *testing.T) {
	r := &roll{}
	slips := slipsOf(r, "80mm")

	for left, want := range map[int]int{0: 0, slip80 - 1: 0, slip80: 1, 20*slip80 + 9: 20, 30*slip80 - 1: 20, 50_000: 230} {
		if r.mm = left; slips() != want {
			t.Errorf("%d mm are %d receipts, want %d", left, slips(), want)
		}
	}
	if n := slipsOf(noPrinter{}, "80mm")(); n != 0 {
		t.Errorf("no printer has paper for %d receipts", n)
	}
}

func TestAReceiptTakesAsMuchPaperAsIsReckoned(t *testing.T) {
	p := must[place](t)(readPlace(""))
	papers := newPapers(p, "shanan-2")
	now := time.Date(2026, 11, 23, 2, 49, 0, 0, time.UTC)
	regular, bold := assets.Fonts()
	const aboveInk, toKnife = 32, 12 // rows that a preview has more, millimetres that the knife takes
	for width, want := range slipLengths {
		sum, n := 0.0, 0.0
		for _, encoding := range []string{escpos.GB18030, escpos.Raster} {
			dev := escpos.New(nil, escpos.Opts{Width: width, Encoding: encoding, Regular: regular, Bold: bold, Logger: slog.New(slog.DiscardHandler)})
			for _, matter := range []kiosk.MatterID{"residence-registration", "concern"} {
				k := kiosk.Kept{}
				k.Number, k.Matter, k.At, k.TimeTrusted = kiosk.NewCaseNumber("S2", 48213), matter, now, true
				k.CheckCode, k.MaskedName = "WMWM-MWWM-WMWM-MWWM", "**"
				k.Promise = kiosk.Promise{Officer: p.station.People[0].Name, Phone: p.station.Phone, DueBy: now.AddDate(0, 0, 5)}
				page := papers.Page(k, nil, now, words.Own)
				picture, err := dev.Preview(page)
				if err != nil {
					t.Fatal(err)
				}
				sum += float64(picture.Bounds().Dy()-aboveInk)/perMM(width) + toKnife
				n++
			}
		}
		t.Log(width, sum/n)
		if mean := sum / n; mean < 0.9*float64(want) || mean > 1.1*float64(want) {
			t.Errorf("%s: a receipt takes %.0f mm, %d are reckoned", width, mean, want)
		}
	}
}

func perMM(width string) float64 {
	if width == "80mm-180dpi" {
		return 180 / 25.4
	}
	return 8
}

var _ printer.Printer = (*roll)(nil)
