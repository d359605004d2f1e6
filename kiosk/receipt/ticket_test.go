package receipt_test

import (
	"strings"
	"testing"
)

func TestTheTicketOfAnUnansweredCallIsAsDrawn(t *testing.T) {
	d := open(t)

	golden(t, "ticket", d.papers.Ticket(3, handedIn, d.station.Phone))
}

func TestTheReceiptOfACallBack_SaysWhoRingsAndNotWhere(t *testing.T) {
	d := open(t)
	k, gave := d.handIn(t, "call-back")

	page := d.papers.Page(k, gave, handedIn, "")

	golden(t, "call-back", page)
	if text := dump(page); strings.Contains(text, phone) || !strings.Contains(text, k.Promise.Officer) {
		t.Errorf("got:\n%s", text)
	}
}
