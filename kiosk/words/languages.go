package words

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// Own is the language that the kiosk speaks unless a resident asks for another.
const Own = "zh-Hans"

// Keys that tell of a language itself.
const (
	// NameKey is the language's name in its own words, as it is offered.
	NameKey = "language.name"
	// basisKey names another language whose texts stand in for those that a
	// language has not: one that is only spoken brings its name and sound clips.
	basisKey = "language.basis"
)

// Languages lists the languages of a folder of string files, the kiosk's own
// first, the others by name. A language is there by its files.
func Languages(fsys fs.FS) ([]string, error) {
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, fmt.Errorf("list languages: %w", err)
	}
	var languages []string
	for _, name := range names {
		language, _, _ := strings.Cut(name, ".")
		if !slices.Contains(languages, language) {
			languages = append(languages, language)
		}
	}
	slices.Sort(languages)
	if i := slices.Index(languages, Own); i > 0 {
		languages = slices.Insert(slices.Delete(languages, i, i+1), 0, Own)
	}
	return languages, nil
}

// LoadAll reads every language of the folder, in the order of Languages. A
// language with a basis has its basis's texts where it has none.
func LoadAll(fsys fs.FS) (tables []*Table, err error) {
	languages, err := Languages(fsys)
	if err != nil {
		return nil, err
	}
	if len(languages) == 0 || languages[0] != Own {
		return nil, fmt.Errorf("no words for %q", Own)
	}
	var errs []error
	for _, language := range languages {
		t, err := Load(fsys, language)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		tables = append(tables, t)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return basedOn(tables)
}

// basedOn gives the tables with a basis what they lack.
func basedOn(tables []*Table) (whole []*Table, err error) {
	var errs []error
	for _, t := range tables {
		basis, ok := t.texts[basisKey]
		if !ok {
			whole = append(whole, t)
			continue
		}
		i := slices.IndexFunc(tables, func(b *Table) bool { return b.lang == basis && !b.Has(basisKey) })
		if i < 0 {
			errs = append(errs, fmt.Errorf("%s: %s: %q is no language with words of its own", t.lang, basisKey, basis))
			continue
		}
		texts := maps.Clone(tables[i].texts)
		maps.Copy(texts, t.texts)
		whole = append(whole, &Table{lang: t.lang, texts: texts})
	}
	return whole, errors.Join(errs...)
}

// Complete compares a language with the one that it is to say all of: a key that
// one of them lacks and a text with other placeholders are faults. A language may
// have its own forms for one thing (see T) and for little room (key.short).
func (t *Table) Complete(of *Table) error {
	var errs []error
	for _, key := range of.Keys() {
		if !t.Has(key) && !of.isForOne(key) {
			errs = append(errs, fmt.Errorf("%s: %s: not said", t.lang, key))
		}
	}
	for _, key := range t.Keys() {
		own := strings.TrimSuffix(strings.TrimSuffix(key, forOne), inShort)
		switch {
		case key == basisKey || !t.isForOne(key) && of.Has(key) && sameNames(t.Names(key), of.Names(key)):
		case (t.isForOne(key) || !of.Has(key)) && own != key && of.Has(own) && sameNames(t.Names(key), of.Names(own)):
		case of.Has(own):
			errs = append(errs, fmt.Errorf("%s: %s: placeholders %v, in %s %v", t.lang, key, t.Names(key), of.lang, of.Names(own)))
		default:
			errs = append(errs, fmt.Errorf("%s: %s: there is no such text in %s", t.lang, key, of.lang))
		}
	}
	return errors.Join(errs...)
}

// inShort ends the key of a text in fewer words, for where there is little room.
const inShort = ".short"

func sameNames(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
