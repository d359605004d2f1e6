// Package words has everything that a resident reads or hears, by key, in one
// language. It promises that no text is missing silently: a key without words
// shows itself as ⟦key⟧. It knows no screen, no paper and no matter, and
// imports nothing of ours.
package words

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Table is one language's words. It does not change after Load and is safe for
// several goroutines.
type Table struct {
	lang  string
	texts map[string]string
}

var (
	keyShape    = regexp.MustCompile(`^[a-z][A-Za-z0-9-]*(\.[A-Za-z0-9-]+)*$`)
	placeholder = regexp.MustCompile(`\{([a-z][a-z-]*)\}`)
)

// Load reads a language, for example "zh-Hans", from the folder of string files:
// zh-Hans.json and every zh-Hans.<part>.json, each a flat object of key and
// text. {name} in a text is filled by T. A key that stands twice, a malformed
// key, an empty text and a stray brace are faults; all faults of all files come
// in one error, with file and key.
func Load(fsys fs.FS, lang string) (*Table, error) {
	names, err := fs.Glob(fsys, lang+"*.json")
	if err != nil {
		return nil, fmt.Errorf("list words: %w", err)
	}
	t := &Table{lang: lang, texts: map[string]string{}}
	var errs []error
	for _, name := range names {
		if !strings.HasPrefix(name, lang+".") {
			continue // another language whose name begins with this one's
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read words: %w", err)
		}
		for _, fault := range t.read(text) {
			errs = append(errs, fmt.Errorf("%s: %w", name, fault))
		}
	}
	if len(t.texts) == 0 && len(errs) == 0 {
		errs = append(errs, fmt.Errorf("no words for %q", lang))
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return t, nil
}

// read takes one file in. It goes token by token because the decoder for maps
// hides keys that stand twice.
func (t *Table) read(file []byte) (faults []error) {
	d := json.NewDecoder(bytes.NewReader(file))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return []error{errors.New("not an object of key and text")}
	}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return append(faults, fmt.Errorf("not JSON: %w", err))
		}
		key, _ := token.(string) // inside an object the decoder gives nothing else
		var text string
		if err := d.Decode(&text); err != nil {
			return append(faults, fmt.Errorf("%s: not a text: %w", key, err))
		}
		if fault := t.add(key, text); fault != nil {
			faults = append(faults, fault)
		}
	}
	if _, err := d.Token(); err != nil {
		return append(faults, fmt.Errorf("not JSON: %w", err))
	}
	if d.More() {
		faults = append(faults, errors.New("more than one object"))
	}
	return faults
}

func (t *Table) add(key, text string) error {
	if !keyShape.MatchString(key) {
		return fmt.Errorf("%q: not a key: letters, digits and hyphens, parts joined by dots", key)
	}
	if _, twice := t.texts[key]; twice {
		return fmt.Errorf("%s: stands twice", key)
	}
	if strings.TrimSpace(text) == "" {
		return fmt.Errorf("%s: no text", key)
	}
	if strings.ContainsAny(placeholder.ReplaceAllString(text, ""), "{}") {
		return fmt.Errorf("%s: a brace that is not {name}", key)
	}
	t.texts[key] = text
	return nil
}

// With is the table with more texts by key, which count before its own. They come
// from a kiosk's own data, not from the files that Load checks.
func (t *Table) With(more map[string]string) *Table {
	texts := maps.Clone(t.texts)
	maps.Copy(texts, more)
	return &Table{lang: t.lang, texts: texts}
}

// T is the text of key with its placeholders filled: args are name, value,
// name, value. An unknown key, or one with a placeholder that args do not fill,
// gives "⟦key⟧"; names that the text does not use are ignored. Where a language
// says one thing otherwise than several, key.one is its text for the {n} of "1".
func (t *Table) T(key string, args ...string) string {
	text, ok := t.texts[key]
	if !ok || len(args)%2 != 0 {
		return missing(key)
	}
	if one, ok := t.texts[key+forOne]; ok && isOne(args) {
		text = one
	}
	complete := true
	filled := placeholder.ReplaceAllStringFunc(text, func(p string) string {
		for i := 0; i < len(args); i += 2 {
			if "{"+args[i]+"}" == p {
				return args[i+1]
			}
		}
		complete = false
		return p
	})
	if !complete {
		return missing(key)
	}
	return filled
}

// forOne ends the key of a text for one thing.
const forOne = ".one"

// isOne tells that args fill {n} with one.
func isOne(args []string) bool {
	for i := 0; i < len(args); i += 2 {
		if args[i] == "n" {
			return args[i+1] == "1"
		}
	}
	return false
}

// isForOne tells the form of a text for one thing.
func (t *Table) isForOne(key string) bool {
	many, ok := strings.CutSuffix(key, forOne)
	return ok && slices.Contains(t.Names(many), "n")
}

func missing(key string) string { return "⟦" + key + "⟧" }

// Has reports whether there are words for key.
func (t *Table) Has(key string) bool { _, ok := t.texts[key]; return ok }

// Keys lists every key, sorted.
func (t *Table) Keys() []string { return slices.Sorted(maps.Keys(t.texts)) }

// Names lists the placeholders of a key's text in the order they first stand.
func (t *Table) Names(key string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(t.texts[key], -1) {
		if !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	return names
}

// Lang is the language's name, for example "zh-Hans".
func (t *Table) Lang() string { return t.lang }
