package page

import "testing"

func TestASoundIsHeardByWhoIsHere_NotByWhoComesLater(t *testing.T) {
	b := NewBoard()
	here := b.enter()
	b.news(here)

	n := b.Sound([]byte("one"))

	if got := b.news(here); got.sound == nil || *got.sound != n {
		t.Errorf("who is here was sent %v", got.sound)
	}
	if got := b.news(b.enter()); got.sound != nil {
		t.Errorf("who came later was sent %v", *got.sound)
	}
	if wav, ok := b.wav(n); !ok || string(wav) != "one" {
		t.Errorf("got %q", wav)
	}
}

func TestAKilledSoundIsHushed_UnlessAnotherHasBegun(t *testing.T) {
	b := NewBoard()
	v := b.enter()
	first := b.Sound([]byte("one"))
	b.Hush(first)
	if got := b.news(v); got.sound == nil || *got.sound != 0 {
		t.Errorf("after the end: %v", got.sound)
	}

	first = b.Sound([]byte("two"))
	second := b.Sound([]byte("three"))
	b.Hush(first)

	if got := b.news(v); got.sound == nil || *got.sound != second {
		t.Errorf("a late end silenced the next sound: %v", got.sound)
	}
}

func TestOldSoundsAreForgotten(t *testing.T) {
	b := NewBoard()
	first := b.Sound([]byte("one"))
	for range keptSounds {
		b.Sound([]byte("more"))
	}
	if _, ok := b.wav(first); ok {
		t.Error("a sound is kept for ever")
	}
}
