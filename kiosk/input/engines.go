package input

import (
	"fmt"
	"io/fs"

	"station365/kiosk/input/ink"
	"station365/kiosk/input/pinyin"
)

// Data is what the engines are made of.
type Data struct {
	Words, Pairs []byte // of the pinyin engine
	Ink          []byte // of the handwriting engine
	Files        fs.FS  // what forms may expect; see Expect
	South        bool   // take the sounds of the south for each other
}

// Engines are the data of both engines, read. They do not change and serve any
// number of panels, one after the other or at once.
type Engines struct {
	lexicon *pinyin.Lexicon
	context pinyin.Context
	fuzzy   pinyin.Fuzzy
	model   *ink.Model
}

// Load reads the data; it takes some hundred milliseconds on a board.
func Load(d Data) (*Engines, error) {
	e := &Engines{}
	var err error
	if e.lexicon, err = pinyin.Open(d.Words, d.Pairs); err != nil {
		return nil, fmt.Errorf("open lexicon: %w", err)
	}
	if e.context, err = Expect(d.Files); err != nil {
		return nil, fmt.Errorf("expect: %w", err)
	}
	if e.model, err = ink.Open(d.Ink); err != nil {
		return nil, fmt.Errorf("open characters: %w", err)
	}
	if d.South {
		e.fuzzy = pinyin.FuzzySouth
	}
	return e, nil
}
