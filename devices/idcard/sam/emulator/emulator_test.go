package emulator_test

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices/idcard/sam/emulator"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// Commands and answers after the preamble, as the manual has them.
const (
	head   = "aaaaaa9669"
	status = "000311ffed"
	find   = "0003200122"
	sel    = "0003200221"
	read   = "0003300132"
	newest = "0003300330"

	well     = "000400009094"
	noCard   = "000400008084"
	found    = "000800009f0000000097"
	noItem   = "000400009195"
	selected = "000c00009000000000000000009c"
)

var resident = emulator.Person{Kind: "resident", Name: "样例", IDNumber: "520102196804120022"}

// bench runs an emulator on a pipe.
func bench(t *testing.T, o emulator.Opts) (*emulator.Reader, serial.Conn) {
	t.Helper()
	host, device := serialtest.Pipe()
	r := emulator.New(o)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx, device) }()
	t.Cleanup(func() { cancel(); <-done })
	return r, host
}

// say sends bytes in hex and returns what comes back within ten seconds of
// silence, without the preamble.
func say(t *testing.T, c serial.Conn, command string) string {
	t.Helper()
	b, err := hex.DecodeString(command)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Send(b, time.Second); err != nil {
		t.Fatal(err)
	}
	var all []byte
	for buf := make([]byte, 256); ; {
		n, err := c.Receive(buf, 10*time.Second)
		if err != nil {
			return strings.TrimPrefix(hex.EncodeToString(all), head)
		}
		all = append(all, buf[:n]...)
	}
}

func TestTheModuleAnswersAsTheManualSays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, c := bench(t, emulator.Opts{})
		for i, step := range []struct{ before, command, want string }{
			{"", status, well},
			{"", find, noCard},
			{"", sel, "000400008185"},
			{"", read, "000400004145"},
			{"lay", find, found},
			{"", sel, selected},
			{"", newest, "0004698541a9"},
			{"read", newest, noItem},
			{"", find, noCard},
			{"lift", newest, "0004698541a9"},
			{"lay", find, found},
			{"", "0003200123", "000400001014"}, // wrong checksum
			{"", "00ff", "000400001115"},       // impossible length
			{"", "00037799ed", "000400002125"}, // no such command
		} {
			switch step.before {
			case "lay":
				r.Lay(resident)
			case "lift":
				r.Lift()
			case "read":
				if got := say(t, c, head+read); len(got) != 2*(1295-5) {
					t.Fatalf("reading of %d digits", len(got))
				}
			}
			if got := say(t, c, head+step.command); got != step.want {
				t.Errorf("step %d: %s is answered %s, want %s", i, step.command, got, step.want)
			}
		}
	})
}

func TestBytesTakeTheTimeOfTheirRateAndReadingsTheCardsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, c := bench(t, emulator.Opts{Baud: 9600, CardTime: 800 * time.Millisecond})
		r.Lay(resident)
		say(t, c, head+find)
		say(t, c, head+sel)
		began := time.Now()

		answer := say(t, c, head+read)

		// 10 bytes down and 1295 up at 960 bytes a second, and the silence of say.
		wire := 1305 * time.Second / 960
		if took := time.Since(began) - 10*time.Second - 800*time.Millisecond; len(answer) != 2*1290 || (took-wire).Abs() > 5*time.Millisecond {
			t.Errorf("%v on the wire, want %v", took, wire)
		}
	})
}

func TestTheLineFailsAndANewOneIsAnswered_TheCardStillLiesThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := emulator.New(emulator.Opts{})
		r.Lay(resident)
		host, device := serialtest.Pipe()
		_ = host.Close()

		if err := r.Run(t.Context(), device); !errors.Is(err, io.EOF) {
			t.Errorf("first line: %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		host, device = serialtest.Pipe()
		done := make(chan error, 1)
		go func() { done <- r.Run(ctx, device) }()

		if got := say(t, host, head+find); got != found {
			t.Errorf("second line: %s", got)
		}
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("stopped: %v", err)
		}
	})
}

func FuzzCommands(f *testing.F) {
	for _, s := range []string{head + find, head + "00ff", "aa00" + head + status, head + "0002", strings.Repeat(head, 20)} {
		b, _ := hex.DecodeString(s)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, noise []byte) {
		if len(noise) > 1000 {
			return
		}
		synctest.Test(t, func(t *testing.T) {
			_, c := bench(t, emulator.Opts{})
			say(t, c, hex.EncodeToString(noise))
			say(t, c, strings.Repeat("00", 80)) // ends whatever the noise has begun

			if got := say(t, c, head+status); !strings.HasSuffix(got, well) {
				t.Errorf("after noise the module answers %s", got)
			}
		})
	})
}
