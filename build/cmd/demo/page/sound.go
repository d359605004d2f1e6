package page

import (
	"net/http"
	"strconv"
)

// sounds are what is heard: the newest ones, because viewers fetch one a moment
// after they are told of it.
type sounds struct {
	newest  int // number of the newest; the first is 1
	playing bool
	wavs    map[int][]byte
	version int // counts beginnings and ends
}

// keptSounds is how many can still be fetched.
const keptSounds = 4

// Sound lets every viewer hear a WAV from now on in the place of the one before,
// and returns its number.
func (b *Board) Sound(wav []byte) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := &b.sounds
	if s.wavs == nil {
		s.wavs = map[int][]byte{}
	}
	s.newest++
	s.wavs[s.newest] = wav
	delete(s.wavs, s.newest-keptSounds)
	b.sound(true)
	return s.newest
}

// Hush ends sound n, if it is still the newest.
func (b *Board) Hush(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if n == b.sounds.newest {
		b.sound(false)
	}
}

// sound tells every viewer; the caller holds the lock.
func (b *Board) sound(playing bool) {
	b.sounds.playing = playing
	b.sounds.version++
	for v := range b.viewers {
		v.rouse()
	}
}

// heard is the number of the sound to play now, 0 for silence.
func (s sounds) heard() int {
	if !s.playing {
		return 0
	}
	return s.newest
}

func (b *Board) wav(n int) ([]byte, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	wav, ok := b.sounds.wavs[n]
	return wav, ok
}

// wav hands a sound out.
func (p *Page) wav(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(r.PathValue("n"))
	wav, ok := p.board.wav(n)
	if err != nil || !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "audio/wav")
	_, _ = w.Write(wav) // the viewer may have gone
}
