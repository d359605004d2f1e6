package main

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"time"

	"station365/devices"
	"station365/devices/idcard/sam"
	"station365/devices/serial"
)

// Kinds of things that hang on a port.
const (
	aReader  = "card reader"
	aPrinter = "receipt printer"
	aScanner = "scanner"
	unknown  = "unknown"
	noPort   = "no port"
)

// finding is what hangs on a port, and why it is thought so.
type finding struct {
	what         string
	because, try sentence
	baud         int // at which it answered; 0 if nothing did
}

// identify asks whatever hangs on port, in ways that harm no device: a printer's
// question is three bytes that a reader skips, a reader's is cleared out of a
// printer's line afterwards. first is the rate to begin with, 0 for none.
func identify(ctx context.Context, port string, first int) finding {
	for _, rate := range rates(first) {
		if ctx.Err() != nil {
			break
		}
		conn, err := serial.Opener(serial.Opts{Path: port, Baud: rate})()
		if err != nil {
			return portTrouble(port, err)
		}
		f, known := ask(ctx, conn, rate)
		_ = conn.Close()
		if known {
			return f
		}
	}
	return finding{what: unknown, because: inWords("it answers nothing at any rate: a scanner, a printer with one wire, or nothing at all"),
		try: inWords("power and cable; hold a code before it while `probe watch` listens; print with `probe print`")}
}

// rates are all rates, the likeliest first.
func rates(first int) []int {
	var all []int
	if first > 0 {
		all = append(all, first)
	}
	for _, r := range sam.Rates() {
		if r != first {
			all = append(all, r)
		}
	}
	return all
}

// ask asks the two questions at one rate.
func ask(ctx context.Context, conn serial.Conn, rate int) (finding, bool) {
	if model, ok := askPrinter(conn); ok {
		return finding{what: aPrinter, baud: rate, because: inWords("it answers an ESC/POS status question at %d baud%s", rate, bracketed(model))}, true
	}
	if number, err := sam.Examine(ctx, conn); err == nil {
		return finding{what: aReader, baud: rate, because: inWords("its safety module %s answers at %d baud", number, rate)}, true
	}
	_, _ = conn.Send([]byte{0x1B, '@'}, answerWithin) // if it is a printer after all, nothing of the questions is printed
	return finding{}, false
}

// answerWithin is ample for a few bytes at 9600 baud behind a USB adapter.
const answerWithin = 300 * time.Millisecond

// askPrinter asks for the status, 10 04 01, whose answer has four fixed bits, and
// then for the model's name, 1D 49 43, which comes between 5F and 00.
func askPrinter(conn serial.Conn) (model string, ok bool) {
	if _, err := conn.Send([]byte{0x10, 0x04, 0x01}, answerWithin); err != nil {
		return "", false
	}
	isStatus := func(b []byte) bool {
		for _, c := range b {
			if c&0x93 == 0x12 {
				return true
			}
		}
		return false
	}
	if !isStatus(collect(conn, isStatus)) {
		return "", false
	}
	if _, err := conn.Send([]byte{0x1D, 'I', 'C'}, answerWithin); err != nil {
		return "", true
	}
	said := string(collect(conn, func(b []byte) bool { return len(b) > 0 && b[len(b)-1] == 0 }))
	if _, name, found := strings.Cut(said, "_"); found {
		name, _, _ = strings.Cut(name, "\x00")
		model = plain(name)
	}
	return model, true
}

// collect hears until enough has come or the time for an answer is over.
func collect(conn serial.Conn, enough func([]byte) bool) []byte {
	const most = 96 // more than any answer asked for here
	var all []byte
	buf := make([]byte, most)
	for end := time.Now().Add(answerWithin); len(all) < most && !enough(all); {
		n, err := conn.Receive(buf, time.Until(end))
		all = append(all, buf[:n]...)
		if err != nil {
			break
		}
	}
	return all
}

// plain keeps what a terminal shows and does not obey.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, s)
}

// portTrouble says why a port cannot be opened.
func portTrouble(port string, err error) finding {
	f := finding{what: noPort, because: inWords("%v", err), try: inWords("is it a serial port?")}
	switch {
	case errors.Is(err, fs.ErrPermission):
		f.because, f.try = inWords("you have no right to open it"), inWords("run probe as root, or put your user into the port's group (dialout)")
	case errors.Is(err, devices.ErrBusy):
		f.because, f.try = inWords("another program holds it%s", bracketed(holder(port))), inWords("end that program; a kiosk that runs holds its ports")
	case errors.Is(err, devices.ErrGone):
		f.because, f.try = inWords("there is no such port, or nothing behind it"), inWords("push the plug in; `probe ports` lists the ports that are there")
	}
	return f
}
