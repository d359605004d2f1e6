package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"

	"station365/kiosk/store"
	"station365/sync/courier"
	"station365/sync/inbox"
	"station365/sync/outbox"
	"station365/sync/wire"
)

// luggage is a kiosk's queue and a folder that a person carries, for a station
// without network.
type luggage struct {
	ends
	folder courier.Folder
	out    *outbox.Outbox
	in     *inbox.Inbox
}

// pack opens the kiosk's store beside a kiosk that may be running.
func pack(config string, open func() (courier.Folder, error)) (l *luggage, err error) {
	c, err := readConfig(config)
	if err != nil {
		return nil, err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	e := enrolled(c, log)
	if e.err != nil {
		return nil, e.err
	}
	p, err := readPlace(c.Kiosk.Station)
	if err != nil {
		return nil, err
	}
	l = &luggage{}
	if l.folder, err = open(); err != nil {
		return nil, err
	}
	s, err := store.Open(c.Kiosk.State, store.Opts{Beside: true})
	if err != nil {
		return nil, err
	}
	l.ends = ends{identity: e.identity, sealer: e.sealer(), store: s, log: log, changed: func() {},
		shelf: newDocuments(p, c, e, log).shelf}
	l.out, l.in = l.boxes(nil)
	return l, nil
}

// exportQueue writes what waits for the centre into a folder.
func exportQueue(flags *flag.FlagSet, args []string, out io.Writer) (err error) {
	config := flags.String("config", "", "the configuration, a TOML file")
	to := flags.String("to", "", "the folder, usually on a USB stick; made if it is missing")
	err = parse(flags, args, "kiosk export: write the records that wait for the centre into a folder, sealed as they are, for\na person to carry to `centre import`. It may be done again and beside a running kiosk.\nExample: kiosk export --config /etc/station365/kiosk.toml --to /media/stick")
	if err != nil {
		return err
	}
	if *config == "" || *to == "" {
		return &usageError{"--config and --to are needed"}
	}
	l, err := pack(*config, func() (courier.Folder, error) { return courier.Make(*to) })
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.store.Close()) }()
	records, written, err := l.export(context.Background())
	fmt.Fprintf(out, "%d records wait for the centre; %d files are new in the folder\n", records, written)
	return err
}

func (l *luggage) export(ctx context.Context) (records, written int, err error) {
	current := map[string]bool{}
	records, err = l.out.Export(ctx, func(message []byte) error {
		name, isNew, err := l.folder.Put(courier.Up, message)
		if current[name] = true; isNew {
			written++
		}
		return err
	})
	if err != nil {
		return records, written, err
	}
	hello, err := l.in.Hello(ctx, false)
	if err == nil {
		err = l.folder.Replace(courier.Hello, l.identity.Kiosk, hello)
	}
	return records, written, errors.Join(err, l.tidy(ctx, current))
}

// tidy removes this kiosk's own older messages: what of them still waits is in
// the current ones. Another kiosk's files, and a clone's, stay.
func (l *luggage) tidy(ctx context.Context, current map[string]bool) error {
	return l.folder.Each(courier.Up, func(name string, message []byte) error {
		if current[name] || !l.isOurs(ctx, message) {
			return nil
		}
		return l.folder.Remove(name)
	})
}

func (l *luggage) isOurs(ctx context.Context, message []byte) bool {
	parts, err := wire.SplitBatch(message)
	if err != nil {
		return false
	}
	for _, part := range parts {
		r, err := wire.Decode(part)
		if err != nil || r.Kiosk != l.identity.Kiosk {
			return false
		}
		held, found, err := l.store.At(ctx, store.Place{Epoch: r.Epoch, Sequence: r.Sequence})
		if err != nil || !found || held.Hash != r.Hash {
			return false
		}
	}
	return true
}

// importAnswers applies what the centre wrote into a folder.
func importAnswers(flags *flag.FlagSet, args []string, out io.Writer) (err error) {
	config := flags.String("config", "", "the configuration, a TOML file")
	from := flags.String("from", "", "the folder that has been at the centre")
	err = parse(flags, args, "kiosk import: apply what `centre import` wrote into a folder: acknowledgements, what happened to\ncases, documents. It may be done again and in any order; documents count from the kiosk's next start.\nExample: kiosk import --config /etc/station365/kiosk.toml --from /media/stick")
	if err != nil {
		return err
	}
	if *config == "" || *from == "" {
		return &usageError{"--config and --from are needed"}
	}
	l, err := pack(*config, func() (courier.Folder, error) { return courier.Open(*from) })
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.store.Close()) }()
	n, err := l.unpack(context.Background())
	fmt.Fprintf(out, "%d acknowledgements, %d messages on cases, %d documents for this kiosk\n", n.acks, n.downs, n.documents)
	return err
}

// unpacked counts what was for this kiosk, also what it had heard before.
type unpacked struct{ acks, downs, documents int }

func (l *luggage) unpack(ctx context.Context) (n unpacked, err error) {
	// What is for other kiosks on the stick, or for nobody, is passed over.
	foreign := func(err error) bool {
		return errors.Is(err, wire.ErrForeign) || errors.Is(err, wire.ErrMalformed) || errors.Is(err, wire.ErrSignature)
	}
	count := func(take func(context.Context, []byte) error, n *int) func(string, []byte) error {
		return func(_ string, b []byte) error {
			err := take(ctx, b)
			if foreign(err) {
				return nil
			}
			*n++
			if errors.Is(err, inbox.ErrOlder) || errors.Is(err, inbox.ErrNoUse) {
				return nil // a stick that was carried late
			}
			return err
		}
	}
	err = errors.Join(
		l.folder.Each(courier.Ack, count(l.out.Acknowledge, &n.acks)),
		l.downs(ctx, &n.downs),
		l.folder.Each(courier.Document, count(l.in.Document, &n.documents)))
	return n, err
}

// downs applies what happened to cases in the order in which it was said.
func (l *luggage) downs(ctx context.Context, n *int) error {
	type said struct {
		sequence uint64
		bytes    []byte
	}
	var all []said
	err := l.folder.Each(courier.Down, func(_ string, batch []byte) error {
		parts, err := wire.SplitBatch(batch)
		if err != nil {
			return nil // of nobody
		}
		for _, part := range parts {
			if d, err := wire.DecodeDown(part, l.identity); err == nil {
				all = append(all, said{d.Sequence, bytes.Clone(part)})
			}
		}
		return nil
	})
	slices.SortFunc(all, func(a, b said) int { return int(a.sequence) - int(b.sequence) })
	for _, m := range all {
		err = errors.Join(err, l.in.Down(ctx, m.bytes))
	}
	*n = len(all)
	return err
}
