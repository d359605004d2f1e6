package backend

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// glassTheme serves the two bundled faces over another theme.
type glassTheme struct {
	fyne.Theme
	regular, bold fyne.Resource
}

func newGlassTheme(o Opts) glassTheme {
	th := o.Theme
	if th == nil {
		th = theme.DefaultTheme()
	}
	return glassTheme{
		Theme:   th,
		regular: fyne.NewStaticResource("regular", o.Regular),
		bold:    fyne.NewStaticResource("bold", o.Bold),
	}
}

func (t glassTheme) Font(style fyne.TextStyle) fyne.Resource {
	if style.Bold {
		return t.bold
	}
	return t.regular
}
