package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"

	"station365/assets"
	"station365/kiosk/audit"
	"station365/kiosk/store"
	"station365/sync/wire"
)

// mayStart is what a running kiosk asks of the program that is to take its place:
// whether it knows this configuration, place and database. It opens no port, plays
// nothing and writes nothing, because the kiosk is at work. enrolled: the one that
// runs is the centre's kiosk, and nobody may find one there in the morning that
// takes no requests.
func mayStart(c config, enrolled bool, out io.Writer) error {
	p, placeErr := readPlace(c.Kiosk.Station)
	_, codesErr := readCodes(c.Reader.EthnicGroups)
	_, eventsErr := audit.ReadEvents(assets.FS())
	_, screenErr := openScreen(c.Screen, nil, slog.New(slog.DiscardHandler))
	err := errors.Join(placeErr, codesErr, eventsErr, screenErr, store.Fits(context.Background(), c.Kiosk.State))
	if enrolled {
		err = errors.Join(err, isKiosk(c))
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "it can start as %s at %s\n", c.Kiosk.ID, p.station.ID)
	return nil
}

// isKiosk reads the keys and the centre's word on whose they are.
func isKiosk(c config) error {
	if _, err := wire.ReadKioskKeys(filepath.Join(c.Kiosk.State, keysFile)); err != nil {
		return err
	}
	identity, err := wire.ReadIdentity(c.Centre.Identity)
	if err == nil && identity.Kiosk != c.Kiosk.ID {
		err = fmt.Errorf("the identity is for kiosk %q, the configuration says %q", identity.Kiosk, c.Kiosk.ID)
	}
	return err
}
