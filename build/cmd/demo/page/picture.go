package page

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/draw"
	"image/png"
)

// picture is a picture that changes in places.
type picture struct{ pixels *image.RGBA }

// take copies the changed part and returns it; all of it when the size changed.
func (p *picture) take(from image.Image, changed image.Rectangle) image.Rectangle {
	if p.pixels == nil || p.pixels.Rect != from.Bounds() {
		p.pixels = image.NewRGBA(from.Bounds())
		changed = from.Bounds()
	}
	changed = changed.Intersect(p.pixels.Rect)
	draw.Draw(p.pixels, changed, from, changed.Min, draw.Src)
	return changed
}

func (p *picture) bounds() image.Rectangle {
	if p.pixels == nil {
		return image.Rectangle{}
	}
	return p.pixels.Rect
}

// patch is a part of a picture with the whole picture's size.
type patch struct {
	whole image.Rectangle
	part  *image.RGBA
}

// cut copies a part; nil for an empty one.
func (p *picture) cut(part image.Rectangle) *patch {
	part = part.Intersect(p.bounds())
	if part.Empty() {
		return nil
	}
	c := image.NewRGBA(part)
	draw.Draw(c, part, p.pixels, part.Min, draw.Src)
	return &patch{whole: p.pixels.Rect, part: c}
}

// Kinds of a patch's message: its first byte.
const (
	glassPatch byte = 1
	paperPatch byte = 2
)

// encode is a patch as the page's script reads it: kind, then width and height
// of the whole picture, left and top of the part, each in two bytes, then the
// part as PNG.
func (p *patch) encode(kind byte) ([]byte, error) {
	message := []byte{kind}
	for _, n := range []int{p.whole.Dx(), p.whole.Dy(), p.part.Rect.Min.X - p.whole.Min.X, p.part.Rect.Min.Y - p.whole.Min.Y} {
		message = binary.BigEndian.AppendUint16(message, uint16(n))
	}
	file := bytes.NewBuffer(message)
	fast := png.Encoder{CompressionLevel: png.BestSpeed} // loopback has room, the frame has no time
	if err := fast.Encode(file, p.part); err != nil {
		return nil, fmt.Errorf("encode a picture: %w", err)
	}
	return file.Bytes(), nil
}
