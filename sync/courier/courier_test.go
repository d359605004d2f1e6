package courier_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"station365/sync/courier"
	"station365/sync/wire"
)

func TestSameIsPutTwice_TheFolderHasItOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "stick")
	f, err := courier.Make(dir)
	if err != nil {
		t.Fatal(err)
	}

	first, isNew, err := f.Put(courier.Up, []byte("records"))
	second, again, errAgain := f.Put(courier.Up, []byte("records"))

	entries, _ := os.ReadDir(dir)
	if err != nil || errAgain != nil || !isNew || again || first != second || len(entries) != 1 {
		t.Errorf("%s %v %v, %s %v %v, %d files", first, isNew, err, second, again, errAgain, len(entries))
	}
}

func TestWriteWasCutShort_ItIsWrittenWholeTheNextTime(t *testing.T) {
	dir := t.TempDir()
	f, err := courier.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	name, _, err := f.Put(courier.Up, []byte("records"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte("rec"), 0o600); err != nil {
		t.Fatal(err)
	}

	_, isNew, err := f.Put(courier.Up, []byte("records"))

	b, _ := os.ReadFile(filepath.Join(dir, name))
	if err != nil || !isNew || string(b) != "records" {
		t.Errorf("%v %v %q", isNew, err, b)
	}
}

func TestFileIsTooLarge_ItIsToldAndTheOthersAreTaken(t *testing.T) {
	dir := t.TempDir()
	f, err := courier.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.up"), bytes.Repeat([]byte("x"), wire.MaxPayload+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.Put(courier.Up, []byte("records")); err != nil {
		t.Fatal(err)
	}
	taken := 0

	err = f.Each(courier.Up, func(string, []byte) error { taken++; return nil })

	if taken != 1 || !errors.Is(err, wire.ErrTooLarge) {
		t.Errorf("taken %d, %v", taken, err)
	}
}

func TestFolderIsNotThere_NothingIsMadeByOpening(t *testing.T) {
	if _, err := courier.Open(filepath.Join(t.TempDir(), "stick")); err == nil {
		t.Error("opened")
	}
}
