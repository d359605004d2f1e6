package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"station365/build/cmd/demo/page"
)

// tone is a WAV of one level.
func tone(length time.Duration) []byte {
	const pace = 16000 // bytes a second
	wav := make([]byte, wavHead+int(length*pace/time.Second))
	binary.LittleEndian.PutUint32(wav[28:], pace)
	return wav
}

// speaking is a loudspeaker that runs until the test ends.
func speaking(t *testing.T) *loudspeaker {
	t.Helper()
	l, err := newLoudspeaker(filepath.Join(t.TempDir(), "sounds"), page.NewBoard(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { l.run(ctx) })
	t.Cleanup(func() { stop(); running.Wait() })
	return l
}

func TestAPlayerEndsWithItsSound(t *testing.T) {
	l := speaking(t)

	began := time.Now()
	err := play(l.socket.Addr().String(), bytes.NewReader(tone(60*time.Millisecond)))

	if took := time.Since(began); err != nil || took < 60*time.Millisecond {
		t.Errorf("after %v: %v", took, err)
	}
}

func TestAnEndOfTheDemonstrationEndsASound(t *testing.T) {
	l, err := newLoudspeaker(filepath.Join(t.TempDir(), "sounds"), page.NewBoard(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); l.run(ctx) }()
	played := make(chan error, 1)
	go func() { played <- play(l.socket.Addr().String(), bytes.NewReader(tone(time.Hour))) }()

	stop()

	for _, what := range []<-chan struct{}{ended} {
		select {
		case <-what:
		case <-time.After(20 * time.Second):
			t.Fatal("the loudspeaker holds on")
		}
	}
	<-played // whether it had begun or not
	if err := l.close(); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNoSoundIsRefused(t *testing.T) {
	for what, sent := range map[string]string{"short": "\x00\x00\x00\x05hello", "too long": "\xff\xff\xff\xff", "cut": "\x00\x00\x00\x50RIFF", "nothing": ""} {
		if _, err := readSound(strings.NewReader(sent)); !errors.Is(err, errNoSound) && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestAWalkIsSilent_AndTheKioskIsToldSo(t *testing.T) {
	var none *loudspeaker
	if none.player() != "none" || none.close() != nil {
		t.Error("a walk has a loudspeaker")
	}
	if got := speaking(t).player(); !strings.Contains(got, " "+playOption+" ") {
		t.Errorf("the player is %q", got)
	}
}
