package main

import (
	"context"
	"log/slog"
	"testing"

	"station365/kiosk/ui/backend"
)

func TestAFingerPressesNothing_TheVisitHearsThatSomebodyIsThere(t *testing.T) {
	s, err := openScreen(screenConfig{Width: 1280, Height: 800, PanelMM: 217}, nil, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); _ = s.glass.Run(ctx) }()
	defer func() { cancel(); <-done }()
	heard := 0
	s.glass.Touch(backend.Touch{X: 400, Y: 400, Kind: backend.Down}) // before the visit begins
	s.tellOf(func() { heard++ })

	s.glass.Touch(backend.Touch{X: 400, Y: 400, Kind: backend.Down})
	s.settle()

	if heard != 1 {
		t.Errorf("heard of it %d times", heard)
	}
}
