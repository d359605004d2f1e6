package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"
	"time"

	"station365/devices"
	"station365/devices/serial"
)

// watch shows what comes along a line, and asks nothing.
func watch(ctx context.Context, flags *flag.FlagSet, args []string, t terminal) error {
	port := flags.String("port", "", "the serial port")
	baud := flags.Int("baud", 9600, "its rate")
	long := flags.Duration("for", 0, "how long; 0 until interrupted")
	err := parsePort(flags, args, port, "probe watch: show the bytes that come, in hexadecimal and as text. It only listens: readers and\nprinters say little unasked. What a scanner or a card says is somebody's: look, and do not keep it.\nExample: probe watch --port /dev/ttyACM0 --baud 9600 --for 30s")
	if err != nil {
		return err
	}
	conn, err := serial.Opener(serial.Opts{Path: *port, Baud: *baud})()
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if *long > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, *long)
		defer cancel()
	}
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	t.say("listening on %s at %d; end with Ctrl-C", *port, *baud)
	err = listen(conn, func(b []byte) { t.say("%s", dump(time.Now(), b)) })
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// lull parts what is shown together: bytes of one answer come closer than this.
const lull = 50 * time.Millisecond

// listen gives heard what comes, in runs between lulls of at most a screen's line.
func listen(conn serial.Conn, heard func([]byte)) error {
	const most = 16 // bytes a line of a dump
	var run []byte
	buf := make([]byte, most)
	for {
		wait := time.Hour // Close ends it
		if len(run) > 0 {
			wait = lull
		}
		n, err := conn.Receive(buf[:most-len(run)], wait)
		run = append(run, buf[:n]...)
		if len(run) == most || (err != nil && len(run) > 0) {
			heard(run)
			run = run[:0]
		}
		if err != nil && !errors.Is(err, devices.ErrTimeout) {
			return err
		}
	}
}

// dump is a line as every hexadecimal dump has it. Text is ASCII only: anything
// else could make the terminal do what the line's other end wants.
func dump(at time.Time, b []byte) string {
	text := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '.'
		}
		return r
	}, latin1(b))
	return fmt.Sprintf("%s  %-47s  |%s|", at.Format("15:04:05.000"), fmt.Sprintf("% x", b), text)
}

// latin1 makes one rune of each byte.
func latin1(b []byte) string {
	r := make([]rune, len(b))
	for i, c := range b {
		r[i] = rune(c)
	}
	return string(r)
}
