package check_test

import (
	"path"
	"strings"
	"testing"
)

// layer is a line of the table of design: packages that match room may import
// packages of ours that match one of may. A trailing "/..." means "and below".
type layer struct {
	room string
	may  []string
}

// layers is the import table; the first line that matches a package counts.
// personal is open to every room but those that may import nothing.
var layers = []layer{
	{"kiosk/personal", nil},
	{"assets", nil},
	{"devices", nil},
	{"sync/link", nil},
	{"build/check", nil},
	{"build/spenttest", nil},
	{"kiosk/words", nil},
	{"kiosk", nil},
	{"kiosk/form", []string{"kiosk"}},
	{"kiosk/station", []string{"kiosk"}},
	{"kiosk/store", []string{"kiosk"}},
	{"kiosk/store/storetest", nil},
	{"kiosk/audit", []string{"kiosk"}},
	{"kiosk/input/...", []string{"kiosk", "kiosk/input/..."}},
	{"sync/wire", []string{"kiosk"}},
	{"kiosk/catalogue", []string{"kiosk", "kiosk/form"}},
	{"devices/serial", []string{"devices"}},
	{"devices/serial/serialtest", []string{"devices", "devices/serial"}},
	{"devices/idcard", []string{"devices"}},
	{"devices/printer", []string{"devices"}},
	{"devices/scanner", []string{"devices"}},
	{"devices/idcard/...", []string{"devices", "devices/serial/...", "devices/idcard/..."}},
	{"devices/scanner/...", []string{"devices", "devices/serial/...", "devices/scanner/..."}},
	{"devices/printer/...", []string{"devices", "devices/serial/...", "devices/printer/..."}},
	{"kiosk/session", []string{"kiosk", "devices/idcard"}},
	{"kiosk/receipt", []string{"kiosk", "kiosk/form", "kiosk/words", "devices/printer"}},
	{"kiosk/flow", []string{"kiosk", "kiosk/form", "kiosk/catalogue", "kiosk/session", "kiosk/station", "kiosk/receipt", "kiosk/audit", "kiosk/input", "kiosk/input/ink", "devices", "devices/idcard", "devices/printer", "devices/scanner"}},
	{"kiosk/ui/backend", nil},
	{"kiosk/ui/screen/screentest", []string{"assets", "kiosk", "kiosk/flow", "kiosk/ui/...", "kiosk/form", "kiosk/words", "kiosk/receipt", "devices/printer", "devices/printer/escpos"}},
	{"kiosk/ui/...", []string{"kiosk", "kiosk/flow", "kiosk/form", "kiosk/session", "kiosk/input", "kiosk/words", "kiosk/ui/...", "devices", "devices/printer"}},
	{"kiosk/voice", []string{"kiosk", "kiosk/flow", "kiosk/words", "devices", "devices/printer"}},
	{"sync/trust", []string{"sync/wire"}},
	{"sync/outbox", []string{"kiosk", "kiosk/catalogue", "sync/wire"}},
	{"sync/inbox", []string{"kiosk", "kiosk/catalogue", "sync/wire"}},
	{"sync/courier", []string{"sync/wire"}},
	{"sync/centre/...", []string{"kiosk", "kiosk/form", "kiosk/catalogue", "kiosk/station", "sync/wire", "sync/link", "sync/courier", "sync/centre/..."}},
}

// programs may import anything of ours.
func isProgram(pkg string) bool { return strings.Contains(pkg, "/cmd/") }

// isProp tells packages that only tests and the demonstration may import.
func isProp(pkg string) bool {
	base := path.Base(pkg)
	return strings.HasSuffix(base, "test") || base == "emulator"
}

func matches(pkg, pattern string) bool {
	if dir, below := strings.CutSuffix(pattern, "/..."); below {
		return under(pkg, dir)
	}
	return pkg == pattern
}

func lineFor(pkg string) (layer, bool) {
	for _, l := range layers {
		if matches(pkg, l.room) {
			return l, true
		}
	}
	return layer{}, false
}

func TestEveryRoomImportsOnlyWhatItMay(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || isProgram(s.pkg) {
			continue
		}
		line, known := lineFor(s.pkg)
		if !known {
			t.Errorf("%s: package %s has no line in the import table", s.path, s.pkg)
			continue
		}
		for _, imported := range s.imports() {
			ours, is := strings.CutPrefix(imported, module+"/")
			if is && !allowed(line, s.pkg, ours) {
				t.Errorf("%s: %s may not import %s", s.path, s.pkg, ours)
			}
		}
	}
}

func allowed(line layer, pkg, imported string) bool {
	if imported == "kiosk/personal" && pkg != "assets" && pkg != "devices" && pkg != "sync/link" {
		return true
	}
	if isProp(imported) && !isProp(pkg) {
		return false
	}
	for _, pattern := range line.may {
		if matches(imported, pattern) {
			return true
		}
	}
	return false
}

// homes says which third-party module may be imported where.
var homes = map[string][]string{
	"fyne.io/fyne/v2":                     {"kiosk/ui"},
	"fyne.io/fyne/v2/test":                {"kiosk/ui/backend"},
	"fyne.io/fyne/v2/app":                 {"kiosk/ui/backend"},
	"modernc.org/sqlite":                  {"kiosk/store", "sync/centre"},
	"github.com/jackc/pgx/v5":             {"sync/centre"},
	"github.com/tarm/serial":              {"devices/serial"},
	"github.com/eclipse/paho.mqtt.golang": {"sync/link"},
	"github.com/mochi-mqtt/server/v2":     {"sync/centre"},
	"github.com/jezek/xgb":                {"kiosk/ui/backend/routetest"},
	"github.com/creack/pty":               {"build/cmd", "devices/serial/serialtest"},
}

func TestEachLibraryStaysInItsRoom(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		for _, imported := range s.imports() {
			home, module := homeOf(imported)
			if module == "" {
				continue
			}
			ok := false
			for _, dir := range home {
				ok = ok || under(s.pkg, dir)
			}
			if !ok {
				t.Errorf("%s: %s belongs only in %v", s.path, imported, home)
			}
		}
	}
}

// homeOf finds the longest matching module.
func homeOf(imported string) (home []string, module string) {
	for m, h := range homes {
		if under(imported, m) && len(m) > len(module) {
			home, module = h, m
		}
	}
	return home, module
}
