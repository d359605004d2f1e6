//go:build !window

package backend

import (
	"context"
	"errors"
)

// Windowed says which of the two programs this is: the one with a window, or the
// static one.
const Windowed = false

// ErrNoWindow says that the window is not in this program, which is static and
// needs neither X nor OpenGL.
var ErrNoWindow = errors.New("this build has no window")

// OnMain runs a program. Only a window system wants its first goroutine.
func OnMain(program func() int) int { return program() }

// RunInWindow needs the build tag window.
func RunInWindow(context.Context, *Glass) error { return ErrNoWindow }
