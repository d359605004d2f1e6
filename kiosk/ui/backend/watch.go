package backend

import "image"

// watcher is told after every frame, on the UI goroutine. It must not wait.
// There may be no parts: a target can become disabled without looking different.
type watcher interface {
	saw(frame *image.RGBA, parts []image.Rectangle, d Description)
}

// watch begins with the whole newest frame.
func (g *Glass) watch(w watcher) {
	g.Do(func() {
		g.watchers = append(g.watchers, w)
		w.saw(g.frame, []image.Rectangle{g.frame.Rect}, describe(g.scene))
	})
}

func (g *Glass) unwatch(w watcher) {
	g.Do(func() {
		for i, other := range g.watchers {
			if other == w {
				g.watchers = append(g.watchers[:i], g.watchers[i+1:]...)
				return
			}
		}
	})
}

func (g *Glass) tellWatchers(parts []image.Rectangle) {
	if len(g.watchers) == 0 {
		return
	}
	d := describe(g.scene)
	for _, w := range g.watchers {
		w.saw(g.frame, parts, d)
	}
}
