package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/pelletier/go-toml/v2"

	"station365/devices"
	"station365/devices/printer"
	"station365/devices/printer/escpos"
	"station365/devices/serial"
)

// patient is one device as it should be.
type patient struct {
	Driver string `toml:"driver"`
	Port   string `toml:"port"`
	Baud   int    `toml:"baud"` // 0: any will do
	Flow   string `toml:"flow"` // printer only
}

func (p patient) absent() bool { return p.Driver == "none" || p.Port == "" }

// ward is the part of a kiosk's configuration that is about devices.
type ward struct {
	Reader  patient `toml:"reader"`
	Printer patient `toml:"printer"`
	Scanner patient `toml:"scanner"`
}

// doctor says what is wrong.
func doctor(ctx context.Context, flags *flag.FlagSet, args []string, t terminal) error {
	config := flags.String("config", "", "the kiosk's configuration; the flags below take the place of what it says")
	var w ward
	reader := flags.String("reader", "", "the card reader's port")
	printer := flags.String("printer", "", "the printer's port")
	scanner := flags.String("scanner", "", "the scanner's port")
	left, err := parse(flags, args, `probe doctor: examine each device that should be there and say in plain words what is wrong and
what to try. Exit code 0 only if all are well.
Examples: probe doctor --config /etc/station365/kiosk.toml
          probe doctor --reader /dev/ttyUSB0 --printer /dev/ttyUSB1`)
	if err != nil {
		return err
	}
	if len(left) > 0 {
		return misused("unexpected %q", left[0])
	}
	if *config != "" {
		if w, err = readWard(*config); err != nil {
			return err
		}
	}
	for _, o := range []struct {
		p    *patient
		port string
	}{{&w.Reader, *reader}, {&w.Printer, *printer}, {&w.Scanner, *scanner}} {
		if o.port != "" {
			*o.p = patient{Port: o.port, Baud: o.p.Baud}
		}
	}
	if w.Reader.absent() && w.Printer.absent() && w.Scanner.absent() {
		return misused("nobody to examine: give --config, --reader, --printer or --scanner")
	}
	return w.examine(ctx, t)
}

// readWard reads what it needs; `kiosk check` says what is wrong with the rest.
func readWard(path string) (ward, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return ward{}, fmt.Errorf("read configuration: %w", err)
	}
	w := ward{Printer: patient{Baud: 115200}, Scanner: patient{Baud: 9600}}
	if err := toml.Unmarshal(text, &w); err != nil {
		return ward{}, fmt.Errorf("read configuration %s: %w", path, err)
	}
	return w, nil
}

// examine goes from one to the other; one that is not there stops nobody.
func (w ward) examine(ctx context.Context, t terminal) error {
	well := w.eachHasItsPort(t)
	for _, bed := range []struct {
		name, kind string
		patient    patient
		further    func(context.Context, terminal, patient) bool
	}{
		{"reader", aReader, w.Reader, nil},
		{"printer", aPrinter, w.Printer, printerWell},
		{"scanner", aScanner, w.Scanner, nil},
	} {
		switch {
		case bed.patient.absent():
			t.say("%s none is configured", column(bed.name))
		case bed.kind == aScanner:
			right := scannerWell(t, bed.patient)
			well = well && right
		default:
			f, right := answers(ctx, t, bed.name, bed.kind, bed.patient)
			if right && bed.further != nil {
				right = bed.further(ctx, t, patient{Port: bed.patient.Port, Baud: f.baud, Flow: bed.patient.Flow})
			}
			well = well && right
		}
	}
	if !well {
		return errNotWell
	}
	return nil
}

// eachHasItsPort finds two devices that are configured on one port, by whatever
// names.
func (w ward) eachHasItsPort(t terminal) bool {
	seen := map[string]string{}
	for name, p := range map[string]patient{"reader": w.Reader, "printer": w.Printer, "scanner": w.Scanner} {
		node, err := filepath.EvalSymlinks(p.Port)
		if p.absent() || err != nil {
			continue
		}
		if other := seen[node]; other != "" {
			wrong(t, name, inWords("%s and %s are configured on the same port, %s", phrase(other), phrase(name), node), inWords("give each its own; `probe ports` says what hangs where"))
			return false
		}
		seen[node] = name
	}
	return true
}

func wrong(t terminal, name string, what, try sentence) {
	t.say("%s WRONG: %s\n%s try: %s", column(name), what, column(""), try)
}

// answers: the right kind of device answers at the configured rate.
func answers(ctx context.Context, t terminal, name, kind string, p patient) (f finding, right bool) {
	f = identify(ctx, p.Port, p.Baud)
	switch {
	case f.what == noPort:
		wrong(t, name, f.because, f.try)
	case f.what == unknown && kind == aPrinter:
		wrong(t, name, inWords("it answers nothing: it is off, its answering wire is missing, or another rate is set"), inWords("power; cable; print with `probe print`: a printer that only listens still prints"))
	case f.what == unknown:
		wrong(t, name, inWords("nothing answers on its port at any rate"), inWords("power and cable; is it the right port? `probe ports`"))
	case f.what != kind:
		wrong(t, name, inWords("on its port hangs a %s: %s", phrase(f.what), f.because), inWords("exchange the two ports in the configuration, or the two plugs"))
	case p.Baud > 0 && f.baud != p.Baud:
		wrong(t, name, inWords("it answers at %d baud, %d is configured", f.baud, p.Baud), inWords("set %s.baud = %d", name, f.baud))
	default:
		t.say("%s well: %s", column(name), f.because)
		return f, true
	}
	return f, false
}

// settle is how long a printer may take to say all of its condition.
const settle = 3 * time.Second

// printerWell asks the kiosk's own driver how the printer is.
func printerWell(ctx context.Context, t terminal, p patient) bool {
	flags := printerFlags{baud: p.Baud, width: "80mm", encoding: escpos.GB18030, qr: "probe", flow: cmp.Or(p.Flow, escpos.FlowXonXoff)}
	if err := flags.check(); err != nil {
		wrong(t, "printer", inWords("%v", err), inWords("correct printer.flow in the configuration"))
		return false
	}
	dev := escpos.New(flags.opener(p.Port), flags.opts())
	ctx, cancel := context.WithTimeout(ctx, settle)
	defer cancel()
	var mu sync.Mutex
	var health devices.Health
	_ = dev.Run(ctx, func(s printer.Status, h devices.Health) {
		mu.Lock()
		defer mu.Unlock()
		health = h
		if s == printer.Ready || s == printer.NoPaper || s == printer.CoverOpen || s == printer.Fault {
			cancel()
		}
	})
	if health.State == devices.Ready {
		t.say("%s well: ready (%s)", column(""), detail(health.Detail))
		return true
	}
	wrong(t, "printer", inWords("%s %s: %s", phrase(health.State), health.Code, detail(health.Detail)), inWords(nextForPrinter[health.Code]))
	return false
}

// scannerWell knows no more than that there is a port: a scanner answers nothing.
func scannerWell(t terminal, p patient) bool {
	conn, err := serial.Opener(serial.Opts{Path: p.Port, Baud: cmp.Or(p.Baud, 9600)})()
	if err != nil {
		f := portTrouble(p.Port, err)
		wrong(t, "scanner", f.because, f.try)
		return false
	}
	_ = conn.Close()
	t.say("%s as well as can be told: its port opens; hold a code before it with `probe scan`", column("scanner"))
	return true
}
