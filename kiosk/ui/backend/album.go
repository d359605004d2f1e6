package backend

import (
	"bytes"
	"image"
	_ "image/jpeg" // photographs given as resources
	_ "image/png"  // pictures given as resources
	"reflect"

	"golang.org/x/image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// namedBytes holds the icons of all pages and some scenes at their sizes.
const namedBytes = 12 << 20

// album keeps pictures at the size they are shown in, so that painting is a copy.
//
// Pictures of resources are known by their name, which is unique for each tint,
// and stay. Pictures of images and rasters may show a person's data: they live
// only as long as they are on the glass.
type album struct {
	named       *bounded[pictureKey, *image.RGBA]
	shown, next map[pictureKey]*image.RGBA
	failed      func(name string, err error)
}

// pictureKey names a picture at its size. Of name and source one is set.
type pictureKey struct {
	name   string
	source any
	size   image.Point
	fill   canvas.ImageFill
	scale  canvas.ImageScale
	radius int
}

func newAlbum(failed func(name string, err error)) *album {
	weigh := func(p *image.RGBA) int {
		if p == nil {
			return 128
		}
		return len(p.Pix) + 128
	}
	return &album{
		named: newBounded[pictureKey](namedBytes, weigh),
		shown: map[pictureKey]*image.RGBA{}, next: map[pictureKey]*image.RGBA{}, failed: failed,
	}
}

// turn ends a walk: what it did not ask for is forgotten.
func (a *album) turn() { a.shown, a.next = a.next, map[pictureKey]*image.RGBA{} }

// forget drops what was made of an image or raster whose pixels have changed.
func (a *album) forget(o fyne.CanvasObject) {
	var source any
	switch o := o.(type) {
	case *canvas.Image:
		if o.Resource != nil || o.Image == nil {
			return
		}
		source = o.Image
	case *canvas.Raster:
		source = o
	default:
		return
	}
	for key := range a.shown {
		if key.source == source {
			delete(a.shown, key)
		}
	}
}

// image is the command for a canvas.Image; without pixels when there is nothing
// to show.
func (a *album) image(i *canvas.Image, box image.Rectangle) command {
	if box.Empty() || i.Alpha() <= 0 {
		return command{}
	}
	key := pictureKey{size: box.Size(), fill: i.FillMode, scale: i.ScaleMode, radius: round(i.CornerRadius)}
	c := command{kind: pictures, box: box, area: box, alpha: uint8(i.Alpha()*0xff + 0.5)}
	switch {
	case i.Resource != nil:
		key.name = i.Resource.Name()
		c.pixels = a.named.get(key, func() *image.RGBA { return a.fromResource(i.Resource, key) })
	case i.Image != nil:
		c.pixels = a.live(key, i.Image, func() *image.RGBA { return rounded(fitted(i.Image, key), key.radius) })
	}
	return c
}

func (a *album) raster(r *canvas.Raster, box image.Rectangle) command {
	if box.Empty() || r.Generator == nil || r.Alpha() <= 0 {
		return command{}
	}
	key := pictureKey{size: box.Size(), scale: r.ScaleMode}
	c := command{kind: pictures, box: box, area: box, alpha: uint8(r.Alpha()*0xff + 0.5)}
	c.pixels = a.live(key, r, func() *image.RGBA { return fitted(r.Generator(box.Dx(), box.Dy()), key) })
	return c
}

// live answers the picture of a source that is on the glass, or makes it. A
// source that Go cannot compare is made anew each time.
func (a *album) live(key pictureKey, source any, make func() *image.RGBA) *image.RGBA {
	if !reflect.TypeOf(source).Comparable() {
		return make()
	}
	key.source = source
	pixels, ok := a.shown[key]
	if !ok {
		pixels = make()
	}
	a.next[key] = pixels
	return pixels
}

func (a *album) fromResource(r fyne.Resource, key pictureKey) *image.RGBA {
	pixels, err := decode(r.Content(), key)
	if err != nil {
		a.failed(r.Name(), err)
		return nil
	}
	return rounded(pixels, key.radius)
}

func decode(content []byte, key pictureKey) (*image.RGBA, error) {
	if isSVG(key.name, content) {
		return drawSVG(content, key)
	}
	decoded, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	return fitted(decoded, key), nil
}

// fitted scales a picture into its box as the fill mode says.
func fitted(src image.Image, key pictureKey) *image.RGBA {
	dst := image.NewRGBA(image.Rectangle{Max: key.size})
	if src == nil || src.Bounds().Empty() {
		return dst
	}
	box := placed(src.Bounds().Size(), key)
	if box.Size() == src.Bounds().Size() {
		draw.Draw(dst, box, src, src.Bounds().Min, draw.Src)
		return dst
	}
	scaler(key.scale).Scale(dst, box, src, src.Bounds(), draw.Src, nil)
	return dst
}

func scaler(mode canvas.ImageScale) draw.Scaler {
	switch mode {
	case canvas.ImageScalePixels:
		return draw.NearestNeighbor
	case canvas.ImageScaleFastest:
		return draw.ApproxBiLinear
	}
	return draw.CatmullRom
}

// placed is where a picture of some proportions lies within its box.
func placed(source image.Point, key pictureKey) image.Rectangle {
	box := image.Rectangle{Max: key.size}
	if key.fill == canvas.ImageFillStretch || source.X == 0 || source.Y == 0 {
		return box
	}
	wide := key.size.X*source.Y > key.size.Y*source.X // the box is the wider one
	width, height := key.size.X, key.size.Y
	if wide == (key.fill != canvas.ImageFillCover) {
		width = height * source.X / source.Y
	} else {
		height = width * source.Y / source.X
	}
	corner := image.Pt((key.size.X-width)/2, (key.size.Y-height)/2)
	return image.Rectangle{Min: corner, Max: corner.Add(image.Pt(width, height))}
}
