package main

import (
	"fmt"
	"io"

	"station365/build/cmd/demo/page"
	reader "station365/devices/idcard/sam/emulator"
)

// people are the invented people whose cards lie in the tray.
type people []reader.Person

func readPeople(r io.Reader) (people, error) {
	all, err := reader.ReadPeople(r)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if _, err := p.Text(); err != nil {
			return nil, fmt.Errorf("the card of %s: %w", p.ID, err)
		}
	}
	return all, nil
}

func (all people) find(id string) (reader.Person, bool) {
	for _, p := range all {
		if p.ID == id {
			return p, true
		}
	}
	return reader.Person{}, false
}

// tray is what the page shows of them.
func (all people) tray() []page.Person {
	tray := []page.Person{}
	for _, p := range all {
		name := p.Name
		if name == "" {
			name = p.EnglishName
		}
		tray = append(tray, page.Person{ID: p.ID, Name: name, Kind: p.Kind, Sex: p.Sex, Note: p.Note})
	}
	return tray
}
