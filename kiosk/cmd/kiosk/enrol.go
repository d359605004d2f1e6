package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"time"

	"station365/sync/trust"
	"station365/sync/wire"
)

// identityFile is where an identity goes unless it is told.
const identityFile = "identity.json"

// enrol redeems a code that the centre issued.
func enrol(flags *flag.FlagSet, args []string, out io.Writer) error {
	dir := flags.String("state", "", "directory for keys and database; made if it is missing")
	centre := flags.String("centre", "", "host:port of the centre's enrolment service")
	typed := flags.String("code", "", "the code that centre enrol --code printed; - reads it from standard input, so that it is in no list of processes")
	path := flags.String("out", "", "where the identity is written (identity.json in the state directory)")
	if err := parse(flags, args, "kiosk enrol: redeem a code of `centre enrol --code`: this kiosk gets its identity and its TLS\ncertificate. Keys are made if there are none, and never leave it. Nothing is sent before whoever\nanswers has shown to be the centre that made the code.\nExample: kiosk enrol --state /var/lib/station365 --centre centre.example:3652 --code 0H4KM-…"); err != nil {
		return err
	}
	if *dir == "" || *typed == "" {
		return &usageError{"--state and --code are needed"}
	}
	if _, _, err := net.SplitHostPort(*centre); err != nil {
		return &usageError{"--centre is HOST:PORT of the centre's enrolment service"}
	}
	code, err := readCode(*typed, os.Stdin)
	if err != nil {
		return &usageError{err.Error() + "; compare it with what the centre printed"}
	}
	if *path == "" {
		*path = filepath.Join(*dir, identityFile)
	}
	identity, until, err := redeem(context.Background(), *dir, *centre, code)
	if err != nil {
		return inWords(err)
	}
	// The identity is the last file: with it the kiosk counts as enrolled.
	if err := wire.WriteFile(*path, identity); err != nil {
		return err
	}
	fmt.Fprintf(out, "kiosk %s of %s, case numbers %s-…: identity in %s, certificate until %s, renewed by itself\n",
		identity.Kiosk, identity.Community, identity.Prefix, *path, until.Format(time.DateOnly))
	return nil
}

// maxTyped is more than any way to type a code has.
const maxTyped = 256

func readCode(typed string, in io.Reader) (wire.Code, error) {
	if typed != "-" {
		return wire.ParseCode(typed)
	}
	b, err := io.ReadAll(io.LimitReader(in, maxTyped))
	if err != nil {
		return wire.Code{}, fmt.Errorf("read the code: %w", err)
	}
	return wire.ParseCode(string(b))
}

// redeem may be called again with the same code if its answer was lost.
func redeem(ctx context.Context, dir, centre string, code wire.Code) (wire.Identity, time.Time, error) {
	var none time.Time
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return wire.Identity{}, none, fmt.Errorf("make the state directory: %w", err)
	}
	keys, err := ensureKeys(filepath.Join(dir, keysFile))
	if err != nil {
		return wire.Identity{}, none, err
	}
	request, err := requestOf(dir, keys)
	if errors.Is(err, trust.ErrPapers) {
		if err := trust.SetAside(dir); err != nil {
			return wire.Identity{}, none, err
		}
		request, err = requestOf(dir, keys)
	}
	if err != nil {
		return wire.Identity{}, none, err
	}
	w, err := trust.Redeem(ctx, centre, code, request)
	if err != nil {
		return wire.Identity{}, none, err
	}
	if err := trust.Settle(dir, w, centre); err != nil {
		return wire.Identity{}, none, err
	}
	certificate, err := trust.Look(dir, w.Identity)
	if err != nil {
		return wire.Identity{}, none, err
	}
	return w.Identity, certificate.NotAfter, nil
}

// requestOf is what is asked of a centre: the public halves of all keys.
func requestOf(dir string, keys wire.KioskKeys) (wire.Request, error) {
	r, err := keys.Request()
	if err != nil {
		return r, fmt.Errorf("make the request: %w", err)
	}
	papers, err := trust.OpenPapers(dir)
	if err != nil {
		return r, err
	}
	r.TLS, err = papers.Request()
	return r, err
}

// inWords adds to a refusal what a technician can do.
func inWords(err error) error {
	var refused *trust.RefusedError
	switch {
	case errors.Is(err, trust.ErrOtherCentre):
		return fmt.Errorf("%w: nothing was sent; check --centre, and that the code is from there", err)
	case !errors.As(err, &refused):
		return err
	}
	next := map[string]string{
		wire.RefusedCode:    "it is wrong, was used, is older than 15 minutes, or was tried too often: ask for a new code",
		wire.RefusedTaken:   "kiosk id or prefix belong to another kiosk: ask for a code with other names",
		wire.RefusedRequest: "names or keys cannot be used: ask for a code with a valid kiosk id, community and prefix",
		wire.RefusedBusy:    "too many ask at a time: try again in a minute",
		wire.RefusedFailed:  "something failed there: its log says what",
	}[refused.Reason]
	return fmt.Errorf("%w: %s", err, next)
}

// checkCertificate says whether the kiosk can show one.
func checkCertificate(out io.Writer, c config, i wire.Identity, identityErr error) error {
	if identityErr != nil || !isSecure(c.Centre.URL) {
		return nil
	}
	certificate, err := trust.Look(c.Kiosk.State, i)
	if err != nil {
		report(out, "certificate", err, "redeem a new code with kiosk enrol")
		return err
	}
	fmt.Fprintf(out, "%-14s good until %s\n", "certificate", certificate.NotAfter.Format(time.DateOnly))
	return checkCentre(out, c, i)
}

// checkCentre says whether the centre answers. That it is away is no fault; that
// it is not the one this kiosk believes will not mend by itself.
func checkCentre(out io.Writer, c config, i wire.Identity) error {
	err := trust.Reach(context.Background(), c.Kiosk.State, i, c.Centre.Enrol)
	if err == nil {
		fmt.Fprintf(out, "%-14s answers\n", "centre")
		return nil
	}
	if errors.Is(err, trust.ErrOtherCentre) {
		report(out, "centre", err, "ask the centre whether its authority is another one since; then redeem a new code with kiosk enrol. The records here stay and are sent afterwards")
		return err
	}
	report(out, "centre", err, "look at the network and at centre.enrol; the kiosk starts without it")
	return nil
}
