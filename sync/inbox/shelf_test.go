package inbox_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"station365/sync/inbox"
	"station365/sync/wire"
)

// press signs documents of one kind.
type press struct {
	sign     ed25519.PrivateKey
	identity wire.Identity
}

func newPress(t *testing.T) press {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	return press{private, wire.NewIdentity("kiosk-1", "community-1", "S1", make([]byte, 32), public, "token")}
}

func (p press) document(t *testing.T, kind string, version uint64, content string) []byte {
	t.Helper()
	d := wire.Document{Kind: kind, Version: version, Community: "community-1", Content: []byte(content)}
	if !wire.ForCommunity(kind) {
		d.Kiosk = "kiosk-1"
	}
	b, err := d.Sign(p.sign)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// noBad refuses what says "bad".
func noBad(content []byte) error {
	if string(content) == `"bad"` {
		return errors.New("first fault\nsecond fault")
	}
	return nil
}

func open(t *testing.T, dir string, p press) *inbox.Shelf {
	t.Helper()
	s, warning, err := inbox.OpenShelf(dir, p.identity, map[string]inbox.Check{wire.KindPlaces: noBad})
	if err != nil || warning != nil {
		t.Fatal(err, warning)
	}
	return s
}

func TestDocumentIsRefused_TheLastGoodOneStaysAlsoAfterARestart(t *testing.T) {
	dir, p := t.TempDir(), newPress(t)
	s := open(t, dir, p)

	_, taken, err := s.Take(p.document(t, wire.KindPlaces, 3, `"good"`))
	_, told, refused := s.Take(p.document(t, wire.KindPlaces, 4, `"bad"`))
	_, again, _ := s.Take(p.document(t, wire.KindPlaces, 4, `"bad"`))
	standing := s.Standing()
	content, version, _ := open(t, dir, p).Content(wire.KindPlaces)

	if !taken || err != nil || !told || again || !errors.Is(refused, inbox.ErrRefused) || string(content) != `"good"` || version != 3 {
		t.Errorf("taken %v %v, refused %v, told %v and again %v; kept %s %d", taken, err, refused, told, again, content, version)
	}
	if len(standing) != 1 || standing[0].Version != 3 || standing[0].Refused != 4 || len(standing[0].Reasons) != 2 {
		t.Errorf("the centre hears %+v", standing)
	}
}

func TestVersionsOnlyRise(t *testing.T) {
	p := newPress(t)
	s := open(t, t.TempDir(), p)
	_, _, _ = s.Take(p.document(t, wire.KindPlaces, 5, `"new"`))

	_, changed, older := s.Take(p.document(t, wire.KindPlaces, 4, `"old"`))
	_, same, err := s.Take(p.document(t, wire.KindPlaces, 5, `"new"`))
	_, _, unknown := s.Take(p.document(t, wire.KindSettings, 1, `{}`))

	if changed || !errors.Is(older, inbox.ErrOlder) || same || err != nil || !errors.Is(unknown, inbox.ErrNoUse) {
		t.Errorf("older %v %v, the same %v %v, of no use %v", changed, older, same, err, unknown)
	}
}

func TestDiskHasNoRoomForADocument_ItIsKeptWhenThereIs(t *testing.T) {
	p := newPress(t)
	dir := filepath.Join(t.TempDir(), "documents")
	s := open(t, dir, p)
	if err := os.RemoveAll(dir); err != nil { // a file system that is away for a moment
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		d, _ := newDesk(t)
		keys, err := wire.NewKioskKeys()
		if err != nil {
			t.Fatal(err)
		}
		d.kiosk = keys.SignKey().Public().(ed25519.PublicKey)
		var got uint64
		i := inbox.New(d, d, inbox.Opts{Identity: p.identity, Sign: wire.NewSealer(p.identity, keys).Hello, Shelf: s,
			OnDocument: func(_ string, version uint64, _ []byte) { got = version }})
		defer run(t, i)()

		failed := i.Document(context.Background(), p.document(t, wire.KindPlaces, 2, `"good"`))
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		synctest.Wait()

		if !errors.Is(failed, inbox.ErrNotKept) || got != 2 {
			t.Errorf("failed %v, then taken: %d", failed, got)
		}
	})
}
