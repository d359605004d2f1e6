package receipt_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/catalogue"
	"station365/kiosk/form"
	"station365/kiosk/personal"
	"station365/kiosk/receipt"
	"station365/kiosk/station"
	"station365/kiosk/words"
)

var update = flag.Bool("update", false, "write the golden receipts anew")

// persona is an invented person; none of it but masks may come on paper.
var persona = map[string]personal.Value{
	"card.name": personal.New("李阿婆"), "card.sex": personal.New("2"), "card.ethnicGroup": personal.New("09"),
	"card.birth": personal.New("19510314"), "card.address": personal.New("贵州省惠水县和平路12号附3号"), "card.idNumber": personal.New("522731195103144127"),
}

const phone = "13800005678"

var shapes = map[kiosk.MatterID]map[string]string{
	"residence-registration": {"business": "move-in", "estate": "cuipingyuan", "building": "3", "entrance": "2", "flat": "501", "when": "week",
		"reason": "family", "housing": "rented", "stay": "year", "phone": phone},
	"concern":   {"theme": "noise", "what": "楼上半夜装修", "scope": "estate", "estate": "cuipingyuan", "since": "week", "urgency": "ordinary", "wish": "answer", "reach": "phone", "phone": phone},
	"call-back": {"phone": phone},
}

// desk is the shipped data, as the kiosk wires it.
type desk struct {
	papers    receipt.Papers
	catalogue *catalogue.Catalogue
	station   *station.Profile
}

