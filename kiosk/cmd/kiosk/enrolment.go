package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"

	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/personal"
	"station365/kiosk/store"
	"station365/sync/trust"
	"station365/sync/wire"
)

// errNotEnrolled is a kiosk that no centre knows: it could seal to nobody.
var errNotEnrolled = errors.New("this kiosk is not enrolled")

// enrolment is what makes this machine a kiosk of its centre; err says what is
// missing.
type enrolment struct {
	keys     wire.KioskKeys
	identity wire.Identity
	trust    *trust.Trust // nil: without TLS, on this machine only
	noLine   error        // why there can be no line; cases are kept all the same
	err      error
}

// enrolled reads keys and identity. Without them the kiosk starts all the same.
func enrolled(c config, log *slog.Logger) enrolment {
	var e enrolment
	e.keys, e.err = wire.ReadKioskKeys(filepath.Join(c.Kiosk.State, keysFile))
	if e.err == nil {
		e.identity, e.err = wire.ReadIdentity(c.Centre.Identity)
	}
	if e.err == nil && e.identity.Kiosk != c.Kiosk.ID {
		e.err = fmt.Errorf("the identity is for kiosk %q, the configuration says %q", e.identity.Kiosk, c.Kiosk.ID)
	}
	if e.err != nil {
		log.Error("not enrolled: cases are refused until this is mended and the kiosk started again; kiosk check says what to do", "reason", e.err)
		return enrolment{err: e.err}
	}
	if e.trust, e.noLine = trusted(c, e.keys, e.identity, log); e.noLine != nil {
		log.Error("cases are kept here and cannot be sent until this is mended and the kiosk started again; kiosk check says what to do", "reason", e.noLine)
	}
	return e
}

func (e enrolment) sealer() *wire.Sealer { return wire.NewSealer(e.identity, e.keys) }

// notEnrolled stands where the centre's keys would be needed: it refuses.
type notEnrolled struct{ *store.Store }

// Keep refuses: what nobody can open is not kept.
func (notEnrolled) Keep(context.Context, kiosk.NewCase, kiosk.SealFunc) (kiosk.Kept, error) {
	return kiosk.Kept{}, errNotEnrolled
}

// Seal is never asked, because Keep refuses first.
func (notEnrolled) Seal(flow.Submission) kiosk.SealFunc {
	return func(kiosk.Head, kiosk.CaseNumber) (kiosk.Record, error) { return kiosk.Record{}, errNotEnrolled }
}

// Identify refuses: without keys a card opens nothing.
func (notEnrolled) Identify(personal.Value) (flow.Identity, error) { return nil, errNotEnrolled }
