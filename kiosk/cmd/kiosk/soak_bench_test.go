package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"station365/devices/idcard/idcardtest"
	"station365/devices/printer/printertest"
	"station365/kiosk/flow"
	"station365/kiosk/store"
	"station365/sync/centre"
	"station365/sync/wire"
)

// After as many sessions memory is looked at; it must be flat from the second on.
const (
	sessions   = 500
	warmUp     = 50
	weighEvery = 50
)

// pause keeps a session's distance from the next. Fyne keeps what was drawn for a
// minute and looks for what is older at most every ten seconds: on a kiosk that is
// one session, here it would be a thousand. build/bench has it keep a second.
const pause = 250 * time.Millisecond

// BenchmarkFiveHundredSessions is the memory of the process, resident and in its
// code and heap, after 50 and after 500 whole sessions on a 1080x1920 glass: card,
// form, case kept in a real store, receipt drawn, wiped, in three sizes of type in
// turn. The aim is at most 220 MB, and growth from 50 on of about nothing.
// The test program has the pictures of the tests in it, and no devices.
func BenchmarkFiveHundredSessions(b *testing.B) { fiveHundredSessions(b, "") }

func fiveHundredSessions(b *testing.B, route string) {
	b.Helper()
	debug.SetGCPercent(gcPercent)
	debug.SetMemoryLimit(softLimit())
	for range b.N {
		reader := idcardtest.NewReader(false)
		r := newBenchOn(b, route, reader, kept(b))
		var at []float64
		tick := time.NewTicker(pause)
		for n := range sessions {
			<-tick.C
			r.session(reader, []string{"standard", "large", "largest"}[n%3])
			if (n+1)%weighEvery == 0 {
				at = append(at, resident(b))
			}
		}
		tick.Stop()
		b.ReportMetric(at[warmUp/weighEvery-1], "MB-after-50")
		b.ReportMetric(at[len(at)-1], "MB-after-500")
		b.ReportMetric(at[len(at)-1]/at[warmUp/weighEvery-1], "x")
		b.ReportMetric(0, "ns/op")
		b.Log("MB after every 50:", at)
	}
}

// kept are the parts of a flow that keeps cases: a real store and sealer.
func kept(b *testing.B) func(*flow.Opts) {
	b.Helper()
	top := b.TempDir()
	dir := filepath.Join(top, "centre")
	if _, err := centre.Init(dir); err != nil {
		b.Fatal(err)
	}
	c, err := centre.Open(dir, centre.Opts{})
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	keys, err := ensureKeys(filepath.Join(top, keysFile))
	if err != nil {
		b.Fatal(err)
	}
	request, err := keys.Request()
	if err != nil {
		b.Fatal(err)
	}
	request.Kiosk, request.Community, request.Prefix = "shanan-2", "shanan", "S2"
	identity, err := c.Enrol(context.Background(), request)
	if err != nil {
		b.Fatal(err)
	}
	s, err := store.Open(filepath.Join(top, "kiosk"), store.Opts{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return func(o *flow.Opts) {
		o.Store, o.Sealer, o.Identify = keeper{s, func() {}}, sealer{wire.NewSealer(identity, keys)}, identifier{keys}
		o.Printer = printertest.NewPrinter()
	}
}

// session is one person's whole registration.
func (r *bench) session(reader *idcardtest.Reader, scale string) {
	send := func(k flow.Kind, value string) { r.flow.Send(flow.Event{Kind: k, Value: value}) }
	next := flow.Event{Kind: flow.Next}
	r.walk(flow.Home, flow.Event{Kind: flow.Start})
	send(flow.OpenSize, "")
	send(flow.SetScale, scale)
	r.walk(flow.AwaitingCard, flow.Event{Kind: flow.Back}, flow.Event{Kind: flow.OpenMatter, Value: "residence-registration"}, next, next)
	r.await(flow.CardRead)
	reader.Lay(card())
	r.frame()
	r.walk(flow.Filling, next)
	for _, answer := range []string{"move-in", "0101", "1", "1", "101", "week", "work", "rented", "year"} {
		send(flow.Answer, answer)
	}
	r.walk(flow.Reviewing, flow.Event{Kind: flow.Answer, Value: "no-phone"})
	r.walk(flow.Done, next)
	r.walk(flow.TakeCard, next)
	reader.Lift() // which this reader cannot tell: the owner says so
	r.walk(flow.Welcome, next)
}

// resident is the process's resident memory in MB.
func resident(b *testing.B) float64 {
	b.Helper()
	f, err := os.Open("/proc/self/status")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if kb, is := strings.CutPrefix(s.Text(), "VmRSS:"); is {
			n, err := strconv.Atoi(strings.Fields(kb)[0])
			if err != nil {
				b.Fatal(err)
			}
			return float64(n) / 1024
		}
	}
	b.Fatal(fmt.Errorf("no VmRSS in /proc/self/status"))
	return 0
}
