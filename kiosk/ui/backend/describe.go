package backend

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
)

// Description is what is on the glass, for walks, tests, speech and accessibility.
type Description struct {
	Targets []Target
	Texts   []string
}

// Target is a thing that answers a finger. Under an overlay nothing answers.
type Target struct {
	Name    string
	Rect    image.Rectangle
	Enabled bool
}

// Describe waits for the queue and its frame; once Run has ended it describes the
// last one. On the UI goroutine it describes the tree as it is, before its frame.
func (g *Glass) Describe() Description {
	if g.queue.here() {
		return describe(g.look())
	}
	var d Description
	g.wait(func() {})
	if g.queue.wait(func() { d = describe(g.scene) }) {
		return d
	}
	return describe(g.scene) // nobody paints any more
}

func describe(s scene) Description {
	d := Description{Texts: slices.Clone(s.texts)}
	for _, t := range s.targets {
		_, tappable := t.object.(fyne.Tappable)
		if _, drawn := t.object.(fyne.Draggable); tappable || drawn {
			d.Targets = append(d.Targets, Target{Name: t.name, Rect: t.area, Enabled: enabled(t.object)})
		}
	}
	return d
}

func enabled(o fyne.CanvasObject) bool {
	d, can := o.(interface{ Disabled() bool })
	return !can || !d.Disabled()
}
