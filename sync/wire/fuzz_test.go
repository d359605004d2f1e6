package wire_test

import (
	"crypto/ed25519"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"station365/kiosk"
	"station365/sync/wire"
)

// FuzzDecode feeds every decoder: none may panic, and nothing that was not
func FuzzDecode(f *testing.F) {
	files, err := filepath.Glob("testdata/*.json")
	must(f, err)
	for _, path := range files {
		b, err := os.ReadFile(path)
		must(f, err)
		f.Add(b)
	}
	p := newParties(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := wire.Decode(b)
		if err == nil && r.Verify(p.kiosk) == nil {
			if _, err := r.Open(p.seal); err != nil && r.Type == wire.TypeRecord {
				t.Error("signed by the kiosk, and does not open")
			}
		}
		_, _ = wire.DecodeAcknowledgement(b, p.identity)
		_, _ = wire.DecodeDown(b, p.identity)
		_, _ = wire.DecodeHello(b, p.identity.Kiosk, p.kiosk)
		_, _ = wire.DecodeDocument(b, p.identity)
		_, _ = wire.DecodeCall(b, p.identity.Kiosk, p.kiosk)
		_, _ = wire.DecodeCallWord(b, p.identity)
		_, _ = wire.Speaker(b)
		if parts, err := wire.SplitBatch(b); err == nil {
			for _, part := range parts {
				_, _ = wire.Decode(part)
			}
		}
		_ = wire.Check(kiosk.Record{Bytes: b})
	})
}

func BenchmarkSealAndSign(b *testing.B) {
	p := newParties(b)
	for b.Loop() {
		_, err := p.sealer.Seal(kiosk.Head{Epoch: 1, Sequence: 1}, body())
		must(b, err)
	}
}

func BenchmarkVerifyAndOpen(b *testing.B) {
	p := newParties(b)
	kept, err := p.sealer.Seal(kiosk.Head{Epoch: 1, Sequence: 1}, body())
	must(b, err)
	for b.Loop() {
		r, err := wire.Decode(kept.Bytes)
		must(b, err)
		must(b, r.Verify(p.kiosk))
		_, err = r.Open(p.seal)
		must(b, err)
	}
}

func FuzzEnrolmentService(f *testing.F) {
	public, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		f.Fatal(err)
	}
	nonce := make([]byte, wire.NonceLength)
	renewal, _ := wire.Renewal{Kiosk: "kiosk-1", Request: []byte{1}}.Sign(key)
	said, _ := wire.TimeAnswer{Nonce: nonce, At: noon}.Sign(key)
	f.Add(renewal)
	f.Add(said)
	f.Add([]byte(`{"version":1,"place":"01","request":"e30=","proof":""}`))
	f.Add([]byte(`{"answer":"e30=","proof":""}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, err := wire.DecodeRenewal(b, "kiosk-1", public); err == nil && r.Kiosk != "kiosk-1" {
			t.Error("another kiosk's renewal")
		}
		if said, err := wire.DecodeTimeAnswer(b, public, nonce); err == nil && (said.At.IsZero() || len(said.Authorities) > wire.MaxAuthorities) {
			t.Error("no time")
		}
		var asked wire.Redemption
		if json.Unmarshal(b, &asked) == nil {
			if r, err := asked.Open(); err == nil && len(r.Sign) != ed25519.PublicKeySize {
				t.Error("a request without a key")
			}
		}
		var answered wire.Redeemed
		if json.Unmarshal(b, &answered) == nil {
			if _, err := answered.Open(wire.CodeKey("nobody's"), nonce); err == nil {
				t.Error("an answer that nobody proved")
			}
		}
	})
}
