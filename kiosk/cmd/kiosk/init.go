package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"station365/sync/wire"
)

// keysFile is the kiosk's secrets, inside the state directory and outside its
// database.
const keysFile = "keys.json"

// initialise makes the keys once; a second call prints the same request, so that
// a lost print-out costs no new enrolment.
func initialise(flags *flag.FlagSet, args []string, out io.Writer) error {
	dir := flags.String("state", "", "directory for keys and database; made if it is missing")
	id := flags.String("id", "", "wished kiosk id, e.g. shanan-2 (optional)")
	community := flags.String("community", "", "wished community code (optional)")
	prefix := flags.String("prefix", "", "wished prefix of case numbers, e.g. S2 (optional)")
	if err := parse(flags, args, "kiosk init: make this kiosk's keys, which never leave it, and print its request\nfor `centre enrol`. Calling it again prints the same request.\nExample: kiosk init --state /var/lib/station365 > request.json"); err != nil {
		return err
	}
	if *dir == "" {
		return &usageError{"--state is missing: the directory for keys and database"}
	}
	if err := os.MkdirAll(*dir, 0o700); err != nil {
		return fmt.Errorf("make the state directory: %w", err)
	}
	keys, err := ensureKeys(filepath.Join(*dir, keysFile))
	if err != nil {
		return err
	}
	request, err := requestOf(*dir, keys)
	if err != nil {
		return err
	}
	request.Kiosk, request.Community, request.Prefix = *id, *community, *prefix
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(request); err != nil {
		return fmt.Errorf("print the request: %w", err)
	}
	return nil
}

// ensureKeys reads the keys, or makes them if there are none. Keys that cannot
// be read are never replaced.
func ensureKeys(path string) (wire.KioskKeys, error) {
	keys, err := wire.ReadKioskKeys(path)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return keys, err
	}
	keys, err = wire.NewKioskKeys()
	if err != nil {
		return keys, fmt.Errorf("make keys: %w", err)
	}
	return keys, wire.WriteFile(path, keys)
}
