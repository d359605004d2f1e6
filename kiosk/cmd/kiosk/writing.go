package main

import (
	"sync"

	"station365/assets"
	"station365/kiosk/input"
)

// inputConfig is how people write here.
type inputConfig struct {
	South bool `toml:"south"` // zh and z, n and l, ing and in are taken for each other
}

// writing loads the engines of the input panel at the first question in words; a
// kiosk that asks none never has them in memory.
func (c inputConfig) writing() func() (*input.Engines, error) {
	return sync.OnceValues(func() (*input.Engines, error) {
		words, pairs := assets.Pinyin()
		return input.Load(input.Data{Words: words, Pairs: pairs, Ink: assets.Ink(), Files: assets.FS(), South: c.South})
	})
}
