package main

import (
	"context"
	"flag"
	"time"

	"station365/devices/serial"
)

// ports lists what hangs where.
func ports(ctx context.Context, flags *flag.FlagSet, args []string, t terminal) error {
	wait := flags.Duration("listen", 6*time.Second, "how long to listen for a scanner on a port that answers nothing; 0 does not")
	paths, err := parse(flags, args, `probe ports: list serial ports, what hangs on them and why it thinks so. Without PORT all ports
of this machine are asked. A device that answers nothing is listened to: hold a code before it.
Examples: probe ports
          probe ports --listen 20s /dev/ttyACM0`)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		paths = serialPorts()
	}
	if len(paths) == 0 {
		t.say("this machine has no serial port\n  try: push the adapters' plugs in; `dmesg | tail` says whether they are seen")
		return errNotWell
	}
	for _, port := range paths {
		if ctx.Err() != nil {
			return nil
		}
		f := identify(ctx, port, 0)
		if f.what == unknown && *wait > 0 {
			t.say("%s answers nothing: hold a printed code before it, if it is a scanner (%v)", port, *wait)
			f = hearScanner(ctx, port, *wait, f)
		}
		sayFinding(t, port, f)
	}
	return nil
}

func sayFinding(t terminal, port string, f finding) {
	t.say("%s  %s", port, phrase(f.what))
	t.say("  because  %s", f.because)
	if f.try.format != "" {
		t.say("  try      %s", f.try)
	}
	if name := lastingName(port); name != "" {
		t.say("  name     %s", name)
	}
}

// hearScanner listens at the two rates that scanners are set to when they leave
// their box; on USB every rate will do. Without a word silent holds.
func hearScanner(ctx context.Context, port string, wait time.Duration, silent finding) finding {
	usual := []int{9600, 115200}
	for _, rate := range usual {
		conn, err := serial.Opener(serial.Opts{Path: port, Baud: rate})()
		if err != nil {
			return portTrouble(port, err)
		}
		heard := hear(ctx, conn, wait/time.Duration(len(usual)))
		_ = conn.Close()
		if len(heard) > 0 {
			return guess(heard, rate)
		}
	}
	return silent
}

// hear waits for the first run of bytes.
func hear(ctx context.Context, conn serial.Conn, wait time.Duration) []byte {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	var all []byte
	buf := make([]byte, 512)
	for limit := wait; len(all) < len(buf); limit = lull {
		n, err := conn.Receive(buf, limit)
		all = append(all, buf[:n]...)
		if err != nil {
			break
		}
	}
	return all
}

// guess tells a scanner by what it sent; the text itself is nobody's business.
func guess(heard []byte, rate int) finding {
	ending, odd := phrase("no ending: suffix = none"), 0
	switch n := len(heard); {
	case n > 1 && heard[n-2] == '\r' && heard[n-1] == '\n':
		ending = phrase("CR LF: suffix = crlf")
	case heard[n-1] == '\r':
		ending = phrase("CR: suffix = cr")
	case heard[n-1] == '\n':
		ending = phrase("LF: suffix = lf")
	}
	for _, b := range heard {
		if b < ' ' && b != '\r' && b != '\n' {
			odd++
		}
	}
	if odd > 0 {
		return finding{what: unknown, baud: rate, because: inWords("it sent %d bytes by itself at %d baud, %d of them no text", len(heard), rate, odd),
			try: inWords("`probe watch` at other rates")}
	}
	return finding{what: aScanner, baud: rate, because: inWords("it sent %d bytes of text by itself at %d baud, with %s", len(heard), rate, ending)}
}
