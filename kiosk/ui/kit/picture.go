package kit

import (
	"fmt"
	"image"
	"image/color"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"rsc.io/qr"
)

// drawing is a picture file, tinted.
type drawing struct {
	resource fyne.Resource
	missing  bool
}

// code is a drawn QR code.
type code struct{ picture image.Image }

// Picture is an icon or a scene, as large as its place allows and in its middle.
type Picture struct {
	kit        *Kit
	resource   fyne.Resource
	name       string
	wide, high float32 // px; 0 wide: the width it is given
	grow       float32
	cover      bool // fills its place instead of standing in its middle
	whole      bool // with cover: keeps its proportions; see cropped
	snug       bool // takes no more height than its width can use
}

// Icon is an icon of mm millimetres in a colour.
func (k *Kit) Icon(name string, c Colour, mm float32) *Picture {
	return &Picture{kit: k, name: name, resource: k.art("icons/"+name+".svg", c), wide: k.MM(mm), high: k.MM(mm)}
}

// Scene is a flat picture in its own colours, high millimetres high or more.
func (k *Kit) Scene(name string, high float32) *Picture {
	return &Picture{kit: k, name: name, resource: k.art("scenes/"+name+".svg", None), high: k.MM(high), grow: 1}
}

// Pictured is a scene on its own ground with round corners.
func (k *Kit) Pictured(name string, high float32) Box {
	scene := k.Scene(name, high)
	scene.cover, scene.whole = true, true
	c := k.Card(scene).On(LampWash).Edged(None, 0).Pad(0, 0, 0, 0)
	c.radius = k.corner(3.6)
	return c
}

// Fixed keeps a scene from growing.
func (p *Picture) Fixed() *Picture { p.grow = 0; return p }

// art reads a picture once; black stands for the colour that is wanted, because
// the toolkit tints fills only (look §7).
func (k *Kit) art(path string, c Colour) fyne.Resource {
	name := path
	if c != None {
		name += k.hexOf(c)
	}
	a, ok := k.shared.art[name]
	if !ok {
		text, err := fs.ReadFile(k.shared.Data, path)
		a = drawing{missing: err != nil}
		if err == nil {
			svg := string(text)
			if c != None {
				svg = strings.ReplaceAll(svg, "#000000", k.hexOf(c))
			}
			a.resource = fyne.NewStaticResource(name, []byte(svg))
		}
		k.shared.art[name] = a
	}
	return a.resource
}

// Height is its own.
func (p *Picture) Height(float32) float32 { return p.high }

// Snug keeps a scene from taking more height than its width can use, so that what
// stands below it stands close.
func (p *Picture) Snug() *Picture { p.snug = true; return p }

// Grow is for scenes.
func (p *Picture) Grow(width float32) (share, most float32) {
	if !p.snug || p.resource == nil {
		return p.grow, 0
	}
	w, h, ok := proportions(p.resource)
	if !ok {
		return p.grow, 0
	}
	return p.grow, width * h / w
}

// proportions are a picture's width and height in its own measure.
func proportions(r fyne.Resource) (wide, high float32, ok bool) {
	m := viewBox.FindSubmatch(r.Content())
	if m == nil {
		return 0, 0, false
	}
	w, _ := strconv.ParseFloat(string(m[1]), 32) // the pattern lets only numbers through
	h, _ := strconv.ParseFloat(string(m[2]), 32)
	return float32(w), float32(h), w > 0
}

// Draw puts the picture into the middle of r.
func (p *Picture) Draw(d *Drawing, r Rect) {
	if p.resource == nil {
		d.Faults = append(d.Faults, "no picture "+p.name)
		return
	}
	w, h := p.wide, p.high
	if w == 0 {
		w, h = r.W, r.H
	}
	resource := p.resource
	if p.cover {
		resource = p.kit.cropped(p.resource, w, h, p.whole)
	}
	o := &canvas.Image{FillMode: canvas.ImageFillContain}
	d.Add(o, Rect{r.X + (r.W-w)/2, r.Y + (r.H-h)/2, w, h})
	o.Resource = resource
}

// svgOpen is the root element's beginning.
var svgOpen = regexp.MustCompile(`<svg[^>]*>`)

// viewBox is where an SVG says which part of it is seen.
var viewBox = regexp.MustCompile(`viewBox="0 0 ([0-9.]+) ([0-9.]+)"`)

