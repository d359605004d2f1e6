// Command driver is a kiosk without a glass for build/faults: the real flow,
// store, outbox, inbox and line as a process of its own that can be killed at any
// point, with a played reader and printer. It promises to say what its residents
// are told, in the moment they are told, and that each resident is invented. It
// knows nothing of what is done to it, but where it is to die.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"station365/kiosk"
)

// options is what the command line says.
type options struct {
	state, identity, centre string
	enrol                   string
	visits, first           int
	seed                    uint64
	reserve                 int64
	die                     string
	jumpAt                  int
	jump                    time.Duration
	control                 bool
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	if err := run(ctx, read()); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "driver:", err)
		os.Exit(1)
	}
}

func read() (o options) {
	flag.StringVar(&o.state, "state", "", "the kiosk's state directory")
	flag.StringVar(&o.identity, "identity", "", "the identity that the centre gave")
	flag.StringVar(&o.centre, "centre", "", "mqtts://host:port, or mqtt://host:port without TLS")
	flag.StringVar(&o.enrol, "enrol", "", "host:port of the enrolment service; none without TLS")
	flag.IntVar(&o.visits, "visits", 0, "how many residents come")
	flag.IntVar(&o.first, "first", 0, "number of the first resident")
	flag.Uint64Var(&o.seed, "seed", 1, "decides what the residents answer")
	flag.Int64Var(&o.reserve, "reserve", kiosk.DefaultLimits().Reserve, "bytes that stay free on the disk; 0 to find it full")
	flag.StringVar(&o.die, "die", "", "POINT:N, where to end as by kill -9")
	flag.IntVar(&o.jumpAt, "jump-at", 0, "before which visit the clock jumps")
	flag.DurationVar(&o.jump, "jump", 0, "how far the clock jumps")
	flag.BoolVar(&o.control, "control", false, "tell residents before their case is kept, and write a name down: mistakes that must be found out")
	flag.Parse()
	return o
}

// run is the driver until ctx ends.
func run(ctx context.Context, o options) error {
	k, err := assemble(o, slog.New(slog.NewTextHandler(os.Stderr, nil)))
	if err != nil {
		return err
	}
	if o.control {
		if err := writeDown(o); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithCancel(ctx)
	var parts sync.WaitGroup
	for _, part := range []func(context.Context) error{k.link.Run, k.outbox.Run, k.inbox.Run, k.flow.Run, k.sayDrained} {
		parts.Go(func() { _ = part(ctx) }) // each ends with ctx only
	}
	tell("ready")
	err = k.resident.visits(ctx)
	if err == nil {
		tell("done")
		<-ctx.Done()
	}
	cancel()
	parts.Wait()
	return errors.Join(err, k.store.Close())
}

var telling sync.Mutex // one line at a time

// tell writes a line at once, so that it stands although the driver is killed.
func tell(words ...any) {
	telling.Lock()
	defer telling.Unlock()
	fmt.Println(words...)
}
