package main

import (
	"context"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"station365/kiosk/catalogue"
	"station365/kiosk/store"
	"station365/sync/centre"
	"station365/sync/wire"
)

// listener is a kiosk on the line of a real centre with its embedded broker.
type listener struct {
	*outpost
	address string
	docs    *documents
}

func newListener(t *testing.T) *listener {
	t.Helper()
	l := &listener{outpost: newOutpost(t)}
	ear := must[net.Listener](t)(net.Listen("tcp", "127.0.0.1:0"))
	l.address = ear.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	var serving sync.WaitGroup
	serving.Go(func() { _ = l.centre.Serve(ctx, ear) })
	t.Cleanup(func() { cancel(); serving.Wait() })
	return l
}

// begin starts the kiosk's line with what its disk holds.
func (l *listener) begin() (end func()) {
	l.t.Helper()
	log := slog.New(slog.DiscardHandler)
	s := must[*store.Store](l.t)(store.Open(l.state, store.Opts{}))
	l.docs = newDocuments(must[place](l.t)(readPlace("")), l.file(), enrolment{keys: l.keys, identity: l.identity}, log)
	line := newLine("mqtt://"+l.address, ends{identity: l.identity, sealer: wire.NewSealer(l.identity, l.keys), store: s, log: log,
		shelf: l.docs.shelf, changed: func() {}, onDocument: l.docs.take})
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { line.run(ctx) })
	return sync.OnceFunc(func() { cancel(); running.Wait(); _ = s.Close() })
}

// matters is the shipped catalogue with every matter in a version.
func matters(t *testing.T, change func(string) string) []byte {
	t.Helper()
	return []byte(change(string(must[[]byte](t)(catalogue.Bundle(os.DirFS("../../../assets/catalogue"))))))
}

func newer(text string) string { return strings.ReplaceAll(text, `"version":1,`, `"version":41,`) }

func (l *listener) publish(kind string, content []byte) uint64 {
	l.t.Helper()
	all := must[[]centre.Published](l.t)(l.centre.Publish(l.t.Context(), kind, content, centre.Audience{}))
	return all[0].Version
}

func (l *listener) standing(kind string) centre.Standing {
	l.t.Helper()
	all := must[[]centre.Standing](l.t)(l.centre.Standings(l.t.Context()))
	i := slices.IndexFunc(all, func(s centre.Standing) bool { return s.Kind == kind })
	if i < 0 {
		return centre.Standing{}
	}
	return all[i]
}

func TestCatalogueIsPublished_TheKioskHasItAndKeepsItOverARestartWithoutNetwork(t *testing.T) {
	l := newListener(t)
	end := l.begin()
	defer end()

	version := l.publish(wire.KindCatalogue, matters(t, newer))
	eventually(t, "the catalogue", func() bool { return l.docs.Documents().Catalogue.Version == 41 })
	eventually(t, "the kiosk's word", func() bool { return l.standing(wire.KindCatalogue).Version == version })
	end()
	again := newDocuments(must[place](t)(readPlace("")), l.file(), enrolment{keys: l.keys, identity: l.identity}, slog.New(slog.DiscardHandler))

	if got := again.Documents().Catalogue.Version; got != 41 {
		t.Errorf("after the restart the kiosk works with %d", got)
	}
}

func TestCatalogueIsPublishedWhileTheKioskIsAway_ItHasItWhenItComes(t *testing.T) {
	l := newListener(t)

	l.publish(wire.KindCatalogue, matters(t, newer))
	defer l.begin()()

	eventually(t, "the catalogue", func() bool { return l.docs.Documents().Catalogue.Version == 41 })
}

func TestCatalogueAsksForWordsThatTheProgramLacks_ItIsRefusedWholeAndTheCentreKnowsWhy(t *testing.T) {
	l := newListener(t)
	defer l.begin()()
	good := l.publish(wire.KindCatalogue, matters(t, newer))
	eventually(t, "the good one", func() bool { return l.docs.Documents().Catalogue.Version == 41 })

	bad := l.publish(wire.KindCatalogue, matters(t, func(s string) string {
		return strings.Replace(strings.ReplaceAll(s, `"version":1,`, `"version":42,`), `"title":"`, `"title":"nobody.wrote.`, 1)
	}))
	eventually(t, "the refusal", func() bool { return l.standing(wire.KindCatalogue).Refused == bad })

	s := l.standing(wire.KindCatalogue)
	alarms := must[[]centre.Alarm](t)(l.centre.Alarms(t.Context()))
	if l.docs.Documents().Catalogue.Version != 41 || s.Version != good || !strings.Contains(strings.Join(s.Reasons, " "), "no words for nobody.wrote.") {
		t.Errorf("the kiosk works with %d and says %+v", l.docs.Documents().Catalogue.Version, s)
	}
	if len(alarms) != 1 || alarms[0].Kind != centre.AlarmDocument {
		t.Errorf("alarms %+v", alarms)
	}
	l.publish(wire.KindCatalogue, matters(t, newer)) // back to the good content: a higher version
	eventually(t, "the good content again", func() bool { return l.standing(wire.KindCatalogue).Version > bad })
}

func TestDocumentIsOlderOrChangedOnTheDisk_ItIsNotTaken(t *testing.T) {
	l := newListener(t)
	end := l.begin()
	defer end()
	l.publish(wire.KindCatalogue, matters(t, func(s string) string { return s }))
	eventually(t, "the first", func() bool { return l.standing(wire.KindCatalogue).Version == 1 })
	path := filepath.Join(l.state, documentsDir, "catalogue.json")
	first := must[[]byte](t)(os.ReadFile(path))
	l.publish(wire.KindCatalogue, matters(t, newer))
	eventually(t, "the second", func() bool { return l.standing(wire.KindCatalogue).Version == 2 })
	end()

	_, changed, err := l.docs.shelf.Take(first)
	second := must[[]byte](t)(os.ReadFile(path))
	_, forged, forgery := l.docs.shelf.Take([]byte(strings.Replace(string(second), `"sig":"`, `"sig":"A`, 1)))

	if changed || err == nil || forged || forgery == nil {
		t.Errorf("the older one: %v, %v; the changed one: %v, %v", changed, err, forged, forgery)
	}
}

func TestDocumentHasFaults_ItIsNotEvenPublished(t *testing.T) {
	l := newListener(t)

	_, err := l.centre.Publish(t.Context(), wire.KindCatalogue, []byte(`[{"id":"x"}]`), centre.Audience{})

	if err == nil || !strings.Contains(err.Error(), "dueDays") {
		t.Errorf("published: %v", err)
	}
}

// file is the configuration of a kiosk whose technician left everything as usual.
func (l *listener) file() config {
	return config{Kiosk: kioskConfig{ID: "shanan-2", Community: "shanan", State: l.state}, Times: usualTimes, Limits: usualLimits, Sound: usualSound,
		Screen: screenConfig{Type: "standard"}}
}
