package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var errNoLetters = errors.New("an object without letters: query, pinyin, letters, input or text")

// toned is syllables with the numbers of their tones behind each: ni3 hao3.
var toned = regexp.MustCompile(`^(?:[a-z]+[1-5]['\s]*){2,}$`)

// typed is what a person would have typed at the panel for a query, however it was
// written down: small letters, v for the u with two dots, the apostrophe between
// syllables, no tones.
func typed(query string) ([]byte, error) {
	query, err := unwrapped(strings.TrimSpace(strings.TrimPrefix(query, "\ufeff")))
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(query)) {
		switch {
		case r == '\u0308' || r == ':':
			if kept, is := strings.CutSuffix(b.String(), "u"); is {
				b.Reset()
				b.WriteString(kept + "v")
			}
		case unicode.Is(unicode.Mn, r): // the mark of a tone
		case unicode.IsSpace(r) || strings.ContainsRune("'’‘`´ʼ-_·,", r):
			b.WriteByte('\'')
		default:
			b.WriteRune(r)
		}
	}
	letters := b.String()
	if toned.MatchString(letters) {
		letters = strings.NewReplacer("1", "'", "2", "'", "3", "'", "4", "'", "5", "'").Replace(letters)
	}
	return []byte(strings.Trim(letters, "'")), nil
}

// unwrapped takes the letters out of JSON: an object, a list of syllables or a
// string. Fields that it does not know are left alone.
func unwrapped(query string) (string, error) {
	if query == "" || !strings.ContainsRune(`{["`, rune(query[0])) {
		return query, nil
	}
	var wrapped any
	if err := json.Unmarshal([]byte(query), &wrapped); err != nil {
		return "", fmt.Errorf("read JSON: %w", err)
	}
	if object, is := wrapped.(map[string]any); is {
		for _, name := range []string{"query", "pinyin", "letters", "input", "text"} {
			if value, has := object[name]; has {
				return joined(value)
			}
		}
	}
	return joined(wrapped)
}

func joined(value any) (string, error) {
	switch v := value.(type) {
	case string:
		return v, nil
	case []any:
		var sylls []string
		for _, item := range v {
			s, is := item.(string)
			if !is {
				return "", errNoLetters
			}
			sylls = append(sylls, s)
		}
		return strings.Join(sylls, " "), nil
	}
	return "", errNoLetters
}
