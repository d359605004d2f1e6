package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"station365/devices/idcard/sam"
	"station365/devices/printer/escpos"
	linescanner "station365/devices/scanner/line"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// record writes down a dialogue between the kiosk's driver and a device.
func record(ctx context.Context, flags *flag.FlagSet, args []string, t terminal) error {
	port := flags.String("port", "", "the serial port")
	as := flags.String("as", "", "what hangs there: reader, printer or scanner")
	out := flags.String("out", "", "the file to write; it must not be there yet")
	baud := flags.Int("baud", 0, "the rate; 0 is 115200, for scanners 9600")
	wait := flags.Duration("for", time.Minute, "how long to wait for a card or a code")
	err := parsePort(flags, args, port, `probe record: write down what driver and device say to each other, as tests can play it. Of a card
every character becomes an x and every digit a 0, of a code too; photographs and fingerprints are
zeroed. Nothing else is written, not even for a moment.
Example: probe record --port /dev/ttyUSB0 --as reader --out reader.txt`)
	if err != nil {
		return err
	}
	job, ok := recordings[*as]
	switch {
	case !ok:
		return misused("--as %q is none of reader, printer, scanner", *as)
	case *out == "":
		return misused("--out is missing: the file to write")
	case *baud == 0:
		*baud = job.baud
	}
	f, err := os.OpenFile(*out, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write transcript: %w", err)
	}
	r := recording{port: *port, baud: *baud, wait: *wait, to: f, title: fmt.Sprintf("%s at %d baud, written down by probe on %s", *as, *baud, time.Now().Format(time.DateOnly)), up: job.up}
	err = job.run(ctx, &r, t)
	if closing := f.Close(); closing != nil {
		return errors.Join(err, fmt.Errorf("write transcript: %w", closing))
	}
	t.say("written to %s: read it before you give it away", *out)
	return errors.Join(err, r.err())
}

// recordings are what can be written down, and what hides the people in it.
var recordings = map[string]struct {
	baud int
	up   serialtest.Redact
	run  func(ctx context.Context, r *recording, t terminal) error
}{
	"reader":  {115200, sam.Mask, recordReader},
	"printer": {115200, nil, recordPrinter},
	"scanner": {9600, maskText, recordScanner},
}

// recording is one transcript; a line that is opened again goes on in it.
type recording struct {
	port  string
	baud  int
	wait  time.Duration
	to    io.Writer
	title string
	up    serialtest.Redact
	lines []*serialtest.Recorder // touched by the driver's goroutine, then by ours
}

// open is the port with the recorder on it.
func (r *recording) open() (serial.Conn, error) {
	conn, err := serial.Opener(serial.Opts{Path: r.port, Baud: r.baud})()
	if err != nil {
		return nil, err
	}
	line := serialtest.Record(conn, r.to, r.title, nil, r.up)
	r.lines = append(r.lines, line)
	return line, nil
}

func (r *recording) err() error {
	var all []error
	for _, l := range r.lines {
		all = append(all, l.Err())
	}
	return errors.Join(all...)
}

func recordReader(ctx context.Context, r *recording, t terminal) error {
	return present(ctx, sam.New(r.open, sam.Opts{Port: r.port}), r.wait, false, t)
}

func recordPrinter(ctx context.Context, r *recording, t terminal) error {
	p := printerFlags{baud: r.baud, width: "80mm", encoding: escpos.GB18030, qr: "probe", flow: escpos.FlowXonXoff}
	return printOn(ctx, escpos.New(r.open, p.opts()), p, t)
}

func recordScanner(ctx context.Context, r *recording, t terminal) error {
	f := linescanner.Format{Suffix: linescanner.CR, Charset: "utf-8"}
	return hold(ctx, linescanner.New(r.open, linescanner.Opts{Port: r.port, Format: f}), 1, r.wait, false, t)
}

// maskText leaves of a code its length, its frame and its punctuation.
func maskText(said []byte) []byte {
	out := make([]byte, len(said))
	for i, b := range said {
		switch {
		case b >= '0' && b <= '9':
			out[i] = '0'
		case b >= 'a' && b <= 'z', b >= 'A' && b <= 'Z', b >= 0x80:
			out[i] = 'x'
		default:
			out[i] = b
		}
	}
	return out
}
