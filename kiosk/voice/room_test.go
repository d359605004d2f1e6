package voice_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"station365/kiosk/flow"
	"station365/kiosk/voice"
	"station365/kiosk/words"
)

func table(t *testing.T, language string) *words.Table {
	t.Helper()
	w, err := words.Load(os.DirFS("../../assets/strings"), language)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// loudspeaker takes the time that sounds take, and complains of two at once.
type loudspeaker struct {
	t    *testing.T
	mu   sync.Mutex
	busy bool
	fail error
	hang bool
	tries,
	played int
	loudest []int16
	cut     int
}

func (l *loudspeaker) Play(ctx context.Context, wav []byte) error {
	l.mu.Lock()
	if l.busy {
		l.t.Error("two sounds at once")
	}
	l.busy = true
	l.tries++
	fail, hang := l.fail, l.hang
	l.mu.Unlock()
	defer func() { l.mu.Lock(); l.busy = false; l.mu.Unlock() }()
	if fail != nil {
		return fail
	}
	var over <-chan time.Time
	if !hang {
		over = time.After(lasts(wav))
	}
	select {
	case <-over:
		l.mu.Lock()
		defer l.mu.Unlock()
		l.played++
		l.loudest = append(l.loudest, loudest(wav))
		return nil
	case <-ctx.Done():
		l.mu.Lock()
		defer l.mu.Unlock()
		l.cut++
		return ctx.Err()
	}
}

// account is what a loudspeaker did so far.
type account struct {
	tries, played, cut int
	loudest            []int16
}

func (l *loudspeaker) account() account {
	l.mu.Lock()
	defer l.mu.Unlock()
	return account{l.tries, l.played, l.cut, slices.Clone(l.loudest)}
}

// set changes how it behaves from now on.
func (l *loudspeaker) set(fail error, hang bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fail, l.hang = fail, hang
}

func lasts(wav []byte) time.Duration {
	rate := time.Duration(binary.LittleEndian.Uint32(wav[24:]))
	return time.Duration(len(wav)-44) / 2 * time.Second / rate
}

func loudest(wav []byte) (most int16) {
	for i := 44; i+1 < len(wav); i += 2 {
		most = max(most, int16(binary.LittleEndian.Uint16(wav[i:])))
	}
	return most
}

// reader speaks each text as two seconds of one level, and remembers it.
type reader struct {
	mu     sync.Mutex
	texts  []string
	voices []string
	fail   error
}

func (r *reader) Say(_ context.Context, v, text string) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.texts, r.voices = append(r.texts, text), append(r.voices, v)
	if r.fail != nil {
		return nil, r.fail
	}
	return twoSeconds, nil
}

func (r *reader) said() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := r.texts
	r.texts = nil
	return out
}

var twoSeconds = wavOf(8000, slices.Repeat([]int16{8000}, 16000))

func wavOf(rate int, samples []int16) []byte {
	head := []byte("RIFF\x00\x00\x00\x7fWAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00")
	head = binary.LittleEndian.AppendUint32(head, uint32(rate))
	head = binary.LittleEndian.AppendUint32(head, uint32(2*rate))
	head = append(head, "\x02\x00\x10\x00data"...)
	head = binary.LittleEndian.AppendUint32(head, uint32(2*len(samples)))
	for _, s := range samples {
		head = binary.LittleEndian.AppendUint16(head, uint16(s))
	}
	return head
}

// room is a voice with its surroundings, running inside a bubble of time.
type room struct {
	*voice.Voice
	player *loudspeaker
	reader *reader
	log    bytes.Buffer
	stop   func()
}

func open(t *testing.T) *room {
	r := &room{player: &loudspeaker{t: t}, reader: &reader{}}
	r.openWith(t, voice.Opts{Words: []*words.Table{table(t, "zh-Hans"), table(t, "en")}, Player: r.player, Speaker: r.reader})
	return r
}

func (r *room) openWith(t *testing.T, o voice.Opts) {
	o.Logger = slog.New(slog.NewTextHandler(&r.log, nil))
	r.Voice = voice.New(o)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); _ = r.Run(ctx) }()
	r.stop = func() { cancel(); <-done }
}

var noon = time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC) // 12:00 at the station

func at(s flow.State, sound string) flow.View {
	return flow.View{State: s, Look: flow.Look{Language: "zh-Hans", Sound: sound}, Top: flow.Top{Now: noon}}
}

func (r *room) wants(t *testing.T, what string, texts ...string) {
	t.Helper()
	synctest.Wait()
	got := r.reader.said()
	if len(got) != len(texts) {
		t.Fatalf("%s: said %q, want %q", what, got, texts)
	}
	for i := range got {
		if !strings.Contains(got[i], texts[i]) {
			t.Errorf("%s: said %q, want %q", what, got[i], texts[i])
		}
	}
}
