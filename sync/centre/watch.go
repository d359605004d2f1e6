package centre

import "sync"

// watchers are those who want to know that something changed.
type watchers struct {
	mu  sync.Mutex
	all map[chan struct{}]bool
}

// Subscribe gives a channel that has a value whenever something changed since
// the last one was taken: records, cases, connections. Call cancel when done.
func (c *Centre) Subscribe() (changes <-chan struct{}, cancel func()) {
	ch := make(chan struct{}, 1)
	w := &c.watch
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.all == nil {
		w.all = map[chan struct{}]bool{}
	}
	w.all[ch] = true
	return ch, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.all, ch)
	}
}

func (w *watchers) tell() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for ch := range w.all {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}
