package kit

import (
	"io/fs"
	"slices"

	"station365/kiosk/words"
)

// Kit is what pages of one look are made with: a panel, a type scale and a
// theme. It never changes and serves one goroutine, the one that draws.
type Kit struct {
	panel  Panel
	class  Class
	scale  Scale
	theme  Theme
	shared *Shared
}

// Shared is what the kits of one glass have in common: words, pictures and
// measured letters.
type Shared struct {
	Words     *words.Table
	Data      fs.FS // icons/*.svg, scenes/*.svg
	languages []*words.Table
	pens      map[pen]float32
	art       map[string]drawing
	codes     map[string]code
	live      []Dot // the stroke under the finger: pages are drawn anew while it is being written
}

// NewShared begins without anything measured. The first language is spoken where
// no other is asked for.
func NewShared(data fs.FS, languages ...*words.Table) *Shared {
	return &Shared{Words: languages[0], Data: data, languages: languages,
		pens: map[pen]float32{}, art: map[string]drawing{}, codes: map[string]code{}}
}

// In is the same in a language; in the first one, if there is none of that name.
func (s *Shared) In(language string) *Shared {
	other := *s
	other.Words = s.languages[max(0, slices.IndexFunc(s.languages, func(w *words.Table) bool { return w.Lang() == language }))]
	return &other
}

// New makes the kit of one look.
func New(p Panel, s Scale, t Theme, shared *Shared) *Kit {
	if _, ok := typeSizes[s]; !ok {
		s = Standard
	}
	if _, ok := palettes[t]; !ok {
		t = Light
	}
	return &Kit{panel: p, class: p.Class(), scale: s, theme: t, shared: shared}
}

// Class is the panel's shape.
func (k *Kit) Class() Class { return k.class }

// Scale is the type scale.
func (k *Kit) Scale() Scale { return k.scale }

// Theme is the set of colours.
func (k *Kit) Theme() Theme { return k.theme }

// Panel is the glass.
func (k *Kit) Panel() Panel { return k.panel }

// Lowered tells that the page stands in the lower part of the glass, with its
// question above it.
func (k *Kit) Lowered() bool { return k.panel.above > 0 }

// MM is v millimetres in pixels.
func (k *Kit) MM(v float32) float32 { return v * k.panel.PixelsPerMM }

// Size is a role's type size in pixels. The small panel grows by the same factors
// as the large ones.
func (k *Kit) Size(r Role) float32 {
	size := typeSizes[k.scale][r]
	if k.class == Small {
		size *= smallSizes[r] / typeSizes[Standard][r]
	}
	return k.MM(size)
}

// T is the text of a string key.
func (k *Kit) T(key string, args ...string) string { return k.shared.Words.T(key, args...) }

// Words are the table of texts, for dates and numbers.
func (k *Kit) Words() *words.Table { return k.shared.Words }

// NameOf is a language's name in its own words.
func (k *Kit) NameOf(language string) string { return k.shared.In(language).Words.T(words.NameKey) }

// By picks a value by panel class.
func By[T any](k *Kit, portrait, landscape, small T) T {
	switch k.class {
	case Portrait:
		return portrait
	case Landscape:
		return landscape
	}
	return small
}

// ByScale picks a value by type scale.
func ByScale[T any](k *Kit, standard, large, largest T) T {
	switch k.scale {
	case Large:
		return large
	case Largest:
		return largest
	}
	return standard
}

// Margin is the empty side of every page (look §4).
func (k *Kit) Margin() float32 {
	if k.scale == Largest && k.class == Portrait {
		return k.MM(8)
	}
	return k.MM(By[float32](k, 11, 14, 7))
}
