// Command pictures draws every page of the kiosk into PNG files, to be looked at.
package main

import (
	"context"
	"flag"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
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

const help = `pictures: draw every page of the kiosk into PNG files

Example: go run ./build/cmd/pictures --out build/out/pictures --only home --scales standard,largest

Flags:
`

func main() {
	out := flag.String("out", "build/out/pictures", "directory for the pictures")
	only := flag.String("only", "", "names of pages that begin like this, comma separated; all if empty")
	scales := flag.String("scales", "standard,large,largest", "type scales")
	themes := flag.String("themes", "light", "themes: light, high")
	on := flag.String("panels", "portrait,landscape,small", "panels")
	low := flag.Bool("low", false, "with every control in the lower part of the glass")
	leaf := flag.Int("page", 1, "which page of those that are too long for the glass")
	flag.Usage = func() { fmt.Fprint(flag.CommandLine.Output(), help); flag.PrintDefaults() }
	flag.Parse()
	for _, p := range panels {
		if !strings.Contains(*on, p.name) {
			continue
		}
		if err := draw(p, *out, strings.Split(*only, ","), strings.Split(*scales, ","), strings.Split(*themes, ","), *leaf, *low); err != nil {
			fmt.Fprintln(os.Stderr, "pictures:", err)
			os.Exit(1)
		}
	}
}

// draw shows each page on one glass, as the kiosk does.
func draw(p panel, dir string, only, scales, themes []string, leaf int, low bool) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make directory: %w", err)
	}
	regular, bold := assets.Fonts()
	mm := float64(p.width) / p.mm
	glass, err := backend.New(backend.Opts{Width: p.width, Height: p.height, PixelsPerMM: mm, Regular: regular, Bold: bold})
	if err != nil {
		return err
	}
	stringsDir, err := fs.Sub(assets.FS(), "strings")
	if err != nil {
		return err
	}
	table, err := words.Load(stringsDir, "zh-Hans")
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = glass.Run(ctx) })
	defer func() { stop(); running.Wait() }()
	pages := ui.New(ui.Opts{Glass: glass, Words: table, Data: assets.FS(), Width: p.width, Height: p.height, PixelsPerMM: mm, Send: func(flow.Event) {}})
	for _, s := range screentest.Samples() {
		if !wanted(s.Name, only) {
			continue
		}
		for _, scale := range scales {
			for _, theme := range themes {
				s.View.Look = flow.Look{Scale: scale, Theme: theme, Low: low}
				if leaf > 1 {
					s.View.Page = leaf - 1
				}
				pages.Show(s.View)
				glass.Describe()
				name := fmt.Sprintf("%s-%s-%s-%s.png", s.Name, p.name, scale, theme)
				if err := write(filepath.Join(dir, name), glass.Frame()); err != nil {
					return err
				}
			}
		}
	}
	return nil
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
