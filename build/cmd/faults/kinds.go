package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"station365/build/cmd/faults/proxy"
)

// The kinds of faults.
const (
	killKiosk      = "kill-kiosk"           // kill -9 at a random moment
	killKioskWrite = "kill-kiosk-at-write"  // between two steps of a durable write
	killKioskLog   = "kill-kiosk-at-log"    // while the database's log grows
	killCentre     = "kill-centre"          // kill -9 of centre and broker at a random moment
	killCentreLog  = "kill-centre-at-log"   // while its log grows
	killBroker     = "kill-broker"          // the mosquitto, where there is one
	netCut         = "network-cut"          //
	netHalfOpen    = "network-half-open"    //
	acksDropped    = "acks-dropped"         //
	acksDoubled    = "acks-doubled"         //
	acksReordered  = "acks-reordered"       //
	diskKiosk      = "disk-full-at-kiosk"   // or below its reserve
	diskCentre     = "disk-full-at-centre"  //
	clockJump      = "clock-jump"           // forth or back, and back when the kiosk is started again
	glassKill      = "whole-kiosk-kill"     // the real kiosk, at a random moment around the confirmation
	glassKillLog   = "whole-kiosk-kill-log" // the real kiosk, while its log grows
)

// fastKinds strike kiosks without a glass.
var fastKinds = []string{killKiosk, killKioskWrite, killKioskLog, killCentre, killCentreLog, netCut, netHalfOpen,
	acksDropped, acksDoubled, acksReordered, diskKiosk, diskCentre, clockJump}

// glassKinds strike the whole kiosk.
var glassKinds = []string{glassKill, glassKillLog}

// kindsAt are those that can strike: disks are of a size that can be changed, the
// broker is a process of its own.
func kindsAt(disks, broker bool) (can []string) {
	for _, k := range fastKinds {
		if disks || !needsDisk(k) {
			can = append(can, k)
		}
	}
	if broker {
		can = append(can, killBroker)
	}
	return can
}

// needsDisk tells the kinds that need a disk whose size can be changed.
func needsDisk(kind string) bool { return kind == diskKiosk || kind == diskCentre }

// modes are the kinds that the network does.
var modes = map[string]proxy.Mode{netCut: proxy.Cut, netHalfOpen: proxy.HalfOpen, acksDropped: proxy.Dropped,
	acksDoubled: proxy.Doubled, acksReordered: proxy.Reordered}

// points are where a kiosk without a glass can die around its durable writes.
var points = []string{"sealed", "committed", "told", "marking-sent", "marked-sent", "acknowledging", "acknowledged"}

// jumps are how far a clock jumps: a minute of daylight, a flat battery, a typo.
var jumps = []time.Duration{time.Minute, -time.Minute, time.Hour, -time.Hour, 26 * time.Hour, -26 * time.Hour,
	400 * 24 * time.Hour, -56 * 365 * 24 * time.Hour}

// plan is what a round does.
type plan struct {
	round  int
	kinds  []string // one or two faults
	visits int
	die    string        // of killKioskWrite
	writes int           // of the kinds at the log: which write
	after  time.Duration // of the other kinds: the moment
	lasts  time.Duration // how long network and disks stay as they are
	jump   time.Duration
	jumpAt int
	free   int64 // bytes left on the disk
	low    bool  // the kiosk keeps its reserve, and refuses before the disk is full
	seed   uint64
}

// Bounds of what is chosen; each is a few times what one case takes.
const (
	mostVisits = 8
	mostWrites = 24
	mostAfter  = 250 * time.Millisecond
	mostLasts  = 900 * time.Millisecond
	mostFree   = 96 << 10
	nearly     = 63 << 20 // below the reserve
)

// planner chooses by its seed alone. Every kind has its turn before one comes
// again.
type planner struct {
	rng *rand.Rand
	bag []string
	can []string
}

func newPlanner(seed uint64, can []string) *planner {
	return &planner{rng: rand.New(rand.NewPCG(seed, 365)), can: can}
}

func (p *planner) kind() string {
	if len(p.bag) == 0 {
		p.bag = slices.Clone(p.can)
		p.rng.Shuffle(len(p.bag), func(i, j int) { p.bag[i], p.bag[j] = p.bag[j], p.bag[i] })
	}
	k := p.bag[0]
	p.bag = p.bag[1:]
	return k
}

// next is a round; every other one has a second fault.
func (p *planner) next(round int) plan {
	l := plan{round: round, kinds: []string{p.kind()}, seed: p.rng.Uint64()}
	if second := p.can[p.rng.IntN(len(p.can))]; p.rng.IntN(2) == 0 && second != l.kinds[0] {
		l.kinds = append(l.kinds, second)
	}
	l.visits = 3 + p.rng.IntN(mostVisits-2)
	l.die = fmt.Sprintf("%s:%d", points[p.rng.IntN(len(points))], 1+p.rng.IntN(l.visits))
	l.writes = 1 + p.rng.IntN(mostWrites)
	l.after = time.Duration(p.rng.Int64N(int64(mostAfter)))
	l.lasts = time.Duration(p.rng.Int64N(int64(mostLasts)))
	l.jump, l.jumpAt = jumps[p.rng.IntN(len(jumps))], p.rng.IntN(l.visits)
	l.low = p.rng.IntN(3) == 0
	l.free = p.rng.Int64N(mostFree)
	if l.low {
		l.free = nearly
	}
	return l
}

func (l plan) has(kind string) bool { return slices.Contains(l.kinds, kind) }
