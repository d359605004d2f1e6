// Command pictures draws every page of the kiosk into PNG files, to be looked at.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"station365/assets"
	"station365/kiosk/flow"
	"station365/kiosk/ui"
	"station365/kiosk/ui/backend"
	"station365/kiosk/ui/screen/screentest"
	"station365/kiosk/words"
)

// panel is one of the three glasses (design §8).
type panel struct {
	name          string
	width, height int
	mm            float64 // width
}

var panels = []panel{{"portrait", 1080, 1920, 268}, {"landscape", 1920, 1080, 476}, {"small", 1280, 800, 217}}

const help = `pictures: draw every page of the kiosk into PNG files, with an index page

Example: go run ./build/cmd/pictures --out build/out/pictures --only home --scales standard,largest

Exit codes: 0 done, 1 failed, 2 wrong usage.

Flags:
`

// wish is what to draw.
type wish struct {
	out                                     string
	only, scales, themes, panels, languages []string
	lows                                    []bool
}

func main() {
	w, err := read(os.Args[1:])
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(2)
	}
	if err := w.drawAll(); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func read(args []string) (wish, error) {
	f := flag.NewFlagSet("pictures", flag.ContinueOnError)
	out := f.String("out", "build/out/pictures", "directory for the pictures")
	only := f.String("only", "", "names of pages that begin like this, comma separated; all if empty")
	scales := f.String("scales", "standard,large,largest", "type scales")
	themes := f.String("themes", "light", "themes: light, high")
	on := f.String("panels", "portrait,landscape,small", "panels")
	languages := f.String("languages", "zh-Hans", "languages, as the files of assets/strings begin")
	low := f.String("low", "no", "every control in the lower part of the glass: no, yes, both")
	f.Usage = func() { fmt.Fprint(f.Output(), help); f.PrintDefaults() }
	if err := f.Parse(args); err != nil {
		return wish{}, err
	}
	lows, ok := map[string][]bool{"no": {false}, "yes": {true}, "both": {false, true}}[*low]
	if !ok {
		fmt.Fprintf(f.Output(), "--low %q; allowed: no, yes, both\n", *low)
		return wish{}, errors.New("wrong usage")
	}
	return wish{out: *out, only: strings.Split(*only, ","), scales: strings.Split(*scales, ","), themes: strings.Split(*themes, ","),
		panels: strings.Split(*on, ","), languages: strings.Split(*languages, ","), lows: lows}, nil
}

// drawAll draws glass after glass and says how far it has come.
func (w wish) drawAll() error {
	if err := os.MkdirAll(w.out, 0o755); err != nil {
		return fmt.Errorf("make directory: %w", err)
	}
	var all []picture
	for _, p := range panels {
		for _, language := range w.languages {
			if !slices.Contains(w.panels, p.name) {
				continue
			}
			some, err := w.draw(p, language)
			if err != nil {
				return err
			}
			all = append(all, some...)
			fmt.Fprintf(os.Stderr, "%s, %s: %d pictures\n", p.name, language, len(some))
		}
	}
	return writeIndex(filepath.Join(w.out, "index.html"), all)
}

// draw shows each page on one glass in one language, as the kiosk does.
func (w wish) draw(p panel, language string) (all []picture, err error) {
	regular, bold := assets.Fonts()
	mm := float64(p.width) / p.mm
	glass, err := backend.New(backend.Opts{Width: p.width, Height: p.height, PixelsPerMM: mm, Regular: regular, Bold: bold})
	if err != nil {
		return nil, err
	}
	stringsDir, err := fs.Sub(assets.FS(), "strings")
	if err != nil {
		return nil, err
	}
	tables, err := words.LoadAll(stringsDir)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(tables, func(t *words.Table) bool { return t.Lang() == language }) {
		return nil, fmt.Errorf("there is no language %q in assets/strings", language)
	}
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = glass.Run(ctx) })
	defer func() { stop(); running.Wait() }()
	pages := ui.New(ui.Opts{Glass: glass, Words: tables, Data: assets.FS(), Width: p.width, Height: p.height, PixelsPerMM: mm, Send: func(flow.Event) {}})
	for _, s := range screentest.Samples() {
		for _, look := range w.looks(s.Name, language) {
			if look.Low && p.name == "small" {
				continue // it is within reach as it is
			}
			s.View.Look = look
			some, err := w.leaves(glass, pages, s, picture{Page: s.Name, Panel: p.name, Look: look})
			if err != nil {
				return nil, err
			}
			all = append(all, some...)
		}
	}
	some, err := w.calibration(glass, pages, p, language)
	return append(all, some...), err
}

// calibration draws the technician's pages, which are no visit's.
func (w wish) calibration(glass *backend.Glass, pages *ui.UI, p panel, language string) (all []picture, err error) {
	for _, s := range screentest.CalibrationSamples() {
		for _, look := range w.looks(s.Name, language) {
			if look.Low {
				continue // its crosses stand at the sides of the glass
			}
			one := picture{Page: s.Name, Panel: p.name, Look: look, Leaf: 1}
			pages.Calibrate(look, s.Page)
			glass.Describe()
			if err := write(filepath.Join(w.out, one.File()), glass.Frame()); err != nil {
				return nil, err
			}
			all = append(all, one)
		}
	}
	return all, nil
}

// looks are those wished for a page; none if the page is not.
func (w wish) looks(page, language string) (looks []flow.Look) {
	if !wanted(page, w.only) {
		return nil
	}
	for _, low := range w.lows {
		for _, scale := range w.scales {
			for _, theme := range w.themes {
				looks = append(looks, flow.Look{Scale: scale, Theme: theme, Language: language, Low: low})
			}
		}
	}
	return looks
}

// leaves draws a page, and the pages after it where it is too long for the glass.
func (w wish) leaves(glass *backend.Glass, pages *ui.UI, s screentest.Sample, p picture) (all []picture, err error) {
	for more := true; more; s.View.Page++ {
		pages.Show(screentest.In(p.Look.Language, s.View))
		more = slices.ContainsFunc(glass.Describe().Targets, func(t backend.Target) bool { return t.Name == "page:next" && t.Enabled })
		p.Leaf = s.View.Page + 1
		if err := write(filepath.Join(w.out, p.File()), glass.Frame()); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

func wanted(name string, only []string) bool {
	for _, o := range only {
		if strings.HasPrefix(name, o) {
			return true
		}
	}
	return false
}

func write(path string, picture image.Image) error {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write picture: %w", err)
	}
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(f, picture); err != nil {
		_ = f.Close()
		return fmt.Errorf("write picture: %w", err)
	}
	return f.Close()
}
