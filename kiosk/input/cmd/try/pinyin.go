package main

import (
	"errors"
	"fmt"

	"station365/assets"
	"station365/kiosk/input"
	"station365/kiosk/input/pinyin"
)

var errLong = errors.New("more letters than fit the panel; longer texts are written in pieces")

func startPinyin(o options) (engine, error) {
	lex, err := pinyin.Open(assets.Pinyin())
	if err != nil {
		return nil, fmt.Errorf("open lexicon: %w", err)
	}
	var fuzzy pinyin.Fuzzy
	if o.fuzzy {
		fuzzy = pinyin.FuzzySouth
	}
	c := pinyin.New(lex, fuzzy)
	if !o.bare {
		expected, err := input.Expect(assets.FS())
		if err != nil {
			return nil, fmt.Errorf("expect: %w", err)
		}
		c.Expect(expected)
	}
	return func(query string) ([]string, error) {
		letters, err := typed(query)
		if err != nil {
			return nil, err
		}
		return askPinyin(c, letters, o.candidates)
	}, nil
}

// askPinyin forgets after every query, so that none answers for another.
func askPinyin(c *pinyin.Composer, letters []byte, n int) ([]string, error) {
	c.Reset()
	if !c.Type(letters) {
		return nil, errLong
	}
	candidates := []string{}
	texts, _ := c.Offer(0, n)
	for _, t := range texts {
		candidates = append(candidates, t.Reveal())
	}
	return candidates, nil
}
