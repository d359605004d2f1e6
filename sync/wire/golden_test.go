package wire_test

import (
	"encoding/hex"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"station365/kiosk"
	"station365/kiosk/personal"
	"station365/sync/wire"
)

var update = flag.Bool("update", false, "write testdata anew")

// golden is what was written when the contract was made: programs of any later
// release must still read it.
func golden(t *testing.T, name string, fresh []byte) []byte {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update && fresh != nil {
		must(t, os.WriteFile(path, fresh, 0o644))
	}
	b, err := os.ReadFile(path)
	must(t, err)
	return b
}

func TestGoldenRecord_IsStillReadAndHashesTheSame(t *testing.T) {
	p := newParties(t)
	fresh, err := p.sealer.Seal(kiosk.Head{Epoch: 1, Sequence: 1}, body())
	must(t, err)

	r, err := wire.Decode(golden(t, "record.json", fresh.Bytes))
	must(t, err)
	must(t, r.Verify(p.kiosk))
	b, err := r.Open(p.seal)
	must(t, err)

	if b.Number != body().Number || b.Answers["reason"].Reveal() != "work" {
		t.Error("the golden record reads differently")
	}
}

func TestGoldenTombstone_IsStillBelieved(t *testing.T) {
	p := newParties(t)
	fresh, err := p.sealer.Tombstone(kiosk.Record{Epoch: 1, Sequence: 2, Hash: [32]byte{1, 2, 3}}, "record-damaged", noon)
	must(t, err)

	r, err := wire.Decode(golden(t, "tombstone.json", fresh.Bytes))
	must(t, err)

	must(t, r.Verify(p.kiosk))
}

func TestGoldenAcknowledgement_IsStillBelieved(t *testing.T) {
	p := newParties(t)
	fresh, err := wire.Acknowledgement{Kiosk: "kiosk-1", Epoch: 1, Through: 40, Hash: numbered(1, 32),
		Beyond:      []wire.Span{{From: 42, To: 43, Hash: numbered(2, 32)}},
		Quarantined: []wire.Quarantined{{Sequence: 41, ID: wire.NewID(noon), Hash: numbered(0, 32), Reason: "chain-broken"}},
		ResendFrom:  41, SlowDown: 10, At: noon}.Sign(p.sign)
	must(t, err)

	a, err := wire.DecodeAcknowledgement(golden(t, "acknowledgement.json", fresh), p.identity)
	must(t, err)

	if a.Through != 40 || len(a.Beyond) != 1 || a.Beyond[0].To != 43 || a.ResendFrom != 41 || a.SlowDown != 10 || a.Quarantined[0].Reason != "chain-broken" {
		t.Errorf("acknowledgement %+v", a)
	}
}

func TestGoldenDown_IsStillBelievedAndOpens(t *testing.T) {
	p := newParties(t)
	resident, err := wire.Identify(personal.New("11010119900307123X"), p.keys)
	must(t, err)
	sealed, err := wire.Reply{CaseID: body().CaseID, Revision: 1, Text: personal.New("请周三来"), Officer: personal.New("周晓梅")}.Seal(resident.ReplyKey())
	must(t, err)
	fresh, err := wire.Down{Kiosk: "kiosk-1", Sequence: 5, Kind: wire.KindStatusChanged, CaseID: body().CaseID, Revision: 1,
		Status: kiosk.Accepted, At: noon, Sealed: sealed}.Sign(p.sign)
	must(t, err)

	d, err := wire.DecodeDown(golden(t, "down.json", fresh), p.identity)
	must(t, err)
	text, err := resident.Open(d.Sealed)
	must(t, err)

	if text.Reveal() != "请周三来" || d.Sequence != 5 {
		t.Errorf("down %d", d.Sequence)
	}
}

func TestGoldenHello_IsStillRead(t *testing.T) {
	p := newParties(t)
	fresh, err := p.sealer.Hello(wire.Hello{Opening: true, Epoch: 1, Sequence: 7, Hash: numbered(1, 32), Acknowledged: 4, LastDown: 5,
		Documents: []wire.Standing{{Kind: wire.KindCatalogue, Version: 3, Refused: 4, Reasons: []string{"concern.json: version: found 0"}}}}, noon)
	must(t, err)

	h, err := wire.DecodeHello(golden(t, "hello.json", fresh), "kiosk-1", p.kiosk)
	must(t, err)

	if h.LastDown != 5 || h.Sequence != 7 || h.Documents[0].Refused != 4 {
		t.Errorf("hello %+v", h)
	}
}

func TestGoldenDocument_IsStillBelieved(t *testing.T) {
	p := newParties(t)
	fresh, err := wire.Document{Kind: wire.KindStation, Version: 2, Community: "community-1", Kiosk: "kiosk-1", At: noon,
		Content: []byte(`{"version":1}`)}.Sign(p.sign)
	must(t, err)

	d, err := wire.DecodeDocument(golden(t, "document.json", fresh), p.identity)
	must(t, err)

	if d.Version != 2 || string(d.Content) != `{"version":1}` {
		t.Errorf("document %+v", d)
	}
}

func TestGoldenBatch_GivesTheVeryBytesOfItsRecords(t *testing.T) {
	record, stone := golden(t, "record.json", nil), golden(t, "tombstone.json", nil)
	var batch wire.Batch
	if !batch.Add(record) || !batch.Add(stone) {
		t.Fatal("no room for two")
	}

	parts, err := wire.SplitBatch(golden(t, "batch.json", batch.Bytes()))
	must(t, err)

	if len(parts) != 2 || string(parts[0]) != string(record) || string(parts[1]) != string(stone) {
		t.Errorf("%d records, or other bytes", len(parts))
	}
}

func TestGoldenTag_StillFindsTheResident(t *testing.T) {
	p := newParties(t)
	resident, err := wire.Identify(personal.New("11010119900307123X"), p.keys)
	must(t, err)

	want := golden(t, "tag.txt", []byte(hex.EncodeToString(resident.Tag())))

	if hex.EncodeToString(resident.Tag()) != string(want) {
		t.Error("cases kept by an earlier release are not found any more")
	}
}
