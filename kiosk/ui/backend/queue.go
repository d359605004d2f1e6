package backend

import (
	"bytes"
	"runtime"
	"sync"
)

// queue brings functions to the UI goroutine. It has no limit: whoever waited
// for room on the UI goroutine itself would wait for ever.
type queue struct {
	filled chan struct{} // holds one token while there is something to take
	ended  chan struct{}

	mu        sync.Mutex
	functions []func()
	waiting   []chan struct{} // of functions, closed when their frame is painted
	taken     []chan struct{}
	owner     string // the UI goroutine
}

func newQueue() *queue {
	return &queue{filled: make(chan struct{}, 1), ended: make(chan struct{})}
}

// add keeps f for the loop; after its end nobody would run it.
func (q *queue) add(f func()) {
	select {
	case <-q.ended:
		return
	default:
	}
	q.mu.Lock()
	q.functions = append(q.functions, f)
	q.mu.Unlock()
	q.wake()
}

func (q *queue) wake() {
	select {
	case q.filled <- struct{}{}:
	default:
	}
}

// wait adds f and returns true when its frame is painted, false when the loop has
// ended before.
func (q *queue) wait(f func()) bool {
	done := make(chan struct{})
	q.mu.Lock()
	q.functions = append(q.functions, f)
	q.waiting = append(q.waiting, done)
	q.mu.Unlock()
	q.wake()
	select {
	case <-done:
		return true
	case <-q.ended:
		return false
	}
}

func (q *queue) take() []func() {
	q.mu.Lock()
	defer q.mu.Unlock()
	functions := q.functions
	q.taken, q.waiting, q.functions = q.waiting, nil, nil
	return functions
}

// painted tells those who waited for the batch last taken.
func (q *queue) painted() {
	for _, done := range q.taken {
		close(done)
	}
	q.taken = nil
}

func (q *queue) begin() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.owner = goroutine()
}

func (q *queue) close() { close(q.ended) }

// here says whether the caller is the UI goroutine. fyne.DoAndWait from inside a
// callback would otherwise wait for itself; Go tells a goroutine's number only in
// its stack, and Fyne's own drivers read it there too.
func (q *queue) here() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.owner != "" && q.owner == goroutine()
}

// goroutine is the first line of the stack up to the state: "goroutine 7".
func goroutine() string {
	var head [40]byte
	line := head[:runtime.Stack(head[:], false)]
	name, _, _ := bytes.Cut(line, []byte(" ["))
	return string(name)
}
