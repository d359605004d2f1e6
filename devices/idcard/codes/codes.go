// Package codes knows the code lists that identity cards are written in: ethnic
// groups (GB/T 3304 and what a place adds to it), the first digits of numbers
// (GB/T 2260) and nationalities (GB/T 2659). It promises that a code in no list is
// a warning on the card and never a refusal. It knows no reader and no wording.
package codes

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"

	"station365/devices/idcard"
)

// Tables are the lists. They do not change and are safe for several goroutines.
type Tables struct {
	groups    map[string]string // by code of two digits: the standard's, then the place's
	local     map[string]bool   // the codes among them that the standard does not have
	provinces map[string]bool
	nations   map[string]bool
}

// coded is one line of a list.
type coded struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// localGroup is a group that cards of a place name, under one of several codes:
// registers never agreed on one.
type localGroup struct {
	Name  string   `json:"name"`
	Codes []string `json:"codes"`
}

// Read reads the lists out of a folder like assets/dictionary. local, if not nil,
// is a file of local ethnic groups in the place of the folder's own:
//
//	{"local": [{"name": "…", "codes": ["59"]}]}
func Read(folder fs.FS, local io.Reader) (*Tables, error) {
	var groups struct {
		Groups []coded      `json:"groups"`
		Local  []localGroup `json:"local"`
	}
	var divisions struct {
		Provinces []coded `json:"provinces"`
	}
	var nations struct {
		Codes []string `json:"codes"`
	}
	err := errors.Join(decodeFile(folder, "ethnic-groups.json", &groups), decodeFile(folder, "divisions.json", &divisions),
		decodeFile(folder, "nationalities.json", &nations))
	if err == nil && local != nil {
		groups.Local, err = readLocal(local)
	}
	if err != nil {
		return nil, fmt.Errorf("read code lists: %w", err)
	}
	t := &Tables{groups: map[string]string{}, local: map[string]bool{}, provinces: map[string]bool{}, nations: map[string]bool{}}
	for _, g := range groups.Groups {
		t.groups[g.Code] = g.Name
	}
	for _, p := range divisions.Provinces {
		t.provinces[p.Code] = true
	}
	for _, c := range nations.Codes {
		t.nations[c] = true
	}
	return t, t.add(groups.Local)
}

func decodeFile(folder fs.FS, name string, into any) error {
	text, err := fs.ReadFile(folder, name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// readLocal is strict: the file is written by hand.
func readLocal(file io.Reader) ([]localGroup, error) {
	var groups struct {
		Local []localGroup `json:"local"`
	}
	d := json.NewDecoder(file)
	d.DisallowUnknownFields()
	if err := d.Decode(&groups); err != nil {
		return nil, fmt.Errorf("local ethnic groups: %w", err)
	}
	return groups.Local, nil
}

var twoDigits = regexp.MustCompile(`^[0-9]{2}$`)

// add takes the local groups in. A code of the standard keeps its meaning.
func (t *Tables) add(local []localGroup) error {
	for _, g := range local {
		for _, code := range g.Codes {
			if _, taken := t.groups[code]; taken || !twoDigits.MatchString(code) || g.Name == "" {
				return fmt.Errorf("local ethnic group %q: code %q is not two digits or has another meaning", g.Name, code)
			}
			t.groups[code], t.local[code] = g.Name, true
		}
	}
	return nil
}

// EthnicGroup is the name of a code.
func (t *Tables) EthnicGroup(code string) (name string, known bool) {
	name, known = t.groups[code]
	return name, known
}

// LocalGroups are the groups that the standard does not have, by code.
func (t *Tables) LocalGroups() map[string]string {
	local := map[string]string{}
	for code := range t.local {
		local[code] = t.groups[code]
	}
	return local
}

// Check compares a card's codes with the lists and gives the warnings.
func (t *Tables) Check(c *idcard.Card) (warnings []string) {
	if c.Kind == idcard.Resident {
		if _, known := t.groups[c.EthnicGroup]; !known {
			warnings = append(warnings, idcard.EthnicUnknown)
		}
	}
	switch c.Kind {
	case idcard.Resident, idcard.HongKongMacaoTW:
		if number := c.IDNumber.Reveal(); len(number) < 2 || !t.provinces[number[:2]] {
			warnings = append(warnings, idcard.DivisionUnknown)
		}
	case idcard.Foreign2017, idcard.Foreign2023:
		if !t.nations[c.Nationality] {
			warnings = append(warnings, idcard.NationUnknown)
		}
	}
	return warnings
}
