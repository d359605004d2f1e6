//go:build window

package backend

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// errNoDisplay says that nobody named an X server.
var errNoDisplay = errors.New("DISPLAY is not set: start Xorg or Xvfb and name it, such as DISPLAY=:0")

// answerWithin is ample for an X server on this machine, and for one in the house.
const answerWithin = time.Second

// xPort is the port of the first display of an X server that is reached by TCP.
const xPort = 6000

// reachDisplay says whether an X server answers. GLFW only says that it could not
// begin, and Fyne then ends the program or runs without a window.
func reachDisplay() error {
	network, address, err := displayAddress(os.Getenv("DISPLAY"))
	if err != nil {
		return err
	}
	conn, err := net.DialTimeout(network, address, answerWithin)
	if err != nil {
		return fmt.Errorf("reach the X server: %w", err)
	}
	return conn.Close()
}

// displayAddress reads HOST:NUMBER.SCREEN as X(7) has it.
func displayAddress(name string) (network, address string, err error) {
	if name == "" {
		return "", "", errNoDisplay
	}
	colon := strings.LastIndexByte(name, ':')
	host, number := name[:max(colon, 0)], name[colon+1:]
	number, _, _ = strings.Cut(number, ".")
	n, err := strconv.ParseUint(number, 10, 15)
	if colon < 0 || err != nil {
		return "", "", fmt.Errorf("DISPLAY is %q; such as :0 is meant", name)
	}
	if host == "" || host == "unix" {
		return "unix", filepath.Join("/tmp/.X11-unix", "X"+number), nil
	}
	return "tcp", net.JoinHostPort(strings.Trim(host, "[]"), strconv.FormatUint(xPort+n, 10)), nil
}
