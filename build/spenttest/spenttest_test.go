package spenttest_test

import (
	"os"
	"runtime"
	"testing"
	"time"

	"station365/build/spenttest"
)

func TestWorkIsSeenByEveryClock_WaitingByNone(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const much = 50 * time.Millisecond // several ticks of proc(5)
	thread, own, process := spenttest.Thread(t), spenttest.Own(t), spenttest.Process(t, os.Getpid())

	for spenttest.Thread(t)-thread < much {
	}
	worked := spenttest.Thread(t)
	<-time.After(much)

	if rested := spenttest.Thread(t) - worked; rested >= much {
		t.Errorf("waiting cost %v", rested)
	}
	if spenttest.Own(t)-own < much || spenttest.Process(t, os.Getpid())-process < much/2 {
		t.Errorf("of %v the process has %v and %v", much, spenttest.Own(t)-own, spenttest.Process(t, os.Getpid())-process)
	}
}
