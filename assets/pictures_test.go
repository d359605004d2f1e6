package assets_test

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestIconsAreOneColourThatTintingCanReplace(t *testing.T) {
	n := 0
	eachFile(t, ".svg", func(name string, text []byte) {
		if !strings.HasPrefix(name, "icons/") {
			return
		}
		n++
		for _, e := range elements(t, name, text) {
			if fill := attribute(e, "fill"); e.Name.Local != "svg" && fill != "#000000" {
				t.Errorf("%s: fill %q; allowed: #000000", name, fill)
			}
		}
	})
	if n < 60 {
		t.Errorf("%d icons, want the whole set", n)
	}
}

// The toolkit draws a stroke in pixels, whatever the size of the picture, and
// drops what is not listed here.
func TestPicturesUseOnlyWhatTheReaderScales(t *testing.T) {
	shapes := []string{"svg", "path", "circle"}
	known := []string{"xmlns", "width", "height", "viewBox", "d", "cx", "cy", "r", "fill"}
	eachFile(t, ".svg", func(name string, text []byte) {
		for _, e := range elements(t, name, text) {
			if !slices.Contains(shapes, e.Name.Local) {
				t.Errorf("%s: <%s>; allowed: %v", name, e.Name.Local, shapes)
			}
			for _, a := range e.Attr {
				if !slices.Contains(known, a.Name.Local) {
					t.Errorf("%s: %s on <%s>; allowed: %v", name, a.Name.Local, e.Name.Local, known)
				}
			}
			if strings.ContainsAny(attribute(e, "d"), "abcdefghijklmnopqrstuvwxyzAHQSTV") {
				t.Errorf("%s: a path with more than absolute M, L, C and Z", name)
			}
		}
	})
}

func TestEveryPictureTheScreensNeedIsThere(t *testing.T) {
	for _, name := range []string{
		"mark", "hills", "slip", "card-put", "card-take", "face-woman", "face-man", "face-young",
		"door-matter", "door-speak", "door-neighbours", "door-mycases", "door-whereabouts", "door-unsure",
	} {
		if len(elements(t, name, read(t, "scenes/"+name+".svg"))) < 3 {
			t.Errorf("%s is empty", name)
		}
	}
}

// elements are the start tags of an SVG file.
func elements(t *testing.T, name string, text []byte) []xml.StartElement {
	t.Helper()
	var out []xml.StartElement
	d := xml.NewDecoder(strings.NewReader(string(text)))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if e, ok := token.(xml.StartElement); ok {
			out = append(out, e)
		}
	}
}

// attribute is an attribute's value, "" if the element has none of the name.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
