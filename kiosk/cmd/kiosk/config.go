package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// config is the one TOML file of a kiosk. Paths are relative to the file.
type config struct {
	Kiosk   kioskConfig   `toml:"kiosk"`
	Reader  readerConfig  `toml:"reader"`
	Printer printerConfig `toml:"printer"`
	Scanner scannerConfig `toml:"scanner"`
	Centre  centreConfig  `toml:"centre"`
	Screen  screenConfig  `toml:"screen"`
	Sound   soundConfig   `toml:"sound"`
	Input   inputConfig   `toml:"input"`
	Times   timesConfig   `toml:"times"`
	Limits  limitsConfig  `toml:"limits"`
	Update  updateConfig  `toml:"update"`
}

type kioskConfig struct {
	ID        string `toml:"id"`        // the kiosk's name: lower case letters, digits, hyphens
	Community string `toml:"community"` // code of the community it stands in
	Station   string `toml:"station"`   // path of the station profile; "" takes the built-in sample
	State     string `toml:"state"`     // directory of keys and database
}

type readerConfig struct {
	Driver       string `toml:"driver"`
	Port         string `toml:"port"`
	Baud         int    `toml:"baud"`          // tried first; 0: all are searched
	Presence     bool   `toml:"presence"`      // the module can tell that a card still lies there
	Fingerprints bool   `toml:"fingerprints"`  // the module knows only the reading with fingerprints
	RadioFrame   int    `toml:"radio_frame"`   // most bytes of a frame between module and card; 0: the module's own
	Place        string `toml:"place"`         // where it is, seen from the glass; "": not said
	EthnicGroups string `toml:"ethnic_groups"` // path of the place's own table; "" takes the built-in one
}

type printerConfig struct {
	Driver   string `toml:"driver"`
	Port     string `toml:"port"`
	Baud     int    `toml:"baud"`
	Width    string `toml:"width"`
	Encoding string `toml:"encoding"`
	Flow     string `toml:"flow"` // how the printer says that it can take no more
	QR       string `toml:"qr"`
	Roll     int    `toml:"roll"`   // metres of a new roll; 0 = as common for the width
	Speed    int    `toml:"speed"`  // mm per second of the data sheet; 0: the slowest in the field
	CutMS    int    `toml:"cut_ms"` // milliseconds of the cutter, of the data sheet; 0: a second
	Place    string `toml:"place"`  // where paper comes out, seen from the glass; "": not said
}

type centreConfig struct {
	URL      string `toml:"url"`
	Identity string `toml:"identity"` // path of what `centre enrol` or `kiosk enrol` wrote
	Enrol    string `toml:"enrol"`    // host:port where certificates are renewed; "": where the code was redeemed
}

type screenConfig struct {
	Backend string  `toml:"backend"`
	Device  string  `toml:"device"`
	Touch   string  `toml:"touch"`
	Width   int     `toml:"width"`    // pixels, as people see the glass
	Height  int     `toml:"height"`   // pixels
	Turn    int     `toml:"turn"`     // degrees clockwise from the picture to the panel's columns and rows
	PanelMM float64 `toml:"panel_mm"` // width of the glass in mm
	Type    string  `toml:"type"`
}

// fault is one wrong place in the file.
type fault struct{ key, found, allowed string }

// configError lists every fault of a file in one go.
type configError struct {
	file   string
	faults []fault
}

func (e *configError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s has %d fault(s):", e.file, len(e.faults))
	for _, f := range e.faults {
		fmt.Fprintf(&b, "\n  %s: found %s; allowed: %s", f.key, f.found, f.allowed)
	}
	return b.String()
}

// Allowed values, named in the messages.
var (
	bauds     = []int{9600, 19200, 38400, 57600, 115200}
	widths    = []string{"58mm", "80mm", "80mm-180dpi"}
	encodings = []string{"gb18030", "gbk", "utf8-esc9", "raster"}
	flows     = []string{"none", "xonxoff", "rtscts"}
	qrs       = []string{"probe", "native", "raster"}
	scales    = []string{"standard", "large", "largest"}
	idShape   = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$`)
	urlShape  = regexp.MustCompile(`^mqtts?://[^/\s]+$`)
)

// readConfig reads and checks the file. A wrong file gives a *configError with
// all faults; defaults stand where a key may be left out.
func readConfig(path string) (config, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return config{}, fmt.Errorf("read configuration: %w", err)
	}
	c := config{
		Reader:  readerConfig{Driver: "none"},
		Printer: printerConfig{Driver: "none", Baud: 115200, Width: "80mm", Encoding: "gb18030", Flow: "xonxoff", QR: "probe"},
		Scanner: usualScanner,
		Limits:  usualLimits,
		Sound:   usualSound,
		Times:   usualTimes,
		Update:  usualUpdate,
		Screen:  screenConfig{Backend: backends()[0], Device: "/dev/fb0", Touch: "/dev/input/event0", Width: 1080, Height: 1920, PanelMM: 268, Type: "standard"},
	}
	e := &configError{file: path}
	e.unknown(text)
	if err := toml.Unmarshal(text, &c); err != nil {
		return config{}, e.undecodable(err)
	}
	e.check(c)
	if len(e.faults) > 0 {
		return config{}, e
	}
	dir := filepath.Dir(path)
	for _, p := range []*string{&c.Kiosk.Station, &c.Kiosk.State, &c.Centre.Identity, &c.Reader.EthnicGroups, &c.Limits.CopiesDir, &c.Sound.Clips} {
		if *p != "" && !filepath.IsAbs(*p) {
			*p = filepath.Join(dir, *p)
		}
	}
	return c, nil
}

