// Package personal holds what belongs to a person: names, numbers, addresses.
// A Value shows only a mask wherever it is printed, logged or marshalled, is
// read by the one method named Reveal, and can be wiped. It promises nothing
// about copies made by Reveal: a Go string cannot be zeroed.
package personal

import (
	"crypto/subtle"
	"fmt"
	"log/slog"
	"sync"
)

// Mask is what every way of printing a Value shows.
const Mask = "•••"

// text keeps the bytes two pointers deep: fmt follows one pointer even in
// unexported fields (%s, %q), never two. The lock is there because a session
// ends on one goroutine while a screen may be drawing on another.
type text struct {
	mu    sync.RWMutex
	bytes *[]byte
}

func (t *text) copied() []byte {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return append([]byte(nil), *t.bytes...)
}

// Value is a piece of personal data. The zero Value is empty and usable.
// Copies share the bytes: wiping one wipes all. Safe for several goroutines.
type Value struct{ t **text }

// New keeps s as a personal value.
func New(s string) Value { return FromBytes([]byte(s)) }

// FromBytes takes ownership of b: Wipe zeroes it.
func FromBytes(b []byte) Value {
	t := &text{bytes: &b}
	return Value{t: &t}
}

// Reveal returns the text, or "" for an empty or wiped Value. Calls to it are
// the places where personal data is used; keep them few.
func (v Value) Reveal() string {
	if v.t == nil {
		return ""
	}
	t := *v.t
	t.mu.RLock()
	defer t.mu.RUnlock()
	return string(*t.bytes)
}

// Empty reports whether there is nothing to reveal: never set, "" or wiped.
func (v Value) Empty() bool {
	if v.t == nil {
		return true
	}
	t := *v.t
	t.mu.RLock()
	defer t.mu.RUnlock()
	return len(*t.bytes) == 0
}

// Equal compares in constant time for equal lengths.
func (v Value) Equal(w Value) bool {
	if v.Empty() || w.Empty() {
		return v.Empty() && w.Empty()
	}
	a, b := (*v.t).copied(), (*w.t).copied()
	defer clear(a)
	defer clear(b)
	return subtle.ConstantTimeCompare(a, b) == 1
}

// Wipe zeroes the bytes for this Value and all its copies. Safe to repeat.
func (v Value) Wipe() {
	if v.t == nil {
		return
	}
	t := *v.t
	t.mu.Lock()
	defer t.mu.Unlock()
	clear(*t.bytes)
	*t.bytes = nil
}

// String shows the mask.
func (v Value) String() string { return Mask }

// GoString shows the mask under %#v.
func (v Value) GoString() string { return Mask }

// Format shows the mask under every verb.
func (v Value) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(Mask)) }

// LogValue shows the mask in slog.
func (v Value) LogValue() slog.Value { return slog.StringValue(Mask) }

// MarshalJSON shows the mask.
func (v Value) MarshalJSON() ([]byte, error) { return []byte(`"` + Mask + `"`), nil }

// MarshalText shows the mask.
func (v Value) MarshalText() ([]byte, error) { return []byte(Mask), nil }
