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
	if *update {
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
	fresh, err := wire.Acknowledgement{Kiosk: "kiosk-1", Epoch: 1, Through: 40, Beyond: []uint64{42, 43},
		Quarantined: []wire.Quarantined{{Sequence: 41, Hash: numbered(0, 32), Reason: "chain-broken"}}, At: noon}.Sign(p.sign)
	must(t, err)

	a, err := wire.DecodeAcknowledgement(golden(t, "acknowledgement.json", fresh), p.identity)
	must(t, err)

	if a.Through != 40 || len(a.Beyond) != 2 || a.Quarantined[0].Reason != "chain-broken" {
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
	fresh, err := wire.Hello{Kiosk: "kiosk-1", Epoch: 1, LastDown: 5}.Encode()
	must(t, err)

	h, err := wire.DecodeHello(golden(t, "hello.json", fresh))
	must(t, err)

	if h.LastDown != 5 {
		t.Errorf("hello %+v", h)
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
