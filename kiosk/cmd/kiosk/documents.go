package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"sync"

	"station365/assets"
	"station365/kiosk/catalogue"
	"station365/kiosk/flow"
	"station365/kiosk/receipt"
	"station365/kiosk/station"
	"station365/sync/inbox"
	"station365/sync/wire"
)

// documentsDir holds the last good documents of the centre, in the state
// directory.
const documentsDir = "documents"

// documents is what this kiosk works with: what the program and its
// configuration brought, and over it the newest good documents of the centre.
type documents struct {
	machine string
	file    config       // what the kiosk's own file says
	shelf   *inbox.Shelf // nil for a kiosk that no centre knows

	mu    sync.Mutex
	place place
	paper *receipt.Papers
	set   config // the file with the centre's settings over it
}

// newDocuments begins with p. Without a centre it stays at that. A directory
// that cannot be used costs the documents, not the kiosk.
func newDocuments(p place, c config, e enrolment, log *slog.Logger) *documents {
	d := &documents{machine: c.Kiosk.ID, file: c, set: c, place: p, paper: newPapers(p, c.Kiosk.ID)}
	if e.err != nil {
		return d
	}
	var warning, err error
	d.shelf, warning, err = inbox.OpenShelf(filepath.Join(c.Kiosk.State, documentsDir), e.identity, d.checks(e.identity.Community))
	if err != nil {
		log.Error("no documents of the centre are taken", "error", err)
		return d
	}
	if warning != nil {
		log.Error("a document that was kept is no good any more; the centre will say it again", "error", warning)
	}
	for _, kind := range wire.DocumentKinds() {
		if content, version, held := d.shelf.Content(kind); held {
			d.take(kind, version, content)
		}
	}
	return d
}

// Documents is what a visit that begins now works with.
func (d *documents) Documents() flow.Documents {
	d.mu.Lock()
	defer d.mu.Unlock()
	return flow.Documents{Catalogue: d.place.catalogue, Station: d.place.station, Places: d.place.places, Papers: d.paper, Settings: d.set.settings()}
}

// take puts a checked document in the place of the one before it.
func (d *documents) take(kind string, _ uint64, content []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.place
	var s wire.Settings
	var err error
	switch kind {
	case wire.KindCatalogue:
		p.catalogue, err = catalogue.Decode(content)
	case wire.KindPlaces:
		p.places, err = station.ReadPlaces(bytes.NewReader(content))
	case wire.KindStation:
		p.station, err = station.Read(bytes.NewReader(content))
	case wire.KindSettings:
		if s, err = wire.DecodeSettings(content); err == nil {
			d.set = d.file.with(s)
		}
	}
	if err == nil { // the shelf has checked it
		d.place, d.paper = p, newPapers(p, d.machine)
	}
}

// checks say what is wrong with a document for this very program: its words and
// icons are what a resident would see.
func (d *documents) checks(community string) map[string]inbox.Check {
	return map[string]inbox.Check{
		wire.KindCatalogue: func(content []byte) error {
			c, err := catalogue.Decode(content)
			if err != nil {
				return err
			}
			return d.presentable(c)
		},
		wire.KindPlaces: func(content []byte) error {
			_, err := station.ReadPlaces(bytes.NewReader(content))
			return err
		},
		wire.KindStation: func(content []byte) error {
			s, err := station.Read(bytes.NewReader(content))
			if err == nil && s.Community != community {
				err = fmt.Errorf("community: found %q; allowed: %q", s.Community, community)
			}
			return err
		},
		wire.KindSettings: d.file.checkSettings,
	}
}

func (d *documents) presentable(c *catalogue.Catalogue) error {
	var errs []error
	for _, m := range c.Matters() {
		for _, key := range m.Keys() {
			if !d.place.words.Has(key) {
				errs = append(errs, fmt.Errorf("%s: this program has no words for %s", m.ID, key))
			}
		}
		for _, icon := range m.Icons() {
			if _, err := fs.Stat(assets.FS(), "icons/"+icon+".svg"); err != nil {
				errs = append(errs, fmt.Errorf("%s: this program has no icon %s", m.ID, icon))
			}
		}
	}
	return errors.Join(errs...)
}
