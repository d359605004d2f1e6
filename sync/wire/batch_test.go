package wire_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"station365/kiosk"
	"station365/sync/wire"
)

func TestBatchHasNoMoreRoom_TheRestGoesInTheNext(t *testing.T) {
	var many, large wire.Batch
	n := 0
	for many.Add([]byte(`{}`)) {
		n++
	}
	half := []byte(`"` + strings.Repeat("x", wire.MaxPayload/2) + `"`)

	first, second := large.Add(half), large.Add(half)

	if n != wire.MaxBatch || !first || second {
		t.Errorf("%d small ones; large ones: %v, %v", n, first, second)
	}
	if parts, err := wire.SplitBatch(many.Bytes()); err != nil || len(parts) != n {
		t.Errorf("split into %d, %v", len(parts), err)
	}
}

func TestLargestRecordFitsIntoAMessageOfItsOwn(t *testing.T) {
	var batch wire.Batch
	record := append(append([]byte(`"`), bytes.Repeat([]byte("x"), wire.MaxMessage-2)...), '"')

	ok := batch.Add(record)
	parts, err := wire.SplitBatch(batch.Bytes())

	if !ok || err != nil || len(parts) != 1 || !bytes.Equal(parts[0], record) {
		t.Errorf("added %v, split %v", ok, err)
	}
}

func TestMessageIsTooLargeOrNoBatch_ItIsRefused(t *testing.T) {
	for want, payloads := range map[error][]string{
		wire.ErrTooLarge:  {strings.Repeat(" ", wire.MaxPayload+1), "[" + strings.Repeat("1,", wire.MaxBatch) + "1]"},
		wire.ErrMalformed: {"[", `[{"a":1},]`},
	} {
		for _, p := range payloads {
			if _, err := wire.SplitBatch([]byte(p)); !errors.Is(err, want) {
				t.Errorf("%.20q: %v", p, err)
			}
		}
	}
}

func TestOneRecordWithoutArray_IsABatchOfOne(t *testing.T) {
	p := newParties(t)
	kept, err := p.sealer.Seal(kiosk.Head{Epoch: 1, Sequence: 1}, body())
	must(t, err)

	parts, err := wire.SplitBatch(kept.Bytes)

	if err != nil || len(parts) != 1 || !bytes.Equal(parts[0], kept.Bytes) {
		t.Errorf("%d parts, %v", len(parts), err)
	}
}

func TestTimeOutsideTheSealIsCoarse(t *testing.T) {
	p := newParties(t)
	b := body()
	b.SubmittedAt = noon.Add(17*60e9 + 3e9)
	kept, err := p.sealer.Seal(kiosk.Head{Epoch: 1, Sequence: 1}, b)
	must(t, err)

	r, err := wire.Decode(kept.Bytes)
	must(t, err)
	inside, err := r.Open(p.seal)
	must(t, err)

	if !r.Time.Equal(noon) || r.ID[:13] != wire.NewID(noon)[:13] || !inside.SubmittedAt.Equal(b.SubmittedAt) {
		t.Errorf("outside %v, id %s, inside %v", r.Time, r.ID, inside.SubmittedAt)
	}
}

func TestSpeakersFieldIsUnknown_ItIsIgnoredAndWhatWasSignedStands(t *testing.T) {
	p := newParties(t)
	said, err := p.sealer.Hello(wire.Hello{Epoch: 1}, noon)
	must(t, err)
	more := bytes.Replace(said, []byte(`{`), []byte(`{"weather":"fine",`), 1)
	var e map[string]any
	must(t, json.Unmarshal(said, &e))
	e["data_base64"] = base64.StdEncoding.EncodeToString([]byte(`{"kiosk":"kiosk-1","epoch":2}`))
	forged, err := json.Marshal(e)
	must(t, err)

	h, err := wire.DecodeHello(more, "kiosk-1", p.kiosk)
	_, wrong := wire.DecodeHello(forged, "kiosk-1", p.kiosk)
	_, other := wire.DecodeHello(said, "kiosk-2", p.kiosk)
	_, old := wire.DecodeHello(bytes.Replace(said, []byte("hello.v2"), []byte("hello.v1"), 1), "kiosk-1", p.kiosk)

	if err != nil || h.Epoch != 1 || !errors.Is(wrong, wire.ErrSignature) || !errors.Is(other, wire.ErrForeign) || !errors.Is(old, wire.ErrVersion) {
		t.Errorf("%v; forged %v, other kiosk %v, old version %v", err, wrong, other, old)
	}
}

func TestDocumentIsForOthers_ItIsRefused(t *testing.T) {
	p := newParties(t)
	for name, d := range map[string]wire.Document{
		"another community":                     {Kind: wire.KindCatalogue, Version: 1, Community: "community-2", Content: []byte(`[]`)},
		"another kiosk":                         {Kind: wire.KindStation, Version: 1, Community: "community-1", Kiosk: "kiosk-2", Content: []byte(`{}`)},
		"a whole community that is one kiosk's": {Kind: wire.KindStation, Version: 1, Community: "community-1", Content: []byte(`{}`)},
	} {
		b, err := d.Sign(p.sign)
		must(t, err)
		if _, err := wire.DecodeDocument(b, p.identity); !errors.Is(err, wire.ErrForeign) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := (wire.Document{Kind: wire.KindCatalogue, Version: 1, Content: make([]byte, wire.MaxContent+1)}).Sign(p.sign); !errors.Is(err, wire.ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
}
