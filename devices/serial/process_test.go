package serial_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"

	"station365/devices"
	"station365/devices/serial"
)

// heldPort names the port that this program holds instead of testing.
const heldPort = "SERIALTEST_HOLD_PORT"

// TestMain is also the second program: it opens a port, says so, and holds it
// until its input ends.
func TestMain(m *testing.M) {
	path := os.Getenv(heldPort)
	if path == "" {
		os.Exit(m.Run())
	}
	c, err := serial.Opener(serial.Opts{Path: path, Baud: 9600})()
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("held")
	_, _ = io.Copy(io.Discard, os.Stdin)
	_ = c.Close()
}

// program is a second process that holds a port.
type program struct {
	*exec.Cmd
	input io.Closer
}

func hold(t *testing.T, path string) program {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := program{Cmd: exec.Command(self)}
	p.Env = append(os.Environ(), heldPort+"="+path)
	in, inErr := p.StdinPipe()
	out, outErr := p.StdoutPipe()
	if err := errors.Join(inErr, outErr, p.Start()); err != nil {
		t.Fatal(err)
	}
	p.input = in
	t.Cleanup(func() { _ = p.Process.Kill(); _ = p.Wait() })
	if said, err := bufio.NewReader(out).ReadString('\n'); said != "held\n" {
		t.Fatalf("the second program says %q, %v", said, err)
	}
	return p
}

func TestASecondProgramHoldsThePort_ItIsBusyUntilThatEnds(t *testing.T) {
	for name, end := range map[string]func(program) error{
		"ends":        func(p program) error { return p.input.Close() },
		"is shot":     func(p program) error { return p.Process.Kill() },
		"never ended": nil,
	} {
		t.Run(name, func(t *testing.T) {
			_, path := port(t)
			other := hold(t, path)
			before := settings(t, path)

			_, err := serial.Opener(serial.Opts{Path: path, Baud: 115200})()

			if !errors.Is(err, devices.ErrBusy) {
				t.Fatalf("opened with %v", err)
			}
			if after := settings(t, path); *after != *before {
				t.Error("the line that another program uses lost its settings")
			}
			if end == nil {
				return
			}
			_ = end(other)
			_ = other.Wait()
			open(t, path)
		})
	}
}
