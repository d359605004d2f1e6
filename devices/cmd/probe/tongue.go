package main

import (
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"strings"
	"unicode"
)

// chineseWords has the Chinese beside each English phrase that a technician reads.
// The drivers' own explanations are in it, too: a word that they change and this
// table does not have fails the tests.
//
//go:embed zh.json
var chineseWords []byte

// tongue is the language of findings and advice: empty, it is English, as it stands
// in the sources; usage and error messages are always English.
type tongue map[string]string

// sentence is something said with its places still open, so that it can be said in
// another language.
type sentence struct {
	format string
	args   []any
}

func inWords(format string, args ...any) sentence { return sentence{format, args} }

// phrase is an argument that is translated, too.
type phrase string

// chinese reads the table; that it can be read is tested.
func chinese() (t tongue) {
	if err := json.Unmarshal(chineseWords, &t); err != nil {
		panic(fmt.Sprintf("the table of Chinese words is no JSON: %v", err))
	}
	return t
}

// tongueOf is the language that the surroundings ask for, the first that speaks.
func tongueOf(getenv func(string) string) tongue {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			if strings.HasPrefix(v, "zh") {
				return chinese()
			}
			return nil
		}
	}
	return nil
}

// orAsked is g until the flag --lang says another.
func (g tongue) orAsked(flags *flag.FlagSet) tongue {
	spoken := tongue{}
	maps.Copy(spoken, g)
	flags.Func("lang", "`language` of findings and advice, zh or en; without it by LANG", func(s string) error {
		switch s {
		case "zh":
			maps.Copy(spoken, chinese())
		case "en":
			clear(spoken)
		default:
			return fmt.Errorf("%q is none of zh, en", s)
		}
		return nil
	})
	return spoken
}

// text is a sentence in this language.
func (g tongue) text(s sentence) string {
	format := g.word(s.format)
	if len(s.args) == 0 {
		return format // a percent sign in it is one
	}
	args := make([]any, len(s.args))
	for i, a := range s.args {
		switch a := a.(type) {
		case sentence:
			args[i] = g.text(a)
		case phrase:
			args[i] = g.word(string(a))
		case column:
			args[i] = a.filled(g.word(string(a)))
		default:
			args[i] = a
		}
	}
	return fmt.Sprintf(format, args...)
}

// word is as it stands where the table has nothing for it.
func (g tongue) word(s string) string {
	if w, ok := g[s]; ok {
		return w
	}
	return s
}

// column is a phrase in the first column of the doctor's page, or nothing.
type column string

// filled makes the column eight cells wide, of which a Chinese character takes two.
func (column) filled(words string) string {
	cells := 0
	for _, r := range words {
		cells++
		if r >= unicode.MaxLatin1 {
			cells++
		}
	}
	return words + strings.Repeat(" ", max(0, 8-cells))
}

// detail takes a printer's details apart, which are phrases with semicolons and
// commas between them.
func detail(words string) sentence {
	var parts []any
	for i, part := range strings.Split(words, "; ") {
		if i > 0 {
			parts = append(parts, "; ")
		}
		var metres int
		if _, err := fmt.Sscanf(part, "about %d m of paper left", &metres); err == nil {
			parts = append(parts, inWords("about %d m of paper left", metres))
			continue
		}
		parts = append(parts, abilities(part))
	}
	return inWords(strings.Repeat("%s", len(parts)), parts...)
}

// abilities are what a printer can, or one phrase that has commas of its own.
func abilities(words string) sentence {
	said, others, _ := strings.Cut(words, ", ")
	if !strings.HasPrefix(said, "confirms ") && !strings.HasPrefix(said, "says ") && !strings.HasPrefix(said, "answers ") {
		return inWords("%s", phrase(words))
	}
	parts := []any{phrase(said)}
	for part := range strings.SplitSeq(others, ", ") {
		parts = append(parts, phrase(part))
	}
	return inWords("%s"+strings.Repeat(", %s", len(parts)-1), parts...)
}