// unknown adds every key that no table knows.
func (e *configError) unknown(text []byte) {
	d := toml.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	var strict *toml.StrictMissingError
	if err := d.Decode(&config{}); errors.As(err, &strict) {
		for _, m := range strict.Errors {
			e.add(strings.Join(m.Key(), "."), "an unknown key", "the keys of the README's table")
		}
	}
}

func (e *configError) undecodable(err error) error {
	var d *toml.DecodeError
	if errors.As(err, &d) {
		row, column := d.Position()
		key := strings.Join(d.Key(), ".")
		if key == "" {
			key = fmt.Sprintf("line %d, column %d", row, column)
		}
		e.add(key, d.Error(), "TOML as in the README")
		return e
	}
	return fmt.Errorf("read configuration %s: %w", e.file, err)
}

func (e *configError) add(key, found, allowed string) {
	e.faults = append(e.faults, fault{key, found, allowed})
}

func (e *configError) oneOf(key, found string, allowed []string) {
	if !slices.Contains(allowed, found) {
		e.add(key, fmt.Sprintf("%q", found), strings.Join(allowed, ", "))
	}
}

func (e *configError) baud(key string, found int) {
	if !slices.Contains(bauds, found) {
		e.add(key, fmt.Sprint(found), strings.Trim(fmt.Sprint(bauds), "[]"))
	}
}

func (e *configError) within(key string, found, low, high float64) {
	if found < low || found > high {
		e.add(key, fmt.Sprint(found), fmt.Sprintf("%v to %v", low, high))
	}
}

func (e *configError) check(c config) {
	for key, value := range map[string]string{"kiosk.id": c.Kiosk.ID, "kiosk.community": c.Kiosk.Community} {
		if !idShape.MatchString(value) {
			e.add(key, fmt.Sprintf("%q", value), "1 to 32 lower case letters, digits and inner hyphens")
		}
	}
	if c.Kiosk.State == "" {
		e.add("kiosk.state", "nothing", "the directory that `kiosk init` made")
	}
	e.oneOf("reader.driver", c.Reader.Driver, []string{"sam", "none"})
	e.oneOf("printer.driver", c.Printer.Driver, []string{"escpos", "none"})
	if c.Reader.Baud != 0 && !slices.Contains(bauds, c.Reader.Baud) {
		e.add("reader.baud", fmt.Sprint(c.Reader.Baud), strings.Trim(fmt.Sprint(bauds), "[]")+"; 0 or left out: all are searched")
	}
	e.within("reader.radio_frame", float64(c.Reader.RadioFrame), 0, 255)
	e.baud("printer.baud", c.Printer.Baud)
	e.checkScanner(c.Scanner)
	e.checkPlaces(c.housing())
	e.checkBounds("limits", c.Limits)
	e.checkSound(c.Sound)
	e.checkTimes(c.Times)
	e.checkUpdate(c.Update)
	if c.Reader.Driver == "sam" && c.Reader.Port == "" {
		e.add("reader.port", "nothing", "the path of a serial port, such as /dev/serial/by-path/…")
	}
	if c.Printer.Driver == "escpos" && c.Printer.Port == "" {
		e.add("printer.port", "nothing", "the path of a serial port, such as /dev/serial/by-path/…")
	}
	e.oneOf("printer.width", c.Printer.Width, widths)
	e.oneOf("printer.encoding", c.Printer.Encoding, encodings)
	e.oneOf("printer.flow", c.Printer.Flow, flows)
	e.oneOf("printer.qr", c.Printer.QR, qrs)
	e.within("printer.roll", float64(c.Printer.Roll), 0, 500)
	if c.Printer.Speed != 0 {
		e.within("printer.speed", float64(c.Printer.Speed), 50, 400)
	}
	if c.Printer.CutMS != 0 {
		e.within("printer.cut_ms", float64(c.Printer.CutMS), 100, 5000)
	}
	if !urlShape.MatchString(c.Centre.URL) {
		e.add("centre.url", fmt.Sprintf("%q", c.Centre.URL), "mqtts://HOST:PORT")
	} else if !isSecure(c.Centre.URL) && !isHere(c.Centre.URL) {
		e.add("centre.url", fmt.Sprintf("%q", c.Centre.URL),
			"mqtts://HOST:PORT; mqtt:// has no TLS and is only for a broker on this machine, mqtt://127.0.0.1:PORT")
	}
	if _, _, err := net.SplitHostPort(c.Centre.Enrol); c.Centre.Enrol != "" && err != nil {
		e.add("centre.enrol", fmt.Sprintf("%q", c.Centre.Enrol), "HOST:PORT of the centre's enrolment service, or nothing")
	}
	if c.Centre.Identity == "" {
		e.add("centre.identity", "nothing", "the path of the file that `kiosk enrol` or `centre enrol` wrote")
	}
	e.checkScreen(c.Screen)
	slices.SortFunc(e.faults, func(a, b fault) int { return strings.Compare(a.key, b.key) })
}
