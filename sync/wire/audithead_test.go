package wire

import (
	"testing"
	"time"
)

func TestAuditHeadIsReadAsItWasSealed(t *testing.T) {
	hash := [32]byte{1, 2, 3}
	plain, err := AuditHead(4711, hash, time.Unix(1800000000, 0), true).encode()
	if err != nil {
		t.Fatal(err)
	}

	b, err := decodeBody(plain)
	row, got, ok := b.AuditHead()

	if err != nil || !ok || row != 4711 || got != hash {
		t.Errorf("row %d, %x, %v, %v", row, got, ok, err)
	}
	if _, _, ok := (Body{Kind: KindCaseSubmitted}).AuditHead(); ok {
		t.Error("a case was taken for one")
	}
}
