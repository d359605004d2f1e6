package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"station365/assets"
	"station365/build/cmd/demo/programs"
	reader "station365/devices/idcard/sam/emulator"
	"station365/kiosk/words"
)

// walked are the two people of a walk: an everyday card, and a name whose
// characters most machines cannot write.
var walked = []string{"lixiuyun", "wangyingjie"}

// The matters that a walk does.
const (
	residence = "residence-registration"
	concern   = "concern"
)

// walk does the main job by itself and says at the end what it saw.
func (d *demo) walk(ctx context.Context) error {
	strings, err := fs.Sub(assets.FS(), "strings")
	if err != nil {
		return fmt.Errorf("read the words: %w", err)
	}
	table, err := words.Load(strings, "zh-Hans")
	if err != nil {
		return fmt.Errorf("read the words: %w", err)
	}
	w := &walker{ctx: ctx, glass: d.glass, eye: eye{table}, term: d.term, pictures: filepath.Join(d.home.dir, "pictures"),
		saved: map[[sha256.Size]byte]bool{}, caught: map[string]bool{}}
	if err := os.MkdirAll(w.pictures, 0o700); err != nil {
		return fmt.Errorf("make the directory of pictures: %w", err)
	}
	if err := d.writePeople(); err != nil {
		return err
	}
	for i, id := range walked {
		p, ok := d.people.find(id)
		if !ok {
			return fmt.Errorf("nobody is called %q", id)
		}
		v := visit{demo: d, walker: w, person: p, nth: i + 1}
		v.register()
		v.moveOn()
		v.findByCard()
		if i > 0 {
			v.speak()
			v.moveOn()
			v.findByNumber()
			v.findByScan()
		}
	}
	return errors.Join(w.err, d.report(ctx, w))
}

// writePeople says who was used.
func (d *demo) writePeople() error {
	var used []reader.Person
	for _, id := range walked {
		if p, ok := d.people.find(id); ok {
			used = append(used, p)
		}
	}
	text, err := json.MarshalIndent(map[string]any{"people": used}, "", "  ")
	if err != nil {
		return fmt.Errorf("write the people: %w", err)
	}
	if err := os.WriteFile(filepath.Join(d.home.dir, "personas.json"), append(text, '\n'), 0o600); err != nil {
		return fmt.Errorf("write the people: %w", err)
	}
	return nil
}

// report prints the centre's records with its own command, and the verdict.
func (d *demo) report(ctx context.Context, w *walker) error {
	d.term.say("\nwhat the centre holds (centre cases list, centre records):")
	for _, args := range [][]string{{"cases", "list"}, {"records"}} {
		text, err := programs.Run(ctx, d.home.program("centre"), append(args, "--dir", d.home.centre())...)
		if err != nil {
			return err
		}
		d.term.say("%s", text)
	}
	if peak, err := d.kiosk.Peak(); err == nil { // a figure, no part of the verdict
		d.term.say("the kiosk held at most %d MB", peak>>20)
	}
	if w.err != nil {
		return errors.New("the walk did not see everything")
	}
	d.term.say("the walk saw on the kiosk's screen: the centre's acknowledgement and the changed status, for %d people", len(walked))
	d.term.say("%d pictures are in %s", w.count, w.pictures)
	return nil
}
