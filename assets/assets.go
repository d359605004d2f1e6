// Package assets carries the project's data inside the programs: fonts, the
// catalogue of matters, the station's profile. It imports nothing of ours and
// knows nobody who reads it.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed fonts/regular.otf
var regular []byte

//go:embed fonts/bold.otf
var bold []byte

//go:embed catalogue/*.json station/*.json fonts/OFL.txt
var data embed.FS

// Fonts are the two faces of the bundled Han font, as OTF with CFF outlines. The
// bytes are shared: do not write to them.
func Fonts() (regularFace, boldFace []byte) { return regular, bold }

// FS is the data, by the folders of this directory.
func FS() fs.FS { return data }
