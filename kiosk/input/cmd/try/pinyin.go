package main

import (
	"bytes"
	"fmt"

	"station365/assets"
	"station365/kiosk/input"
	"station365/kiosk/input/pinyin"
)

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
	return func(query string) ([]string, error) { return askPinyin(c, query, o.candidates), nil }, nil
}

// askPinyin forgets after every query, so that none answers for another.
func askPinyin(c *pinyin.Composer, query string, n int) []string {
	c.Reset()
	// Syllables may be written apart; a person at the panel types none.
	c.Type(bytes.ReplaceAll([]byte(query), []byte(" "), []byte("'")))
	candidates := []string{}
	texts, _ := c.Offer(0, n)
	for _, t := range texts {
		candidates = append(candidates, t.Reveal())
	}
	return candidates
}