func open(t *testing.T) desk {
	t.Helper()
	w, err := words.LoadAll(os.DirFS("../../assets/strings"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalogue.Load(os.DirFS("../../assets/catalogue"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open("../../assets/station/shanan.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	st, err := station.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	matter := func(id kiosk.MatterID) receipt.Matter {
		m, _ := c.Matter(id)
		return receipt.Matter{Title: m.Title, Step: m.ReceiptStep}
	}
	facts := receipt.Station{Community: st.Name.Community, Name: st.Name.Station, Hours: "9:00–17:00", AllDay: true, ComplaintPhone: st.ComplaintPhone}
	return desk{receipt.Papers{Words: w, Station: facts, Kiosk: "沙南 2 号机", Matter: matter}, c, st}
}

var handedIn = time.Date(2026, 11, 23, 2, 49, 0, 0, time.UTC) // 10:49 in Beijing, a Monday

// handIn fills the matter's form as a resident would.
func (d desk) handIn(t *testing.T, id kiosk.MatterID) (kiosk.Kept, []form.Line) {
	t.Helper()
	m, ok := d.catalogue.Matter(id)
	if !ok {
		t.Fatalf("no matter %s", id)
	}
	prefill := persona
	if !m.NeedsCard() {
		prefill = nil
	}
	f := form.New(m.Form, prefill)
	for _, page := range m.Form.Fields {
		if value, ok := shapes[id][page.Name]; ok {
			if err := f.Set(page.Name, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	if problems := f.Check(); len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	k := kiosk.Kept{Number: kiosk.NewCaseNumber("S2", 4821), Delivery: kiosk.Queued, Status: kiosk.Submitted}
	k.At, k.TimeTrusted, k.Matter, k.Sensitive = handedIn, true, id, m.Sensitive
	k.Promise = d.station.Promise(handedIn, m.DueDays)
	if m.NeedsCard() {
		k.MaskedName, k.ResidentTag = "李**", []byte("tag")
	}
	for i := range k.Hash {
		k.Hash[i] = byte(i * 37)
	}
	k.CheckCode = kiosk.CheckCodeOf(k.Hash)
	return k, f.Review()
}

func TestReceiptsAreAsDrawn(t *testing.T) {
	d := open(t)
	for _, id := range []kiosk.MatterID{"residence-registration", "concern"} {
		k, gave := d.handIn(t, id)

		golden(t, string(id), d.papers.Page(k, gave, handedIn, ""))
	}
}

func TestResidentReadsEnglish_NumberDayAndWayToAskStandInItToo(t *testing.T) {
	d := open(t)
	k, gave := d.handIn(t, "concern")

	english := dump(d.papers.Page(k, gave, handedIn, "en"))

	for _, want := range []string{"number S2-4821-5.", "by Mon 30 Nov.", "number and code at the machine", "念作"} {
		if !strings.Contains(english, want) {
			t.Errorf("no %q on\n%s", want, english)
		}
	}
	chinese := dump(d.papers.Page(k, gave, handedIn, ""))
	for _, language := range []string{"zh-Hans", "xx"} {
		if text := dump(d.papers.Page(k, gave, handedIn, language)); text != chinese {
			t.Errorf("%s: the paper is another:\n%s", language, text)
		}
	}
	k.TimeTrusted = false
	if text := dump(d.papers.Page(k, gave, handedIn, "en")); strings.Contains(text, "Nov") || !strings.Contains(text, "phone to ask which day") {
		t.Errorf("a clock that nobody confirmed promises a day:\n%s", text)
	}
}

func TestReprintAfterTheSession_SaysThatTheContentIsSealed(t *testing.T) {
	d := open(t)
	k, _ := d.handIn(t, "residence-registration")
	k.Receipt.Copies, k.Delivery, k.AckedAt, k.Status = 1, kiosk.Acknowledged, handedIn.Add(4*time.Minute), kiosk.Completed

	page := d.papers.Page(k, nil, handedIn.AddDate(0, 0, 3), "")

	if page.Copy != 1 {
		t.Errorf("copy %d", page.Copy)
	}
	golden(t, "reprint", page)
}

func TestUnconfirmedClockPromisesNoDay(t *testing.T) {
	d := open(t)
	k, gave := d.handIn(t, "residence-registration")
	k.TimeTrusted = false

	text := dump(d.papers.Page(k, gave, handedIn, ""))

	if strings.Contains(text, "11月30日") || !strings.Contains(text, "约 2026年") {
		t.Errorf("got:\n%s", text)
	}
}

func TestCaseWithoutItsSealedBytes_HasNoCodeOnPaper(t *testing.T) {
	d := open(t)
	k, _ := d.handIn(t, "residence-registration")
	k.CheckCode, k.Hash = "", [32]byte{}

	text := dump(d.papers.Page(k, nil, handedIn, ""))

	if strings.Contains(text, "[qr]") || strings.Contains(text, "信任码 ") || !strings.Contains(text, "来机器放身份证") {
		t.Errorf("got:\n%s", text)
	}
}

func TestPaperNeverCarriesWhoTheResidentIs(t *testing.T) {
	d := open(t)
	for id, answers := range shapes {
		k, gave := d.handIn(t, id)
		text := dump(d.papers.Page(k, gave, handedIn, ""))

		secrets := []string{phone, "138****5678", "501", "李阿婆", "522731195103144127", "19510314", "1951", "贵州省惠水县", answers["estate"]}
		for _, s := range secrets {
			if s != "" && strings.Contains(text, s) {
				t.Errorf("%s: %q is on the paper:\n%s", id, s, text)
			}
		}
	}
}

func TestSensitiveMattersAreNotNamedOnPaper(t *testing.T) {
	d := open(t)
	k, gave := d.handIn(t, "concern")

	for line := range strings.Lines(dump(d.papers.Page(k, gave, handedIn, ""))) {
		if strings.HasPrefix(line, "[text]") && strings.Contains(line, "觉得办得不好") {
			continue // the way to complain names the door of that name
		}
		for _, word := range []string{"反映事情", "吵闹", "小区", "尾号 "} {
			if strings.Contains(line, word) {
				t.Errorf("%q stands in %s", word, line)
			}
		}
	}
}

func TestEveryWordOfTheReceiptIsThere(t *testing.T) {
	d := open(t)
	for id := range shapes {
		for _, status := range kiosk.Statuses() {
			for _, delivery := range []kiosk.Delivery{kiosk.Queued, kiosk.Sent, kiosk.Acknowledged, kiosk.Quarantined} {
				k, gave := d.handIn(t, id)
				k.Status, k.Delivery, k.Receipt.Copies = status, delivery, 2
				if text := dump(d.papers.Page(k, gave, handedIn, "")); strings.Contains(text, "⟦") {
					t.Errorf("%s %s %s:\n%s", id, status, delivery, text)
				}
			}
		}
	}
}

// golden compares the page with testdata, block by block as text.
func golden(t *testing.T, name string, page printer.Page) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	got := dump(page)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not as drawn (go test -update writes it anew):\n%s", path, got)
	}
}

func dump(page printer.Page) string {
	var b strings.Builder
	for _, block := range page.Blocks {
		switch {
		case block.Text != nil:
			x := block.Text
			fmt.Fprintf(&b, "[text] %s %s", x.Align, x.Size)
			for flag, on := range map[string]bool{" bold": x.Bold && !x.Inverse, " black bold": x.Bold && x.Inverse, " black": !x.Bold && x.Inverse} {
				if on {
					b.WriteString(flag)
				}
			}
			b.WriteString(": ")
			if x.Lead != "" {
				fmt.Fprintf(&b, "*%s*", x.Lead)
			}
			b.WriteString(x.Text + "\n")
		case block.Pair != nil:
			fmt.Fprintf(&b, "[pair] %s: %s (bold %v)\n", block.Pair.Label, block.Pair.Value, block.Pair.Bold)
		case block.Rule != nil:
			fmt.Fprintf(&b, "[rule] dashed %v\n", block.Rule.Dashed)
		case block.QR != nil:
			fmt.Fprintf(&b, "[qr] %s | %s\n", block.QR.Data, strings.Join(block.QR.Caption, " / "))
		default:
			fmt.Fprintf(&b, "[feed] %d mm\n", block.Feed)
		}
	}
	return b.String()
}
