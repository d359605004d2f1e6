package main

import (
	"os"
	"testing"

	"station365/kiosk/ui/backend"
)

// A window in a test wants the first goroutine, as in the program.
func TestMain(m *testing.M) { os.Exit(backend.OnMain(m.Run)) }
