// Package spenttest tells benchmarks and tests how much of the processor was used:
// what else runs on the machine does not count, and a machine that is slower for a
// while is not taken for slower code. It must know nothing of what is measured.
package spenttest

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// Thread is what this thread has used; the goroutine must be locked to it.
func Thread(tb testing.TB) time.Duration {
	tb.Helper()
	return clock(tb, unix.CLOCK_THREAD_CPUTIME_ID)
}

// Own is what this whole process has used.
func Own(tb testing.TB) time.Duration {
	tb.Helper()
	return clock(tb, unix.CLOCK_PROCESS_CPUTIME_ID)
}

func clock(tb testing.TB, which int32) time.Duration {
	tb.Helper()
	var t unix.Timespec
	if err := unix.ClockGettime(which, &t); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(t.Nano())
}

// tick is the unit of proc(5).
const tick = 10 * time.Millisecond

// Process is what another process has used, in user and kernel (proc(5): fields 14
// and 15 of stat).
func Process(tb testing.TB, pid int) time.Duration {
	tb.Helper()
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		tb.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), ") ") // the name before may have spaces
	var ticks time.Duration
	for _, field := range strings.Fields(rest)[11:13] {
		n, err := strconv.Atoi(field)
		if err != nil {
			tb.Fatal(err)
		}
		ticks += time.Duration(n)
	}
	return ticks * tick
}

// Idle reports what this process costs while nothing happens: percent of a core, and
// how much that is of the aim.
func Idle(b *testing.B, lasts time.Duration, aim float64) {
	b.Helper()
	var spent time.Duration
	for b.Loop() {
		before := Own(b)
		<-time.After(lasts)
		spent += Own(b) - before
	}
	percent := 100 * float64(spent) / float64(lasts) / float64(b.N)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(percent, "core-%")
	b.ReportMetric(percent/aim, "aim-x")
}
