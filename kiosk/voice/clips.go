package voice

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"station365/kiosk/words"
)

// Clips are recorded lines, a WAV of 16-bit PCM for each key, in a folder for each
// language: zh-Hans/voice.home.wav. A station brings its own, also in a language
// that no program speaks.
type Clips struct{ files fs.FS }

// NewClips takes the folder of the languages' folders.
func NewClips(files fs.FS) *Clips { return &Clips{files} }

// mostClip is a minute of the best sound that is played; nobody listens longer.
const mostClip = 24 << 20 // bytes

// ErrClip is a clip that is too long.
var ErrClip = errors.New("a clip of more than a minute")

func clipName(language, key string) string { return language + "/" + key + ".wav" }

// read gives no sound and no error where there is no clip.
func (c *Clips) read(language, key string) (sound, error) {
	f, err := c.files.Open(clipName(language, key))
	if errors.Is(err, fs.ErrNotExist) {
		return sound{}, nil
	}
	if err != nil {
		return sound{}, fmt.Errorf("open clip: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	file, err := io.ReadAll(io.LimitReader(f, mostClip+1))
	if err != nil {
		return sound{}, fmt.Errorf("read clip: %w", err)
	}
	if len(file) > mostClip {
		return sound{}, ErrClip
	}
	return readWAV(file)
}

// Missing lists the keys without a usable clip in a language, why they are not
// usable if they are there, and how many have one.
func (c *Clips) Missing(language string, keys []string) (missing []string, have int) {
	for _, key := range keys {
		s, err := c.read(language, key)
		switch {
		case err != nil:
			missing = append(missing, fmt.Sprintf("%s (%v)", key, err))
		case len(s.samples) == 0:
			missing = append(missing, key)
		default:
			have++
		}
	}
	return missing, have
}

// Keys are what can be recorded in a language: the voice's own lines and those of
// more, the catalogue's, without the ones that are filled in.
func Keys(w *words.Table, more []string) (keys []string) {
	for _, key := range w.Keys() {
		if strings.HasPrefix(key, "voice.") && !isPart(key) && len(w.Names(key)) == 0 {
			keys = append(keys, key)
		}
	}
	for _, key := range more {
		if w.Has(key) && len(w.Names(key)) == 0 {
			keys = append(keys, key)
		}
	}
	return keys
}

// isPart tells words that only stand in other lines.
func isPart(key string) bool {
	return key == programKey || key == "voice.dash" || strings.HasPrefix(key, "voice.month.") || strings.HasPrefix(key, "voice.weekday.")
}

// plain is a text without the marks that are only for the eye.
func plain(text string) string {
	return strings.NewReplacer("\n", " ", "·", "，", "“", "", "”", "", "（", "，", "）", "，", "/", "，").Replace(text)
}
