package main

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"station365/kiosk"
	"station365/kiosk/store"
)

func TestTheWeekIsTold_WhenItHasChanged(t *testing.T) {
	s, err := store.Open(t.TempDir(), store.Opts{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	told := 0
	w := newWeekly(s, func() { told++ }, slog.New(slog.DiscardHandler))

	w.count(t.Context())
	quiet := told
	c := kiosk.NewCase{ID: "a", Prefix: "S2", Matter: "residence-registration", Promise: kiosk.Promise{DueBy: time.Now().Add(time.Hour)}, At: time.Now(), TimeTrusted: true}
	_, err = s.Keep(t.Context(), c, func(h kiosk.Head, n kiosk.CaseNumber) (kiosk.Record, error) {
		return kiosk.Record{ID: "record", Epoch: h.Epoch, Sequence: h.Sequence, Bytes: []byte(n)}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w.count(t.Context())
	w.count(t.Context())

	if quiet != 0 || told != 1 || w.Week() != (kiosk.Week{InHand: 1}) {
		t.Errorf("told %d times before and %d after a case was kept; the week is %+v", quiet, told, w.Week())
	}
}

func TestCountingEndsWithItsContext(t *testing.T) {
	s, err := store.Open(t.TempDir(), store.Opts{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { newWeekly(s, func() {}, slog.New(slog.DiscardHandler)).run(ctx); close(ended) }()

	cancel()

	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Fatal("the counting goes on")
	}
}
