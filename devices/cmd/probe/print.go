package main

import (
	"context"
	"flag"
	"fmt"
	"sync"
	"time"

	"station365/assets"
	"station365/devices"
	"station365/devices/printer"
	"station365/devices/printer/escpos"
	"station365/devices/serial"
)

// pageLimit is for the test page on a printer at 9600 baud that draws every line.
const pageLimit = 3 * time.Minute

// printerFlags are the settings of a printer, as the kiosk's configuration names
// them.
type printerFlags struct {
	baud                      int
	width, encoding, qr, flow string
}

func (p *printerFlags) register(flags *flag.FlagSet) {
	flags.IntVar(&p.baud, "baud", 115200, "the printer's rate")
	flags.StringVar(&p.width, "width", "80mm", "of the paper: 58mm, 80mm or 80mm-180dpi")
	flags.StringVar(&p.encoding, "encoding", escpos.GB18030, "gb18030, gbk, utf8-esc9 or raster")
	flags.StringVar(&p.qr, "qr", "probe", "who draws codes: probe, native or raster")
	flags.StringVar(&p.flow, "flow", escpos.FlowXonXoff, "flow control: xonxoff, rtscts or none")
}

func (p *printerFlags) opts() escpos.Opts {
	regular, bold := assets.Fonts()
	o := escpos.Opts{Width: p.width, Encoding: p.encoding, Baud: p.baud, Flow: p.flow, Regular: regular, Bold: bold}
	if p.qr != "probe" {
		o.QR = p.qr
	}
	return o
}

// check finds the mistakes before a port is opened.
func (p *printerFlags) check() error {
	if p.qr != "probe" && p.qr != escpos.QRNative && p.qr != escpos.QRRaster {
		return misused("--qr %q is none of probe, native, raster", p.qr)
	}
	if _, err := escpos.New(nil, p.opts()).Preview(printer.Page{}); err != nil {
		return misused("%v", err)
	}
	return nil
}

func (p *printerFlags) opener(port string) serial.OpenFunc {
	o := serial.Opts{Path: port, Baud: p.baud}
	if p.flow == escpos.FlowRtsCts {
		o.Flow = serial.RtsCts
	}
	return serial.Opener(o)
}

// printPage prints the test page.
func printPage(ctx context.Context, flags *flag.FlagSet, args []string, t terminal) error {
	port := flags.String("port", "", "the printer's serial port")
	var p printerFlags
	p.register(flags)
	err := parsePort(flags, args, port, "probe print: print the test page, which says itself what must be seen on it.\nExit code 0 only if the printer said that it is printed.\nExample: probe print --port /dev/ttyUSB1 --width 58mm --encoding gbk")
	if err == nil {
		err = p.check()
	}
	if err != nil {
		return err
	}
	return printOn(ctx, escpos.New(p.opener(*port), p.opts()), p, t)
}

// printOn runs the kiosk's own driver for one page.
func printOn(ctx context.Context, dev printer.Printer, p printerFlags, t terminal) error {
	ctx, cancel := context.WithTimeout(ctx, pageLimit)
	defer cancel()
	running, stop := context.WithCancel(ctx)
	known := make(chan struct{})
	var once sync.Once
	var owner sync.WaitGroup
	owner.Go(func() {
		_ = dev.Run(running, func(s printer.Status, h devices.Health) {
			sayPrinter(t, s, h)
			once.Do(func() { close(known) })
		})
	})
	defer func() { stop(); owner.Wait() }()
	select {
	case <-known: // a job before the first word would be refused as absent
	case <-ctx.Done():
		return ctx.Err()
	}
	out, err := dev.Print(ctx, printer.Job{ID: "probe", Page: escpos.TestPage(p.opts())})
	if err != nil {
		return fmt.Errorf("print the test page: %w", err)
	}
	return sayOutcome(t, out)
}

func sayPrinter(t terminal, s printer.Status, h devices.Health) {
	t.say("printer %s%s%s", phrase(s), bracketed(h.Model), inBrackets(h.Code, h.Detail))
	if next := nextForPrinter[h.Code]; next != "" {
		t.say("  try: %s", phrase(next))
	}
}

// inBrackets are a code and what it means, or nothing.
func inBrackets(code, words string) sentence {
	switch {
	case code == "" && words == "":
		return sentence{}
	case code == "":
		return inWords(" (%s)", detail(words))
	}
	return inWords(" (%s %s)", code, detail(words))
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

func sayOutcome(t terminal, out printer.Outcome) error {
	switch out.Result {
	case printer.Printed:
		t.say("printed, and the printer says so: compare the page with what it says itself")
		return nil
	case printer.Indefinite:
		t.say("sent; the printer does not say whether it is printed%s: look at the paper", inBrackets(out.Code, out.Detail))
	default:
		t.say("not printed%s", inBrackets(out.Code, out.Detail))
	}
	if next := nextForPrinter[out.Code]; next != "" {
		t.say("  try: %s", phrase(next))
	}
	return errNotWell
}

// nextForPrinter is what to try, by the printer's technician codes.
var nextForPrinter = map[string]string{
	"P-01": "plug and cable; the path in the configuration; is another program, such as a kiosk, running?",
	"P-02": "power of the printer; the cable; it is asked again by itself",
	"P-03": "put paper in, printed side up, and close the cover",
	"P-04": "close the cover until it clicks on both sides",
	"P-05": "open the cover, take the torn paper out of the cutter, switch off and on",
	"P-06": "switch off and on; if it comes back, head or power supply are broken",
	"P-07": "wait: the head cools down and goes on by itself",
	"P-08": "have a new roll ready",
	"P-09": "look at the paper; a slow or one-way printer never says",
	"P-10": "power; rate; are both wires there? A printer that only listens still prints",
	"P-11": "plug and cable; then print again",
	"P-12": "flow control: compare --flow with the printer's switches",
}
