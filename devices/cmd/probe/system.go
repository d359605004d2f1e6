package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// serialPorts lists the ports that this machine has, without the many ttyS that
// have no hardware behind them.
func serialPorts() []string {
	var ports []string
	for _, pattern := range []string{"ttyUSB*", "ttyACM*", "ttyS*", "ttyAMA*", "ttymxc*", "ttySC*"} {
		found, _ := filepath.Glob("/dev/" + pattern) // the pattern is well formed
		for _, port := range found {
			if isReal(port) {
				ports = append(ports, port)
			}
		}
	}
	slices.Sort(ports)
	return ports
}

// isReal asks the kernel whether a UART was found; other kinds of port say nothing
// of one.
func isReal(port string) bool {
	kind, err := os.ReadFile(filepath.Join("/sys/class/tty", filepath.Base(port), "type"))
	return err != nil || strings.TrimSpace(string(kind)) != "0"
}

// lastingName is the name of a port that stays the same when adapters are plugged
// in another order: the socket it hangs on.
func lastingName(port string) string {
	names, _ := filepath.Glob("/dev/serial/by-path/*") // the pattern is well formed
	for _, name := range names {
		if node, err := filepath.EvalSymlinks(name); err == nil && node == port {
			return name
		}
	}
	return ""
}

// holder names the program that has port open, as far as this user may know.
func holder(port string) string {
	node, err := filepath.EvalSymlinks(port)
	if err != nil {
		return ""
	}
	open, _ := filepath.Glob("/proc/[0-9]*/fd/*") // the pattern is well formed
	for _, fd := range open {
		if target, err := os.Readlink(fd); err == nil && target == node {
			process := strings.Split(fd, "/")[2]
			if process == strconv.Itoa(os.Getpid()) {
				continue
			}
			name, _ := os.ReadFile(filepath.Join("/proc", process, "comm")) // it may just have ended
			return strings.TrimSpace("process " + process + " " + strings.TrimSpace(string(name)))
		}
	}
	return ""
}
