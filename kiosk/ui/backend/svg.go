package backend

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"strings"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
	"golang.org/x/image/draw"
)

var errEmptyView = errors.New("the picture has an empty view box")

func isSVG(name string, content []byte) bool {
	if strings.HasSuffix(strings.ToLower(name), ".svg") {
		return true
	}
	head := strings.ToLower(string(content[:min(5, len(content))]))
	return head == "<svg " || head == "<?xml" || head == "<!doc"
}

func drawSVG(content []byte, key pictureKey) (pixels *image.RGBA, err error) {
	defer func() {
		// The reader panics on some broken paths; a bad picture must not end the kiosk.
		if p := recover(); p != nil {
			pixels, err = nil, fmt.Errorf("draw picture: %v", p)
		}
	}()
	icon, err := oksvg.ReadIconStream(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	if icon.ViewBox.W <= 0 || icon.ViewBox.H <= 0 {
		return nil, errEmptyView
	}
	const proportions = 1000 // of a view box, as whole numbers
	view := image.Pt(int(icon.ViewBox.W*proportions), int(icon.ViewBox.H*proportions))
	box := placed(view, key)
	icon.SetTarget(0, 0, float64(box.Dx()), float64(box.Dy()))
	drawn := image.NewRGBA(image.Rectangle{Max: box.Size()})
	icon.Draw(rasterx.NewDasher(box.Dx(), box.Dy(), newScanner(drawn)), 1)
	if box.Size() == key.size {
		return drawn, nil
	}
	pixels = image.NewRGBA(image.Rectangle{Max: key.size})
	draw.Draw(pixels, box, drawn, image.Point{}, draw.Src)
	return pixels, nil
}

// rounded takes the corners off a picture.
func rounded(pixels *image.RGBA, radius int) *image.RGBA {
	radius = min(radius, pixels.Rect.Dx()/2, pixels.Rect.Dy()/2)
	if radius <= 0 {
		return pixels
	}
	out := image.NewRGBA(pixels.Rect)
	draw.Copy(out, image.Point{}, pixels, pixels.Rect, draw.Src, nil)
	for quad, cell := range cornerCells(pixels.Rect, corners{radius, radius, radius, radius}) {
		mask := drawCorner(maskKey{radius: radius, quad: quad})
		draw.Draw(out, cell, image.Transparent, image.Point{}, draw.Src)
		draw.DrawMask(out, cell, pixels, cell.Min, mask, image.Point{}, draw.Over)
	}
	return out
}
