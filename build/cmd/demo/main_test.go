package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

func call(t *testing.T, args ...string) (code int, said string) {
	t.Helper()
	var out bytes.Buffer
	code = run(t.Context(), args, &out, &out)
	return code, out.String()
}

func TestHelpSaysOptionsExamplesAndExitCodes(t *testing.T) {
	code, said := call(t, "--help")

	if code != exitOK {
		t.Errorf("exit %d", code)
	}
	for _, want := range []string{"--dir", "--walk", "--port", "--paper", "--help", "Examples", "Exit codes"} {
		if !strings.Contains(said, want) {
			t.Errorf("the help does not say %s", want)
		}
	}
}

func TestUnusableArgumentsAreToldFromFailure(t *testing.T) {
	for _, args := range [][]string{{"--walk"}, {"--port", "0"}, {"--port", "x"}, {"--screen", "round"}, {"--type", "tiny"}, {"--paper", "76mm"}, {"dance"}, {"--colour"}} {
		if code, said := call(t, args...); code != exitUsage || !strings.Contains(said, "--help") {
			t.Errorf("%v: exit %d, %s", args, code, said)
		}
	}
}

// house is a home in a directory of the test.
func house(t *testing.T) *home {
	t.Helper()
	h, err := openHome(filepath.Join(t.TempDir(), "demo"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.close() })
	return h
}

func TestTheKiosksConfigurationSaysWhatWasChosen(t *testing.T) {
	h := house(t)
	odd := `a "quoted" \ path`

	err := h.configure(settings{Kiosk: kioskID, Community: community, State: odd, Identity: h.identity(), Reader: "/r", Printer: "/p",
		Glass: "/g", Network: "127.0.0.1:4", Baud: 115200, Width: 1280, Height: 800, PanelMM: 217, Scale: "large", Paper: "58mm", Route: "dock"})

	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(h.config())
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Kiosk   struct{ ID, State string }
		Reader  struct{ Driver, Port string }
		Printer struct{ Driver, Port string }
		Centre  struct{ URL string }
		Screen  struct {
			Backend, Device, Type string
			Width                 int
			PanelMM               float64 `toml:"panel_mm"`
		}
	}
	if err := toml.Unmarshal(text, &got); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if got.Kiosk.ID != kioskID || got.Kiosk.State != odd || got.Reader.Port != "/r" || got.Printer.Driver != "escpos" ||
		got.Centre.URL != "mqtts://127.0.0.1:4" || got.Screen.Backend != "dock" || got.Screen.Width != 1280 || got.Screen.PanelMM != 217 {
		t.Errorf("got %+v", got)
	}
}

func TestOneStateTakesOneDemonstrationOnly(t *testing.T) {
	first := house(t)

	second, err := openHome(first.dir)

	if err == nil {
		_ = second.close()
		t.Fatal("two demonstrations opened the same state")
	}
	if err := first.close(); err != nil {
		t.Fatal(err)
	}
	third, err := openHome(first.dir)
	if err != nil {
		t.Fatalf("after the first has gone: %v", err)
	}
	_ = third.close()
}

func TestWhatLastsForOneRunGoesWithIt(t *testing.T) {
	for _, dir := range []string{"", filepath.Join(t.TempDir(), "kept")} {
		h, err := openHome(dir)
		if err != nil {
			t.Fatal(err)
		}

		if err := h.close(); err != nil {
			t.Fatal(err)
		}

		if !missing(h.run) {
			t.Errorf("%s is left behind", h.run)
		}
		if dir != "" && missing(h.kiosk()) {
			t.Error("the state that was to be kept is gone")
		}
	}
}

func TestEverybodyInTheTrayHasACardThatCanBeLaidDown(t *testing.T) {
	f, err := os.Open("../../../assets/personas.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()

	all, err := readPeople(f)

	if err != nil {
		t.Fatal(err)
	}
	for _, id := range walked {
		if _, ok := all.find(id); !ok {
			t.Errorf("%s, whom the walk needs, is not in the tray", id)
		}
	}
	for _, p := range all.tray() {
		if p.Name == "" || p.Note == "" {
			t.Errorf("%s has no name or note on the page", p.ID)
		}
	}
}
