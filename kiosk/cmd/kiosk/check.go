package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"station365/sync/wire"
)

// check says everything that is wrong before anybody stands at the glass. What
// may come later (ports, panel, centre) is told but is no failure: a missing
// device is never a reason not to start.
func check(flags *flag.FlagSet, args []string, out io.Writer) error {
	path := flags.String("config", "", "the configuration, a TOML file")
	clips := flags.Bool("clips", false, "name every line that has no recorded clip")
	start := flags.Bool("start", false, "only say whether this program can start with it: nothing is played, opened or written,\nso that a running kiosk can ask the program that is to take its place")
	enrolledToo := flags.Bool("enrolled", false, "with --start: keys and identity must be there, too")
	if err := parse(flags, args, "kiosk check: check the configuration, keys and identity, and say which devices are there;\ntwo notes are played if there is a loudspeaker.\nExample: kiosk check --config /etc/station365/kiosk.toml"); err != nil {
		return err
	}
	if *path == "" {
		return &usageError{"--config is missing: the path of the TOML file"}
	}
	c, err := readConfig(*path)
	if err != nil {
		return err
	}
	if *start {
		return mayStart(c, *enrolledToo, out)
	}
	fmt.Fprintln(out, "configuration  good:", *path)
	_, keysErr := wire.ReadKioskKeys(filepath.Join(c.Kiosk.State, keysFile))
	report(out, "keys", keysErr, "run kiosk init --state "+c.Kiosk.State)
	identity, identityErr := wire.ReadIdentity(c.Centre.Identity)
	report(out, "identity", identityErr, "redeem a code of centre enrol --code with kiosk enrol, or have the request enrolled with centre enrol")
	if identityErr == nil && identity.Kiosk != c.Kiosk.ID {
		identityErr = fmt.Errorf("the identity is for kiosk %q, the configuration says %q", identity.Kiosk, c.Kiosk.ID)
		report(out, "identity", identityErr, "correct kiosk.id or centre.identity")
	}
	for name, port := range map[string]string{"reader": c.Reader.Port, "printer": c.Printer.Port, "scanner": c.Scanner.Port} {
		if port != "" {
			_, err := os.Stat(port)
			report(out, name, err, "plug it in; the kiosk starts without it")
		}
	}
	sayCalibration(out, c)
	sayRates(out, c.Reader)
	_, codesErr := readCodes(c.Reader.EthnicGroups)
	if c.Reader.EthnicGroups != "" {
		report(out, "ethnic groups", codesErr, "correct reader.ethnic_groups, or leave it out for the built-in table")
	}
	sayDisk(out, c.Kiosk.State)
	sayDamage(out, c.Kiosk.State)
	p, placeErr := readPlace(c.Kiosk.Station)
	if placeErr != nil {
		report(out, "station", placeErr, "correct kiosk.station")
	} else {
		saySound(out, c.Sound, p, *clips)
	}
	certificateErr := checkCertificate(out, c, identity, identityErr)
	return errors.Join(keysErr, identityErr, codesErr, placeErr, certificateErr)
}

func report(out io.Writer, what string, err error, next string) {
	if err == nil {
		fmt.Fprintf(out, "%-14s good\n", what)
		return
	}
	fmt.Fprintf(out, "%-14s missing or wrong: %v\n%-14s to do: %s\n", what, err, "", next)
}
