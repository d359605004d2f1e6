package escpos_test

import (
	"context"
	"errors"
	"testing"

	"station365/devices"
	"station365/devices/printer"
	"station365/devices/printer/escpos"
	"station365/devices/printer/escpos/emulator"
	"station365/devices/serial"
)

func TestJobIsCancelledMidReceipt_TheNextOneIsClean(t *testing.T) {
	withBench(t, usual(), func(b *bench) {
		ctx, cancel := context.WithCancel(b.t.Context())
		b.at(1500, cancel)

		out, err := b.dev.Print(ctx, printer.Job{ID: "a", Page: note()})

		if !errors.Is(err, context.Canceled) || out.Result != printer.Indefinite || out.Code != "P-13" {
			t.Errorf("outcome %+v, error %v", out, err)
		}
		if next := b.print("b", note()); next.Result != printer.Printed || b.notes() != 1 {
			t.Errorf("the next: %+v, %d whole slips", next, b.notes())
		}
	})
}

func TestDriverEndsMidReceipt_PrintReturns(t *testing.T) {
	withBench(t, usual(), func(b *bench) {
		b.at(1500, b.stop)

		out, err := b.dev.Print(b.t.Context(), printer.Job{ID: "a", Page: note()})

		if !errors.Is(err, context.Canceled) || out.Result != printer.Indefinite {
			t.Errorf("outcome %+v, error %v", out, err)
		}
	})
}

func TestPrinterThatDrawsNoCodes_GetsThemDrawn(t *testing.T) {
	s := shopFor("58mm", escpos.GB18030)
	s.printer.Can.QR = false
	withBench(t, s, func(b *bench) {
		page := receipt(t, "residence-registration")

		out := b.print("a", page)

		if out.Result != printer.Printed || b.whole(page) != 1 {
			t.Errorf("outcome %+v, %d whole slips", out, b.whole(page))
		}
		if got := decode(t, b.out()[0]); got == "" {
			t.Error("the code says nothing")
		}
	})
}

func TestWrongSettingIsSaidByEveryCall(t *testing.T) {
	d := escpos.New(func() (serial.Conn, error) { return nil, devices.ErrGone }, escpos.Opts{Width: "76mm", Encoding: escpos.GBK})

	if err := d.Run(t.Context(), nil); err == nil {
		t.Error("Run says nothing")
	}
	if _, err := d.Preview(note()); err == nil {
		t.Error("Preview says nothing")
	}
	if out, err := d.Print(t.Context(), printer.Job{ID: "a", Page: note()}); err == nil || out.Result != printer.NotPrinted {
		t.Errorf("Print: %+v, %v", out, err)
	}
}

func TestStateIsToldAtTheStartAndOnlyWhenItChanges(t *testing.T) {
	s := usual()
	s.printer.Can = emulator.Full()
	withBench(t, s, func(b *bench) {
		b.wait(0)
		b.print("a", note())
		b.print("b", note())

		if len(b.states) != 1 || b.states[0] != printer.Ready || b.health[0].State != devices.Ready {
			t.Errorf("told %v", b.health)
		}
	})
}
