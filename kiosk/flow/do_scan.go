package flow

import (
	"context"
	"strings"

	"station365/devices/scanner"
	"station365/kiosk"
)

// What a scanned code can come to, as string keys.
const (
	scanNoReceipt  = "scan.not-a-receipt"
	scanNoMatch    = "scan.no-match"
	scanOtherKiosk = "scan.other-kiosk"
)

// isReceipt: the code is what a receipt of ours says. Anything else, whatever it
// is, is only ever told apart from that.
func (v *Visit) isReceipt(e Event) bool {
	c, ok := e.data.(scanner.Code)
	if !ok {
		return false
	}
	_, _, err := kiosk.ParseQR(c.Text.Reveal())
	return err == nil
}

// lookUpScanned opens the case of a receipt. Number and check code are tried as if
// they were typed, and counted so; the rest of the hash must fit as well.
func (v *Visit) lookUpScanned(e Event) {
	c, _ := e.data.(scanner.Code)
	defer c.Wipe()
	number, hash, err := kiosk.ParseQR(c.Text.Reveal())
	if err != nil {
		return
	}
	v.finding = false
	v.clearTyped()
	o := v.flow.opts
	v.flow.search(func(ctx context.Context) Event {
		kept, err := o.Store.Try(ctx, number, kiosk.CheckCodeOf(hash))
		if err == nil && kept.Hash == hash {
			return Event{Kind: CaseFound, data: kept}
		}
		o.Logger.Info("scanned receipt refused", "err", err)
		o.Audit("look-up-refused", "number", string(number))
		return Event{Kind: FindFailed, data: Failure{Key: whyNoMatch(number, o.Prefix)}}
	})
}

// whyNoMatch: a receipt of another kiosk is no mistake of the resident's.
func whyNoMatch(number kiosk.CaseNumber, prefix string) string {
	if strings.HasPrefix(string(number), prefix+"-") {
		return scanNoMatch
	}
	return scanOtherKiosk
}

// wasScanned tells a scanned receipt's failure from that of a card, which is told
// on the card's page.
func (v *Visit) wasScanned(e Event) bool {
	f, _ := e.data.(Failure)
	return f.Key == scanNoMatch || f.Key == scanOtherKiosk
}

func (v *Visit) sayScanFailure(e Event) {
	f, _ := e.data.(Failure)
	v.said = f.Key
}

func (v *Visit) sayNoReceipt(e Event) {
	if c, ok := e.data.(scanner.Code); ok {
		c.Wipe()
	}
	v.said = scanNoReceipt
}
