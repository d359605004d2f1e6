package main

import (
	"context"
	"errors"
	"flag"
	"strings"
	"time"
	"unicode/utf8"

	"station365/devices"
	"station365/devices/scanner"
	linescanner "station365/devices/scanner/line"
	"station365/devices/serial"
	"station365/kiosk"
)

// scannerFlags are the settings of a scanner, as the kiosk's configuration names
// them.
type scannerFlags struct {
	baud                    int
	prefix, suffix, charset string
	aim                     bool
}

func (s *scannerFlags) register(flags *flag.FlagSet) {
	flags.IntVar(&s.baud, "baud", 9600, "the scanner's rate; one on USB has none")
	flags.StringVar(&s.prefix, "prefix", "", "what it sends before each code")
	flags.StringVar(&s.suffix, "suffix", "cr", "what it sends after each code: cr, lf, crlf or none")
	flags.StringVar(&s.charset, "charset", "utf-8", "of what it sends: "+strings.Join(linescanner.Charsets(), ", "))
	flags.BoolVar(&s.aim, "aim", false, "it sends the symbology's identifier before each code")
}

var suffixes = map[string]string{"cr": linescanner.CR, "lf": linescanner.LF, "crlf": linescanner.CRLF, "none": linescanner.Pause}

func (s *scannerFlags) format() (linescanner.Format, error) {
	suffix, ok := suffixes[s.suffix]
	if !ok {
		return linescanner.Format{}, misused("--suffix %q is none of cr, lf, crlf, none", s.suffix)
	}
	f := linescanner.Format{Prefix: s.prefix, Suffix: suffix, Charset: s.charset, AIM: s.aim}
	if err := f.Check(); err != nil {
		return f, misused("%v", err)
	}
	return f, nil
}

func (s *scannerFlags) opener(port string) serial.OpenFunc {
	return serial.Opener(serial.Opts{Path: port, Baud: s.baud})
}

// scanCodes reads printed codes.
func scanCodes(ctx context.Context, flags *flag.FlagSet, args []string, t terminal) error {
	port := flags.String("port", "", "the scanner's serial port")
	count := flags.Int("count", 1, "how many codes to read")
	show := flags.Bool("show", false, "show what the code says; only your own or with its holder's leave")
	wait := flags.Duration("for", time.Minute, "how long to wait for them")
	var s scannerFlags
	s.register(flags)
	err := parsePort(flags, args, port, "probe scan: read printed codes as the kiosk does and say whether one is a receipt's.\nExample: probe scan --port /dev/ttyACM0 --suffix crlf")
	if err != nil {
		return err
	}
	format, err := s.format()
	if err != nil {
		return err
	}
	dev := linescanner.New(s.opener(*port), linescanner.Opts{Port: *port, Format: format})
	return hold(ctx, dev, *count, *wait, *show, t)
}

var errNoCode = errors.New("no code was held up, or not enough of them")

// hold waits for codes.
func hold(ctx context.Context, dev scanner.Scanner, count int, wait time.Duration, show bool, t terminal) error {
	ctx, done := context.WithCancelCause(ctx)
	defer done(nil)
	ctx, cancel := context.WithTimeoutCause(ctx, wait, errNoCode)
	defer cancel()
	_ = dev.Run(ctx, func(e scanner.Event) {
		switch e.Kind {
		case scanner.HealthChanged:
			sayScanner(t, e.Health)
		case scanner.CodeFailed:
			meaning, next := linescanner.Explain(e.Fault)
			t.say("no code, %s: %s\n  try: %s", e.Fault, phrase(meaning), phrase(next))
		case scanner.CodeScanned:
			sayCode(t, e.Code, show)
			e.Code.Wipe()
			if count--; count <= 0 {
				done(errDone)
			}
		}
	})
	return ended(ctx)
}

func sayScanner(t terminal, h devices.Health) {
	if h.State == devices.Ready {
		t.say("port is open: hold a code before the scanner")
		return
	}
	meaning, next := linescanner.Explain(h.Code)
	t.say("scanner %s, %s: %s\n  try: %s", phrase(h.State), h.Code, phrase(meaning), phrase(next))
}

// sayCode tells a receipt, whose number shows nothing to anybody, from all else.
func sayCode(t terminal, c scanner.Code, show bool) {
	text := c.Text.Reveal()
	what := inWords("not a receipt's")
	if number, _, err := kiosk.ParseQR(text); err == nil {
		what = inWords("the receipt of case %s", number)
	}
	t.say("code of %d characters%s: %s", utf8.RuneCountInString(text), bracketed(c.Symbology), what)
	if show {
		t.say("  %s", text)
	}
}
