package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"station365/build/cmd/demo/wires"
)

// played is a device that is not there, and what can happen to it.
type played struct {
	device wires.Device
	words  []word
}

// word is something that a hand can do to a device.
type word struct {
	name, takes, does string
	do                func(rest string) error
}

// emulate plays a device on a port of its own until it is interrupted.
func emulate(ctx context.Context, flags *flag.FlagSet, args []string, t terminal) error {
	kind, rest := "", args
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		kind, rest = args[0], args[1:]
	}
	link := flags.String("link", "", "the port's path: a symbolic link to a pseudo terminal")
	control := flags.String("control", "", "where the words come in: a socket that is made, or a FIFO that is there; without it, standard input")
	baud := flags.Int("baud", paceOf(kind), "the pace of the line; 0 is none")
	slips := flags.String("slips", "", "printer: the directory for pictures of what it printed")
	dots := flags.Int("dots", 576, "printer: of its head; 384 is 58 mm paper")
	people := flags.String("people", "", "reader: a file like assets/personas.json; without it, the bundled people")
	suffix := flags.String("suffix", "cr", "scanner: what it sends after a code: cr, lf, crlf or none")
	charset := flags.String("charset", "utf-8", "scanner: of what it sends")
	left, err := parse(flags, rest, `probe emulate reader|printer|scanner: play a device on a port of its own, as slow and as odd as a
real one, until interrupted. What happens to it is told in plain words; "help" lists them.
Example: probe emulate printer --link /tmp/printer --control /tmp/printer.control --slips /tmp/slips
         probe tell --control /tmp/printer.control paper out`)
	switch {
	case err != nil:
		return err
	case len(left) > 0:
		return misused("unexpected %q", left[0])
	case *link == "":
		return misused("--link is missing: the path that the port shall have")
	}
	var p *played
	switch kind {
	case "reader":
		p, err = playReader(*baud, *people)
	case "printer":
		p, err = playPrinter(*baud, *dots, *slips, t)
	case "scanner":
		p, err = playScanner(*baud, *suffix, *charset)
	default:
		return misused("%q is none of reader, printer, scanner", kind)
	}
	if err != nil {
		return err
	}
	return p.on(ctx, *link, *control, t)
}

// paceOf is the rate that a device has when it leaves its box.
func paceOf(kind string) int {
	if kind == "scanner" {
		return 9600
	}
	return 115200
}

// on plugs the device in and does as it is told.
func (p *played) on(ctx context.Context, link, control string, t terminal) error {
	if info, err := os.Lstat(link); err == nil && info.Mode()&os.ModeSymlink == 0 {
		return fmt.Errorf("%s is there already and no link of an earlier run", link)
	}
	cable := wires.NewSerial(link, p.device, slog.New(slog.NewTextHandler(t.err, nil)))
	if err := cable.Plug(); err != nil {
		return err
	}
	p.words = append(p.words, word{"cable", "in|out", "plugs the port in or pulls it out", inOrOut(cable.Plug, cable.Unplug)})
	t.say("%s is plugged in", link)
	err := p.listen(ctx, control, t)
	return errors.Join(err, cable.Unplug())
}

// obey does what one line says and answers in one or more lines.
func (p *played) obey(line string) string {
	name, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	if name == "help" || name == "" {
		return p.help()
	}
	for _, w := range p.words {
		if w.name != name {
			continue
		}
		if err := w.do(strings.TrimSpace(rest)); err != nil {
			return fmt.Sprintf("error: %v; it takes: %s %s", err, w.name, w.takes)
		}
		return "ok"
	}
	return fmt.Sprintf("error: no word is %q\n%s", plain(name), p.help())
}

func (p *played) help() string {
	var b strings.Builder
	for _, w := range p.words {
		fmt.Fprintf(&b, "%-24s %s\n", w.name+" "+w.takes, w.does)
	}
	return b.String() + fmt.Sprintf("%-24s %s", "help", "this list")
}

var errWord = errors.New("that is not what it takes")

// oneOf makes a word's deed out of a word for each of its cases.
func oneOf(cases map[string]func() error) func(string) error {
	return func(rest string) error {
		do, ok := cases[rest]
		if !ok {
			return errWord
		}
		return do()
	}
}

func inOrOut(in, out func() error) func(string) error {
	return oneOf(map[string]func() error{"in": in, "out": out})
}

// always makes a deed that cannot fail one that could.
func always(do func()) func() error { return func() error { do(); return nil } }