// cropped is a scene in the proportions of w and h: its foot is kept, and a place
// that is too high has more ground above it. One that is too wide has more ground
// at both sides with whole set; without, the scene is pressed down into it. The part is moved by a group, because the SVG reader
// takes a view box's origin in pixels.
func (k *Kit) cropped(scene fyne.Resource, w, h float32, whole bool) fyne.Resource {
	name := fmt.Sprintf("%s@%.3f", scene.Name(), w/h)
	if a, ok := k.shared.art[name]; ok {
		return a.resource
	}
	svg := string(scene.Content())
	m := viewBox.FindStringSubmatch(svg)
	if m == nil {
		return scene
	}
	width, _ := strconv.ParseFloat(m[1], 64) // the pattern lets only numbers through
	height, _ := strconv.ParseFloat(m[2], 64)
	wide, high := width, width*float64(h/w)
	press := 1.0
	switch {
	case whole && high < height:
		wide, high = height*float64(w/h), height
	case high < height:
		press = high / height
	}
	svg = strings.Replace(svg, m[0], fmt.Sprintf(`viewBox="0 0 %.2f %.2f"`, wide, high), 1)
	if open := svgOpen.FindStringIndex(svg); open != nil {
		svg = svg[:open[1]] + fmt.Sprintf(`<g transform="translate(%.2f,%.2f) scale(1,%.4f)">`, (wide-width)/2, high-height*press, press) + svg[open[1]:]
		svg = strings.Replace(svg, "</svg>", "</g></svg>", 1)
	}
	r := fyne.NewStaticResource(name, []byte(svg))
	k.shared.art[name] = drawing{resource: r}
	return r
}

// Bitmap is a picture of dots shown whole-numbered larger, such as a receipt or
// a QR code; it is never smoothed.
type Bitmap struct {
	kit     *Kit
	picture image.Image
	side    float32 // px; 0: fits its place
	framed  bool
}

// QR is a code of mm millimetres with its quiet zone, white in every theme.
func (k *Kit) QR(text string, mm float32) *Bitmap {
	c, ok := k.shared.codes[text]
	if !ok {
		if len(k.shared.codes) > 8 { // codes of people who have gone
			clear(k.shared.codes)
		}
		c = code{picture: drawQR(text)}
		k.shared.codes[text] = c
	}
	return &Bitmap{kit: k, picture: c.picture, side: k.MM(mm)}
}

// quiet is the white border of a code in modules (ISO/IEC 18004).
const quiet = 4

func drawQR(text string) image.Image {
	c, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil
	}
	n := c.Size + 2*quiet
	p := image.NewPaletted(image.Rect(0, 0, n, n), color.Palette{color.White, color.Black})
	for y := range c.Size {
		for x := range c.Size {
			if c.Black(x, y) {
				p.SetColorIndex(x+quiet, y+quiet, 1)
			}
		}
	}
	return p
}

// Receipt is the receipt's own bitmap with a thin edge.
func (k *Kit) Receipt(picture image.Image) *Bitmap {
	return &Bitmap{kit: k, picture: picture, framed: true}
}

// Height is the code's side, or room for a receipt to be made out.
func (b *Bitmap) Height(float32) float32 {
	if b.side > 0 {
		return b.side
	}
	return b.kit.MM(30)
}

// Grow is for receipts.
func (b *Bitmap) Grow(float32) (share, most float32) {
	if b.side > 0 {
		return 0, 0
	}
	return 1, 0
}

// Draw puts the dots; whole multiples keep them sharp.
func (b *Bitmap) Draw(d *Drawing, r Rect) {
	if b.picture == nil {
		return
	}
	size := b.picture.Bounds().Size()
	w, h := float32(size.X), float32(size.Y)
	factor := min(r.W/w, r.H/h)
	if b.side > 0 {
		factor = min(factor, b.side/w)
	}
	if factor > 1 {
		factor = float32(int(factor))
	}
	w, h = w*factor, h*factor
	at := Rect{float32(int(r.X + (r.W-w)/2)), float32(int(r.Y + (r.H-h)/2)), w, h}
	if b.framed {
		d.Fill(at.Inset(-2, -2, -2, -2), White, 0, Edge, d.kit.MM(0.4))
	}
	o := canvas.NewImageFromImage(b.picture)
	o.FillMode = canvas.ImageFillStretch
	if factor >= 1 {
		o.ScaleMode = canvas.ImageScalePixels
	}
	d.Add(o, at)
}
