package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"syscall"
	"time"

	"station365/devices/printer"
)

// Waits of an update.
const (
	lookForUpdate = time.Minute // nobody waits for it
	lookWhenAsked = time.Second // an attendant stands there
	proveWithin   = time.Minute // a slow board reads words and faces in a few seconds
)

// errUpdate ends the program, so that it begins again as what stands in its place.
var errUpdate = errors.New("another program or configuration is in place")

// updateConfig are the hours of the night in which an update is begun by itself.
type updateConfig struct {
	From  int `toml:"from"`  // from this hour on
	Until int `toml:"until"` // before this one
}

// usualUpdate stands where the file says nothing: before the night's chores, and
// before the first who are up early.
var usualUpdate = updateConfig{From: 2, Until: 5}

func (e *configError) checkUpdate(u updateConfig) {
	e.within("update.from", float64(u.From), 0, 5)
	e.within("update.until", float64(u.Until), 1, 6)
	if u.Until <= u.From {
		e.add("update.until", fmt.Sprint(u.Until), fmt.Sprintf("later than update.from, which is %d", u.From))
	}
}

// update waits for another program and for the moment to become it. An update is
// another program on the path of the running one, or another configuration: a package
// or a technician puts it there by renaming. The kiosk sees it, asks the new program
// whether it can start, and begins again as that when nobody is there: by itself at
// night, or at once when the attendant says so (SIGUSR1). Residents see nothing of it.
// It fetches nothing and takes nothing back: a program that says it can start and then
// ends all the same, again and again, is systemd's to start and to be taken back by
// whoever put it there.
type update struct {
	here  *successor
	prove func(context.Context) (version string, err error)
	idle  func() bool // nobody is there, nothing is printed, nobody is called
	clock *clock
	hour  func(time.Time) int // of the day, where the kiosk stands
	night updateConfig
	begin func(version, word string) // word: "night" or "attendant"
	log   *slog.Logger

	good, bad standing // what was last found able to start, and what not
	version   string   // of the good one
	asked     bool     // it may begin by day
}

// run works until ctx ends, or until it has begun an update, which ends the program.
func (u *update) run(ctx context.Context) {
	again := time.NewTicker(lookForUpdate)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-u.here.asked:
			u.log.Info("the attendant says that an update may begin now")
			u.asked, u.bad = true, standing{} // she may have mended it
			again.Reset(lookWhenAsked)
		case <-again.C:
		}
		before := u.asked
		if u.look(ctx) {
			return
		}
		if before && !u.asked {
			again.Reset(lookForUpdate)
		}
	}
}

// look sees what stands there and begins it if this is the moment. Nothing is done
// beside a resident: reading another program takes the processor.
func (u *update) look(ctx context.Context) (begun bool) {
	if !u.idle() {
		return false
	}
	now, err := u.here.now()
	if err != nil || now == u.here.from || !u.isGood(ctx, now) {
		if u.asked && ctx.Err() == nil {
			u.log.Warn("there is no update to begin: program and configuration are those that run, or cannot start")
			u.asked = false
		}
		return false
	}
	if !u.asked && !u.isNight() || !u.idle() {
		return false
	}
	word := "night"
	if u.asked {
		word = "attendant"
	}
	u.log.Info("the kiosk begins again as the update", "version", u.version, "word", word)
	u.begin(u.version, word)
	return true
}

// isGood asks the new program, once for each that is seen there.
func (u *update) isGood(ctx context.Context, now standing) bool {
	if now == u.good || now == u.bad {
		return now == u.good
	}
	version, err := u.prove(ctx)
	if ctx.Err() != nil {
		return false
	}
	if then, again := u.here.now(); again != nil || then != now || errors.Is(err, syscall.ETXTBSY) {
		return false // something else was asked, or it is still being written; the next look sees
	}
	if err != nil {
		u.bad = now
		u.log.Error("what stands in the place of this program cannot start and is no update; this one goes on", "changed", u.here.changed(now), "reason", err)
		return false
	}
	u.good, u.version = now, version
	u.log.Info("an update is pending", "version", version, "changed", u.here.changed(now), "from hour", u.night.From)
	return true
}

// isNight goes by a clock that is believed: another one may say two at noon.
func (u *update) isNight() bool {
	h := u.hour(u.clock.machine())
	return u.clock.Trusted() && u.night.From <= h && h < u.night.Until
}

// updates are this kiosk's.
func (a *appliance) updates() *update {
	prove := func(ctx context.Context) (string, error) { return a.successor.prove(ctx, a.centre.err == nil) }
	return &update{here: a.successor, prove: prove, idle: a.idle, clock: a.clock, hour: a.place.words.Hour, night: a.config.Update, log: a.log,
		begin: func(version, word string) {
			a.note("update-begun", "version", version, "word", word)
			a.broken(errUpdate)
		}}
}

// idle: nobody stands here, nobody is called, and no paper is on its way.
func (a *appliance) idle() bool { return a.quiet.Load() && a.printing.Load() == 0 }

// counted is a printer whose running jobs are counted.
type counted struct {
	printer.Printer
	running *atomic.Int32
}

// Print counts as running until the job's end.
func (c counted) Print(ctx context.Context, job printer.Job) (printer.Outcome, error) {
	c.running.Add(1)
	defer c.running.Add(-1)
	return c.Printer.Print(ctx, job)
}
