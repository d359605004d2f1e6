package backend

import (
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// target is something a finger can do something with.
type target struct {
	object fyne.CanvasObject
	at     fyne.Position
	area   image.Rectangle // what of it can be seen
	name   string
}

// scene is what one walk over the visible trees found, in painting order.
type scene struct {
	commands []command
	targets  []target
	texts    []string
}

// walker turns trees into a scene. One walker serves one walk.
type walker struct {
	scene
	letters *letters
	album   *album
	odd     func(typeName string)
}

// tree walks one tree; its targets replace those beneath it when it is laid over
// the content, because no finger gets past an overlay.
func (w *walker) tree(root fyne.CanvasObject, glass image.Rectangle) {
	w.targets = w.targets[:0]
	w.visit(root, fyne.Position{}, glass)
}

func (w *walker) visit(o fyne.CanvasObject, parent fyne.Position, clip image.Rectangle) {
	if o == nil || !o.Visible() {
		return
	}
	at := parent.Add(o.Position())
	var children []fyne.CanvasObject
	drawn := false
	switch o := o.(type) {
	case *fyne.Container:
		children = o.Objects
	case fyne.Widget:
		renderer := test.WidgetRenderer(o)
		children = renderer.Objects()
		if clips(o, renderer) {
			clip = clip.Intersect(pixelBox(at, o.Size()))
		}
	default:
		drawn = true
	}
	w.touchable(o, at, clip)
	if drawn {
		w.primitive(o, at, clip)
		return
	}
	if clip.Empty() {
		return
	}
	for _, child := range children {
		w.visit(child, at, clip)
	}
}

// clips says that an object hides what of its children lies outside of it.
func clips(o fyne.CanvasObject, r fyne.WidgetRenderer) bool {
	if _, scrolls := o.(fyne.Scrollable); scrolls {
		return true
	}
	_, is := r.(interface{ IsClip() })
	return is
}

func (w *walker) touchable(o fyne.CanvasObject, at fyne.Position, clip image.Rectangle) {
	_, tappable := o.(fyne.Tappable)
	_, draggable := o.(fyne.Draggable)
	area := pixelBox(at, o.Size()).Intersect(clip)
	if (tappable || draggable) && !area.Empty() {
		w.targets = append(w.targets, target{object: o, at: at, area: area, name: nameOf(o)})
	}
}

func nameOf(o fyne.CanvasObject) string {
	if named, ok := o.(interface{ AccessibleName() string }); ok {
		return named.AccessibleName()
	}
	return ""
}

func (w *walker) primitive(o fyne.CanvasObject, at fyne.Position, clip image.Rectangle) {
	switch o := o.(type) {
	case *canvas.Rectangle:
		w.add(rectangleCommand(o, at), clip)
	case *canvas.Text:
		w.text(o, at, clip)
	case *canvas.Image:
		w.picture(w.album.image(o, pixelBox(at, o.Size())), clip)
	case *canvas.Circle:
		w.add(circleCommand(o, at), clip)
	case *canvas.Line:
		w.add(lineCommand(o, at), clip)
	case *canvas.Raster:
		w.picture(w.album.raster(o, pixelBox(at, o.Size())), clip)
	default:
		w.odd(fmt.Sprintf("%T", o))
	}
}

func (w *walker) text(t *canvas.Text, at fyne.Position, clip image.Rectangle) {
	if t.Text == "" {
		return
	}
	if w.add(textCommand(t, at, w.letters), clip) {
		w.texts = append(w.texts, t.Text)
	}
}

func (w *walker) picture(c command, clip image.Rectangle) {
	if c.pixels != nil {
		w.add(c, clip)
	}
}

// add keeps a command that leaves something to see.
func (w *walker) add(c command, clip image.Rectangle) bool {
	c.area = c.area.Intersect(clip)
	unseen := c.fill.A == 0 && c.stroke.A == 0 && c.pixels == nil
	if c.area.Empty() || unseen {
		return false
	}
	w.commands = append(w.commands, c)
	return true
}
