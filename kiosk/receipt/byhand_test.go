package receipt_test

import (
	"strings"
	"testing"
)

func TestWhoWasTypedIsToBeVerified_ThePaperSaysSo(t *testing.T) {
	d := open(t)
	k, gave := d.handIn(t, "residence-registration")
	k.ResidentTag = nil

	text := dump(d.papers.Page(k, gave, handedIn, ""))

	if !strings.Contains(text, "未核验，请带身份证到窗口核对") || strings.Contains(text, "尾号") {
		t.Errorf("got:\n%s", text)
	}
}

func TestReprintOfATypedCaseStillSaysIt(t *testing.T) {
	d := open(t)
	k, _ := d.handIn(t, "residence-registration")
	k.ResidentTag, k.Receipt.Copies = nil, 1

	if text := dump(d.papers.Page(k, nil, handedIn, "")); !strings.Contains(text, "未核验") {
		t.Errorf("got:\n%s", text)
	}
}
