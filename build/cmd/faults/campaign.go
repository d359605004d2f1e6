package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"station365/build/cmd/faults/people"
	"station365/build/cmd/faults/proxy"
	"station365/build/cmd/faults/traces"
	"station365/kiosk"
)

// wholeEvery rounds the whole of the kiosk's files is looked through; the short
// ones, among them the database's log, in each.
const (
	wholeEvery = 10
	short      = 6 << 20 // bytes
)

// ground is one campaign: its files, its programs, what was told and counted.
type ground struct {
	options options
	out     io.Writer
	home    *home
	net     *proxy.Proxy
	centre  *centreRun
	broker  *brokerRun
	marks   *traces.Marks
	plan    *planner

	visits  int            // residents so far
	planned map[string]int // rounds
	looked  int64          // bytes of files
	leaked  atomic.Int64
	refused int // residents who were told that nothing was kept

	mu      sync.Mutex // what the programs' lines reach
	round   int
	struck  map[string]int // times that a fault met a program at work
	verdict *verdict
}

func prepare(ctx context.Context, o options, out io.Writer) (*ground, error) {
	h, err := openHome(o.broker)
	if err != nil {
		return nil, err
	}
	g := &ground{options: o, out: out, home: h, marks: traces.New(people.Marks()), plan: newPlanner(o.seed, kindsAt(h.mounted, o.broker == mosquitto)),
		planned: map[string]int{}, struck: map[string]int{}, verdict: newVerdict()}
	if g.net, err = proxy.New(o.seed, func() io.Writer { return g.marks.Stream(g.leak("the wire")) }); err != nil {
		return nil, errors.Join(err, h.close())
	}
	g.centre = &centreRun{home: h, lead: g.net.Lead, said: g.log("centre")}
	g.broker = &brokerRun{home: h, said: g.log("broker")}
	err = h.furnish(ctx)
	if err == nil && h.secure() {
		err = g.seal()
	}
	if err == nil && h.broker == mosquitto {
		err = g.broker.start(ctx)
	}
	if err == nil {
		err = g.centre.start(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, g.close())
	}
	return g, nil
}

func (g *ground) close() error {
	g.centre.kill()
	g.broker.kill()
	return errors.Join(g.net.Close(), g.home.close())
}

// log takes what a program says; it may say nothing about anybody.
func (g *ground) log(name string) func(line string) {
	return func(line string) {
		if n := g.marks.In([]byte(line)); n > 0 {
			g.leak("the log of " + name)(n)
		}
		if g.options.verbose {
			g.say("%-7s| %s", name, line)
		}
	}
}

func (g *ground) leak(where string) func(int) {
	return func(n int) {
		g.leaked.Add(int64(n))
		g.mu.Lock()
		defer g.mu.Unlock()
		g.verdict.violated(readable, g.round, where)
	}
}

func (g *ground) say(format string, args ...any) {
	g.mu.Lock()
	defer g.mu.Unlock()
	fmt.Fprintf(g.out, format+"\n", args...)
}

// strike counts a fault that met a program at work.
func (g *ground) strike(kind string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.struck[kind]++
}

// hear takes what a resident was told.
func (g *ground) hear(number, code, print string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.verdict.hear(kiosk.CaseNumber(number), told{code, print, g.round})
}

// campaign is all rounds and the verdict.
func campaign(ctx context.Context, o options, out io.Writer) (v *verdict, err error) {
	began := time.Now()
	g, err := prepare(ctx, o, out)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	fmt.Fprintf(out, "build/faults: %d rounds, %d with the whole kiosk, broker %s, seed %d\n", o.rounds, o.kiosk, o.broker, o.seed)
	if !g.home.mounted {
		fmt.Fprintln(out, "skipped: full disks, which need root for a file system whose size can be changed")
	}
	for i := range o.rounds {
		if err := g.one(ctx, i); ctx.Err() != nil {
			g.options.rounds = i // an end that was asked for has its verdict too
			fmt.Fprintln(out, "ended early, as asked")
			break
		} else if err != nil {
			return nil, fmt.Errorf("round %d: %w", i+1, err)
		}
	}
	g.report(time.Since(began))
	return g.verdict, nil
}

// one round, the last ones with the whole kiosk.
func (g *ground) one(ctx context.Context, i int) error {
	g.mu.Lock()
	g.round = i + 1
	g.mu.Unlock()
	l := g.plan.next(i + 1)
	work := g.fast
	if i >= g.options.rounds-g.options.kiosk {
		l.kinds = []string{glassKinds[i%len(glassKinds)]}
		work = g.whole
	}
	if g.options.control {
		l.kinds, l.die = []string{killKioskWrite}, "sealed:2"
	}
	for _, k := range l.kinds {
		g.planned[k]++
	}
	began := time.Now()
	if err := work(ctx, l); err != nil {
		return fmt.Errorf("%v: %w", l.kinds, err)
	}
	if err := g.judge(ctx, l.round); err != nil {
		return err
	}
	if g.options.verbose || l.round%50 == 0 {
		g.say("round %d: %v, %d residents, %.1f s", l.round, l.kinds, g.visits, time.Since(began).Seconds())
	}
	return nil
}

// judge takes the verdict and looks through the kiosk's files.
func (g *ground) judge(ctx context.Context, round int) error {
	most := int64(short)
	if round%wholeEvery == 0 || round == g.options.rounds {
		most = 0
	}
	found, looked, err := g.marks.Dir(g.home.kioskDisk(), most)
	if err != nil {
		return err
	}
	g.looked += looked
	for _, f := range found {
		g.leak(f.Path)(f.Marks)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.verdict.take(ctx, g.home.centre(), round)
}

// report prints the counts and the verdict.
func (g *ground) report(took time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	c := &g.net.Counts
	fmt.Fprintf(g.out, "%d rounds in %s, %d residents, %d refused in words\n", g.options.rounds, took.Round(time.Second), g.visits, g.refused)
	for _, k := range slices.Concat(fastKinds, []string{killBroker}, glassKinds) {
		if n := g.planned[k]; n > 0 {
			fmt.Fprintf(g.out, "  %-22s %4d rounds, struck %d times\n", k, n, g.struck[k])
		}
	}
	fmt.Fprintf(g.out, "  of %d acknowledgements %d dropped, %d doubled, %d reordered; %d bytes swallowed\n",
		c.Acks.Load(), c.Dropped.Load(), c.Doubled.Load(), c.Reordered.Load(), c.Swallowed.Load())
	fmt.Fprintf(g.out, "looked through for names, numbers, addresses and telephones: %.1f MB of the wire, %.1f MB of the kiosk's files\n",
		float64(c.Bytes.Load())/1e6, float64(g.looked)/1e6)
	g.verdict.say(g.out)
}
