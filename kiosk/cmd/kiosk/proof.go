package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"station365/kiosk"
	"station365/kiosk/store"
	"station365/sync/wire"
)

// errNoProof is a case without a word of the centre's that holds.
var errNoProof = errors.New("there is no signed word of the centre's for it here")

// proof says whether the centre has signed that it has a case, and verifies its
// signature anew. It only reads, beside a kiosk that may be running.
func proof(flags *flag.FlagSet, args []string, out io.Writer) (err error) {
	config := flags.String("config", "", "the configuration, a TOML file")
	number := flags.String("case", "", "the case's number, as the receipt says it")
	err = parse(flags, args, "kiosk proof: verify the centre's signature on its word that it has a case.\nExample: kiosk proof --config /etc/station365/kiosk.toml --case S2-0001-0")
	switch {
	case err != nil:
		return err
	case *config == "" || *number == "":
		return &usageError{"--config and --case are needed"}
	case !kiosk.CaseNumber(*number).Valid():
		return &usageError{fmt.Sprintf("%q is no case number, or mistyped: its last digit tells", *number)}
	}
	c, err := readConfig(*config)
	if err != nil {
		return err
	}
	identity, err := wire.ReadIdentity(c.Centre.Identity)
	if err != nil {
		return err
	}
	s, err := store.Open(c.Kiosk.State, store.Opts{Beside: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	p, found, err := s.Proof(context.Background(), kiosk.CaseNumber(*number))
	switch {
	case err != nil:
		return err
	case !found:
		return fmt.Errorf("%s is not, or no longer, at this kiosk", *number)
	}
	a, err := proven(p, identity)
	if err != nil {
		return fmt.Errorf("%s, record %d/%d: %w", *number, p.Record.Epoch, p.Record.Sequence, err)
	}
	fmt.Fprintf(out, "%s, record %d/%d: the centre signed on %s that it has it (key %s); the signature is good\n", *number,
		p.Record.Epoch, p.Record.Sequence, a.At.Local().Format(time.DateTime), wire.KeyID(identity.CentreKey))
	return nil
}

// proven is the newest word that holds for the record.
func proven(p store.Proof, identity wire.Identity) (wire.Acknowledgement, error) {
	why := errNoProof
	for _, word := range p.Words {
		a, err := wire.DecodeAcknowledgement(word, identity)
		if err == nil && a.Has(p.Record) {
			return a, nil
		}
		if err != nil {
			why = fmt.Errorf("%w: %w", errNoProof, err)
		}
	}
	return wire.Acknowledgement{}, why
}
