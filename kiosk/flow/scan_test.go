package flow

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices"
	"station365/devices/scanner"
	"station365/devices/scanner/scannertest"
	"station365/kiosk"
	"station365/kiosk/personal"
)

// scanned is a desk with a scanner and one case that was kept.
type scanned struct {
	*desk
	scanner *scannertest.Scanner
	log     *bytes.Buffer
	receipt string
	number  kiosk.CaseNumber
}

func withScanner(t *testing.T, play func(d *scanned)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := &scanned{desk: open(t), scanner: scannertest.NewScanner(), log: &bytes.Buffer{}}
		d.close()
		o := d.flow.opts
		o.Scanner, o.Logger = d.scanner, slog.New(slog.NewTextHandler(d.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		d.flow = New(o, func(v View) { d.mu.Lock(); d.last = v; d.mu.Unlock() })
		ctx, cancel := context.WithCancel(t.Context())
		d.cancel = cancel
		go func() { d.done <- d.flow.Run(ctx) }()
		defer d.close()
		kept, err := d.store.Keep(ctx, kiosk.NewCase{ID: "case", Prefix: "S2", Matter: "concern"}, fakeSealer{d.store}.Seal(Submission{}))
		if err != nil {
			t.Fatal(err)
		}
		d.number, d.receipt = kept.Number, kiosk.QRText(kept.Number, kept.Hash)
		synctest.Wait()
		play(d)
	})
}

// hold holds a code before the scanner.
func (d *scanned) hold(text string) View {
	d.t.Helper()
	d.scanner.Scan(text)
	return d.view()
}

// goTo leads to each page that takes a receipt.
func (d *scanned) goTo(s State) {
	d.t.Helper()
	ways := map[State][]Event{
		Home:        {pick(Start, "")},
		FindCase:    {pick(Start, ""), pick(OpenCases, "")},
		EnterNumber: {pick(Start, ""), pick(OpenCases, ""), pick(ByNumber, "")},
		EnterCode:   {pick(Start, ""), pick(OpenCases, ""), pick(ByNumber, "")},
	}
	d.do(ways[s]...)
	if s == EnterCode {
		for _, r := range strings.TrimPrefix(strings.ReplaceAll(string(d.number), "-", ""), "S2") {
			d.do(pick(Key, string(r)))
		}
		d.do(pick(Next, ""))
	}
	d.at(s)
}

func TestAReceiptHeldUpOpensItsCase(t *testing.T) {
	for _, s := range []State{Welcome, Home, FindCase, EnterNumber, EnterCode} {
		withScanner(t, func(d *scanned) {
			d.goTo(s)

			v := d.hold(d.receipt)

			if v.State != CaseDetail || v.Case.Number != d.number {
				t.Errorf("from %s to %s with %q", s, v.State, v.Case.Number)
			}
			if v := d.do(pick(Back, "")); v.State != FindCase || !v.Question.Typed.Empty() {
				t.Errorf("back to %s", v.State)
			}
			d.saysNothingOf(d.receipt)
		})
	}
}

func TestAnythingElseIsNoReceipt_KindlySaidAndWrittenNowhere(t *testing.T) {
	for _, text := range []string{"HEALTH/520102195101010020/green", "https://example.com/'; DROP TABLE cases; --", "S365/1/S2-0001-0/x", "S365/2/"} {
		for _, s := range []State{Welcome, Home, FindCase, EnterNumber, EnterCode} {
			withScanner(t, func(d *scanned) {
				d.goTo(s)

				v := d.hold(text)

				if v.Said != "scan.not-a-receipt" || (v.State != s && s != Welcome) {
					t.Errorf("%q at %s: at %s, says %q", text, s, v.State, v.Said)
				}
				if len(d.noted) != 0 {
					t.Errorf("noted %v", d.noted)
				}
				d.saysNothingOf(text)
			})
		}
	}
}

func TestAForgedReceiptOpensNothing(t *testing.T) {
	var wrong, tail [32]byte
	tail[0], tail[1], tail[2], tail[31] = 1, 2, 3, 1 // the check code fits, the rest of the hash does not
	for name, c := range map[string]struct {
		text, said string
	}{
		"another hash":            {kiosk.QRText(kiosk.NewCaseNumber("S2", 1), wrong), "scan.no-match"},
		"the rest of the hash":    {kiosk.QRText(kiosk.NewCaseNumber("S2", 1), tail), "scan.no-match"},
		"a number never given":    {kiosk.QRText(kiosk.NewCaseNumber("S2", 9999), tail), "scan.no-match"},
		"a receipt of elsewhere":  {kiosk.QRText(kiosk.NewCaseNumber("S3", 1), tail), "scan.other-kiosk"},
		"a prefix that is longer": {kiosk.QRText(kiosk.NewCaseNumber("S21", 1), tail), "scan.other-kiosk"},
	} {
		withScanner(t, func(d *scanned) {
			v := d.hold(c.text)

			if v.State != FindCase || v.Said != c.said || v.Case.Number != "" {
				t.Errorf("%s: at %s, says %q", name, v.State, v.Said)
			}
			if len(d.noted) != 1 || !strings.HasPrefix(d.noted[0], "look-up-refused|number|") {
				t.Errorf("%s: noted %v", name, d.noted)
			}
		})
	}
}

func TestInAMatterAReceiptChangesNothing_AndIsWiped(t *testing.T) {
	withScanner(t, func(d *scanned) {
		d.toReview()
		held := personal.New(d.receipt)

		d.do(Event{Kind: CodeScanned, data: scanner.Code{Text: held}})

		if v := d.at(Reviewing); v.Said != "" || !held.Empty() {
			t.Errorf("says %q, wiped %v", v.Said, held.Empty())
		}
	})
}

func TestAScannerThatNeverFallsSilentKeepsNobodysPageOpen(t *testing.T) {
	withScanner(t, func(d *scanned) {
		d.toReview()

		for range 10 {
			time.Sleep(10 * time.Second)
			d.hold("noise")
		}

		d.at(IdleWarning)
	})
}

func TestTheGlassKnowsWhetherThereIsAScanner(t *testing.T) {
	withScanner(t, func(d *scanned) {
		if v := d.do(pick(Start, "")); v.Scanner != devices.Ready {
			t.Errorf("scanner %s", v.Scanner)
		}
		d.scanner.Become(devices.Absent)
		if v := d.view(); v.Scanner != devices.Absent {
			t.Errorf("scanner %s after its cable was pulled", v.Scanner)
		}
		d.scanner.Become(devices.Ready)
		d.do(pick(Restart, ""))
		if v := d.view(); v.Scanner != devices.Ready {
			t.Errorf("scanner %s after a session's end", v.Scanner)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		if v := d.view(); v.Scanner != devices.Absent {
			t.Errorf("scanner %s where there is none", v.Scanner)
		}
	})
}

// saysNothingOf checks that the log has no part of what was held up.
func (d *scanned) saysNothingOf(text string) {
	d.t.Helper()
	if strings.Contains(d.log.String(), text[max(0, len(text)-8):]) {
		d.t.Errorf("the log says what was scanned: %s", d.log)
	}
}
