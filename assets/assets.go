// Package assets carries the project's data inside the programs: the fonts, the
// catalogue of matters, the station's profile, the wording.
//
// It promises that the files of this directory are in the program as they were
// when it was built. It decodes none of them: what a file means is known by the
// room that reads it. It imports nothing of ours and knows nobody who reads it.
package assets

import (
	"embed"
	"io/fs"
)

// The faces and the input engines' data are bytes of their own: reading them
// through the file system below would copy megabytes each time.

//go:embed fonts/regular.otf
var regular []byte

//go:embed fonts/bold.otf
var bold []byte

//go:embed input/pinyin.bin
var pinyinWords []byte

//go:embed input/pairs.bin
var pinyinPairs []byte

//go:embed input/ink.bin
var ink []byte

//go:embed *.json catalogue/*.json dictionary/*.json station/*.json strings/*.json input/*.json input/*.txt
//go:embed icons/*.svg scenes/*.svg fonts/OFL.txt NOTICE.md
var data embed.FS

// Fonts are the two faces of the bundled Han font, as OTF with CFF outlines. The
// bytes are shared: do not write to them.
func Fonts() (regularFace, boldFace []byte) { return regular, bold }

// Pinyin is the words of the pinyin engine and which follows which. The bytes are
// shared: do not write to them.
func Pinyin() (words, pairs []byte) { return pinyinWords, pinyinPairs }

// Ink is the characters of the handwriting recogniser. The bytes are shared: do
// not write to them.
func Ink() []byte { return ink }

// FS is the data by path below this directory, for example "icons/bell.svg". It
// may be read from several goroutines at once.
func FS() fs.FS { return data }
