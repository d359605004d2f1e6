package backend

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// rectangleCommand follows Fyne: the stroke lies on the edge, half of it outside.
// An odd stroke goes one pixel further in, so that both its sides stay crisp.
func rectangleCommand(r *canvas.Rectangle, at fyne.Position) command {
	at, size := withAspect(r, at)
	c := command{kind: rectangles, box: pixelBox(at, size), fill: rgba(r.FillColor)}
	c.radii = radii(r, size)
	c.area = c.box
	if c.stroke = rgba(r.StrokeColor); c.stroke.A != 0 && r.StrokeWidth > 0 {
		c.width = max(1, round(r.StrokeWidth))
		c.area = c.box.Inset(-(c.width / 2))
	} else {
		c.stroke.R, c.stroke.G, c.stroke.B, c.stroke.A = 0, 0, 0, 0
	}
	return c
}

func withAspect(r *canvas.Rectangle, at fyne.Position) (fyne.Position, fyne.Size) {
	size := r.Size()
	if r.Aspect == 0 || size.Height == 0 {
		return at, size
	}
	fitted := size
	if size.Width/size.Height > r.Aspect {
		fitted.Width = size.Height * r.Aspect
	} else {
		fitted.Height = size.Width / r.Aspect
	}
	return at.AddXY((size.Width-fitted.Width)/2, (size.Height-fitted.Height)/2), fitted
}

// radii are the corners that fit: a corner may grow into the room that its
// neighbours leave, as Fyne 2.7 has it.
func radii(r *canvas.Rectangle, size fyne.Size) corners {
	own := func(corner float32) float32 {
		if corner == 0 {
			return r.CornerRadius
		}
		return corner
	}
	tl, tr := own(r.TopLeftCornerRadius), own(r.TopRightCornerRadius)
	br, bl := own(r.BottomRightCornerRadius), own(r.BottomLeftCornerRadius)
	return corners{
		fitting(tl, tr, bl, size), fitting(tr, tl, br, size),
		fitting(br, bl, tr, size), fitting(bl, br, tl, size),
	}
}

func fitting(radius, beside, across float32, size fyne.Size) int {
	halfWidth, halfHeight := size.Width/2, size.Height/2
	if radius > min(halfWidth, halfHeight) {
		room := min(size.Width-min(halfWidth, beside), size.Height-min(halfHeight, across))
		radius = min(room, radius)
	}
	return max(0, round(radius))
}

// circleCommand is a disc of the smaller side, in the middle of its box.
func circleCommand(c *canvas.Circle, at fyne.Position) command {
	box := pixelBox(at, c.Size())
	side := min(box.Dx(), box.Dy())
	corner := box.Min.Add(image.Pt((box.Dx()-side)/2, (box.Dy()-side)/2))
	out := command{kind: circles, box: image.Rectangle{Min: corner, Max: corner.Add(image.Pt(side, side))}, fill: rgba(c.FillColor)}
	out.area = out.box
	if stroke := rgba(c.StrokeColor); stroke.A != 0 && c.StrokeWidth > 0 {
		out.stroke, out.width = stroke, max(1, round(c.StrokeWidth))
		out.area = out.box.Inset(-(out.width / 2))
	}
	return out
}

// lineCommand turns an upright or level line into a rectangle, crisp and cheap.
func lineCommand(l *canvas.Line, at fyne.Position) command {
	from := at.Add(l.Position1.Subtract(l.Position()))
	to := at.Add(l.Position2.Subtract(l.Position()))
	width := max(1, l.StrokeWidth)
	if from.X == to.X || from.Y == to.Y {
		return straight(from, to, round(width), l)
	}
	s := segment{from.X, from.Y, to.X, to.Y, width}
	half := ceil(width/2) + 1
	area := image.Rect(floor(min(s.fromX, s.toX)), floor(min(s.fromY, s.toY)), ceil(max(s.fromX, s.toX)), ceil(max(s.fromY, s.toY)))
	return command{kind: lines, box: area, area: area.Inset(-half), line: s, fill: rgba(l.StrokeColor)}
}

func straight(from, to fyne.Position, width int, l *canvas.Line) command {
	box := image.Rect(round(from.X), round(from.Y), round(to.X), round(to.Y))
	if from.X == to.X {
		box.Min.X -= width / 2
		box.Max.X = box.Min.X + width
	} else {
		box.Min.Y -= width / 2
		box.Max.Y = box.Min.Y + width
	}
	return command{kind: rectangles, box: box, area: box, fill: rgba(l.StrokeColor)}
}

// textCommand places a text as Fyne does: by its alignment, in the middle of the height.
func textCommand(t *canvas.Text, at fyne.Position, l *letters) command {
	size, baseline := l.measure(t.Text, t.TextSize, t.TextStyle.Bold)
	room := t.Size()
	switch t.Alignment {
	case fyne.TextAlignTrailing:
		at.X += room.Width - size.Width
	case fyne.TextAlignCenter:
		at.X += (room.Width - size.Width) / 2
	}
	at.Y += max(0, (room.Height-size.Height)/2)
	box := pixelBox(at, size)
	colour := t.Color
	if colour == nil {
		colour = theme.Color(theme.ColorNameForeground)
	}
	// Letters may reach over their advance by a fraction of the em.
	reach := ceil(t.TextSize / 4)
	return command{
		kind: texts, box: box, area: box.Inset(-reach), fill: rgba(colour),
		text: textRun{text: t.Text, size: t.TextSize, bold: t.TextStyle.Bold, baseline: ceil(baseline)},
	}
}
