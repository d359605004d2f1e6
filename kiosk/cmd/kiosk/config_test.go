package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const good = `
[kiosk]
id = "shanan-2"
community = "shanan"
state = "kiosk"
[reader]
driver = "sam"
port = "/dev/ttyS1"
[printer]
driver = "escpos"
port = "/dev/ttyS2"
baud = 19200
[centre]
url = "mqtt://127.0.0.1:3651"
identity = "identity.json"
[screen]
type = "large"
`

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kiosk.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestGoodConfigurationIsReadWithDefaults(t *testing.T) {
	path := write(t, good)

	c, err := readConfig(path)

	if err != nil {
		t.Fatal(err)
	}
	if c.Reader.Baud != 0 || c.Printer.Baud != 19200 || c.Screen.Width != 1080 || c.Screen.Type != "large" {
		t.Errorf("got %+v", c)
	}
	if c.Kiosk.State != filepath.Join(filepath.Dir(path), "kiosk") {
		t.Errorf("the state directory %q does not start from the file", c.Kiosk.State)
	}
}

func TestWrongConfigurationNamesEveryFaultInOneGo(t *testing.T) {
	text := strings.NewReplacer(`id = "shanan-2"`, `id = "Shanan 2"`, `driver = "sam"`, `driver = "usb"`,
		`baud = 19200`, `baud = 14400`, "mqtt://", "http://", `type = "large"`, "type = \"huge\"\ncolour = \"red\"").Replace(good)
	path := write(t, text)

	_, err := readConfig(path)

	var faults *configError
	if !errors.As(err, &faults) {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{path, "kiosk.id", `"Shanan 2"`, "reader.driver", `"usb"`, "sam, none", "printer.baud", "14400",
		"9600 19200", "centre.url", "screen.type", "standard, large, largest", "screen.colour", "unknown key"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the message does not say %q:\n%v", want, err)
		}
	}
	if len(faults.faults) != 6 {
		t.Errorf("%d faults, want 6:\n%v", len(faults.faults), err)
	}
}

func TestWrongKindOfValueNamesItsKey(t *testing.T) {
	_, err := readConfig(write(t, strings.Replace(good, "baud = 19200", `baud = "fast"`, 1)))

	if err == nil || !strings.Contains(err.Error(), "baud") {
		t.Errorf("got %v", err)
	}
}

func TestARouteOfAnotherProgramIsRefusedAndItsProgramNamed(t *testing.T) {
	for route, program := range map[string]string{"framebuffer": "kiosk (build/compile)", "window": "kiosk-window", "dock": "build/demo"} {
		_, err := readConfig(write(t, good+`backend = "`+route+`"`))

		if slices.Contains(backends(), route) {
			if err != nil {
				t.Errorf("%s is this program's own and was refused: %v", route, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), "screen.backend") || !strings.Contains(err.Error(), program) {
			t.Errorf("%s was answered with %v; the program to take is %s", route, err, program)
		}
	}
}

func FuzzReadConfig(f *testing.F) {
	f.Add(good)
	f.Fuzz(func(t *testing.T, text string) {
		path := write(t, text)
		_, _ = readConfig(path)
	})
}
