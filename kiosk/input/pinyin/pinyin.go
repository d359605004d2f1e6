// Package pinyin turns letters into Chinese: whole sentences first, several of
// them, then the words and characters that they may begin with.
//
// It promises that every Han character it has a reading for, and by code point
// any other, can be reached; that nothing which a person typed, was offered or
// taught it outlives Reset; that it never fails on any input. It looks for the
// likeliest row of words over every way to cut the letters into syllables, whole
// or abbreviated, judging a word by the one before it.
//
// It must not know screens, forms or files: data comes as bytes, what a form
// expects as Context.
package pinyin

import "unicode"

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }
