package main

import (
	"regexp"
	"strings"
	"unicode"

	"station365/kiosk/ui/backend"
	"station365/kiosk/words"
)

// The names that the kiosk's screens give to what can be touched. This file is
// the only one that knows them.
const (
	nameStart       = "start"
	nameSpeakDoor   = "door:speak"
	nameMattersDoor = "door:matter"
	nameCasesDoor   = "door:mycases"
	nameNext        = "nav:next"
	nameByCard      = "find:card"
	nameByNumber    = "find:number"
	namePageOn      = "page:next"
	namePageBack    = "page:previous"
	choicePrefix    = "choice:"
	keyPrefix       = "key:"
	matterPrefix    = "matter:"
	casePrefix      = "case:"
	modePrefix      = "mode:"
	textPrefix      = "text:"
	nameSheet       = "sheet"
)

// eye reads what is on the glass with the kiosk's own words.
type eye struct{ words *words.Table }

// target finds what is called name and can be touched now.
func (s sight) target(name string) (backend.Target, bool) {
	for _, t := range s.on.Targets {
		if t.Name == name && t.Enabled {
			return t, true
		}
	}
	return backend.Target{}, false
}

// offers reports whether something called name can be touched now.
func (s sight) offers(name string) bool {
	_, ok := s.target(name)
	return ok
}

// choices lists what can be chosen, in the order of the screen.
func (s sight) choices() []string {
	var names []string
	for _, t := range s.on.Targets {
		if strings.HasPrefix(t.Name, choicePrefix) && t.Enabled {
			names = append(names, t.Name)
		}
	}
	return names
}

// written reports whether words are asked for.
func (s sight) written() bool { return s.offers(modePrefix+"pinyin") || s.offers(modePrefix+"ink") }

// typed reports whether digits are asked for.
func (s sight) typed() bool { return s.offers(keyPrefix + "1") }

// text is everything that stands on the glass, without the gaps that lines make.
func (s sight) text() string { return tight(strings.Join(s.on.Texts, "")) }

func tight(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// shortly marks the words that stand in for a key's own where room is short.
const shortly = ".short"

// says reports whether the words of key, or its short ones, stand on the glass,
// up to the places that are filled in.
func (e eye) says(s sight, key string) bool {
	text := s.text()
	for _, k := range []string{key, key + shortly} {
		if e.words.Has(k) && strings.Contains(text, e.beginning(k)) {
			return true
		}
	}
	return false
}

// beginning is the longest part of a text that is the same for everybody.
func (e eye) beginning(key string) string {
	var blanks []string
	for _, name := range e.words.Names(key) {
		blanks = append(blanks, name, "\x00")
	}
	longest := ""
	for _, part := range strings.Split(e.words.T(key, blanks...), "\x00") {
		if len(tight(part)) > len(longest) {
			longest = tight(part)
		}
	}
	return longest
}

// question is the key of the question on the glass, "" for none. One question's
// words may stand in another's: the longest counts.
func (e eye) question(s sight) (key string) {
	text, longest := s.text(), 0
	for _, k := range e.words.Keys() {
		asks := strings.TrimSuffix(k, shortly)
		if words := e.beginning(k); strings.HasSuffix(asks, ".q") && len(words) > longest && strings.Contains(text, words) {
			key, longest = asks, len(words)
		}
	}
	return key
}

var (
	numberShape = regexp.MustCompile(`^` + prefix + `-\d{4,9}-\d$`)
	codeShape   = regexp.MustCompile(`[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}`)
)

// number is the case number on the glass, "" for none.
func (s sight) number() string {
	for _, text := range s.on.Texts {
		if n := tight(text); numberShape.MatchString(n) {
			return n
		}
	}
	return ""
}

// code is the check code on the glass, "" for none.
func (s sight) code() string { return codeShape.FindString(s.text()) }
