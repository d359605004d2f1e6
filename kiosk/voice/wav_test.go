package voice

import (
	"errors"
	"math"
	"testing"
	"time"
)

func TestASoundIsReadAsItWasWritten(t *testing.T) {
	want := sound{rate: 8000, channels: 2, samples: []int16{1, -1, math.MaxInt16, math.MinInt16}}

	got, err := readWAV(want.wav())

	if err != nil || got.rate != want.rate || got.channels != want.channels || len(got.samples) != 4 || got.samples[3] != math.MinInt16 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestASoundOfUnknownLengthHoldsWhatCame(t *testing.T) {
	file := sound{rate: 8000, channels: 1, samples: []int16{1, 2, 3}}.wav()
	copy(file[40:], "\x00\xf0\xff\x7f") // what espeak-ng writes into a pipe

	got, err := readWAV(file)

	if err != nil || len(got.samples) != 3 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestSoundsOfOtherKindsAreRefused(t *testing.T) {
	good := sound{rate: 8000, channels: 1, samples: []int16{1, 2, 3}}.wav()
	for what, spoil := range map[string]func([]byte){
		"no RIFF": func(b []byte) { b[0] = 'X' }, "float": func(b []byte) { b[20] = 3 }, "8 bits": func(b []byte) { b[34] = 8 },
		"6 channels": func(b []byte) { b[22] = 6 }, "no rate": func(b []byte) { b[24], b[25] = 0, 0 }, "no format": func(b []byte) { b[12] = 'x' },
	} {
		bad := append([]byte(nil), good...)
		spoil(bad)
		if _, err := readWAV(bad); !errors.Is(err, ErrSound) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestTonesAreShortDryAndEndInSilence(t *testing.T) {
	lengths := map[Tone]time.Duration{Press: 30 * time.Millisecond, Success: 350 * time.Millisecond, Attention: 600 * time.Millisecond}
	all := makeTones()
	for _, tone := range Tones() {
		s := all[tone]
		if d := (s.lasts() - lengths[tone]).Abs(); d > time.Millisecond {
			t.Errorf("%s lasts %v", tone, s.lasts())
		}
		most, last := 0.0, math.Abs(float64(s.samples[len(s.samples)-1]))
		for _, v := range s.samples {
			most = max(most, math.Abs(float64(v)))
		}
		if most < 6000 || most > math.MaxInt16-1000 || last > 400 {
			t.Errorf("%s: loudest %v, last %v", tone, most, last)
		}
	}
}

func TestTheNotesOfSuccessRise(t *testing.T) {
	s := makeTones()[Success]
	half := len(s.samples) / 2
	crossings := func(part []int16) (n int) {
		for i := 1; i < len(part); i++ {
			if part[i-1] < 0 && part[i] >= 0 {
				n++
			}
		}
		return n
	}

	if first, second := crossings(s.samples[:half]), crossings(s.samples[half:]); first < 130 || first > 140 || second < 178 || second > 188 {
		t.Errorf("%d and %d vibrations, want sol (137) and do (183)", first, second)
	}
}

func FuzzReadWAV(f *testing.F) {
	f.Add(sound{rate: 8000, channels: 1, samples: []int16{1, 2, 3}}.wav())
	f.Add([]byte("RIFF\x00\x00\x00\x00WAVEdata\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, file []byte) {
		s, err := readWAV(file)
		if err != nil {
			return
		}
		if len(s.samples)%s.channels != 0 || 2*len(s.samples) > len(file) {
			t.Errorf("%d samples in %d channels of %d bytes", len(s.samples), s.channels, len(file))
		}
		if _, err := readWAV(s.at(2).wav()); err != nil {
			t.Error(err)
		}
	})
}
