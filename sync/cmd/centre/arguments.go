package main

import (
	"errors"
	"flag"
	"fmt"
	"io"

	"station365/sync/centre"
)

// flags is one command's flags; every command has --dir.
type flags struct {
	*flag.FlagSet
	dir *string
}

func newFlags(command string) flags {
	f := flag.NewFlagSet(command, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	return flags{FlagSet: f, dir: f.String("dir", "", "the centre's directory")}
}

// anyWords is a command that counts its words itself.
const anyWords = -1

// parse accepts flags before, between and after the words, and wants exactly
// as many words as asked for; any number for anyWords.
func (f flags) parse(args []string, words int) ([]string, error) {
	var found []string
	for {
		if err := f.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, fmt.Errorf("%s: %w: %w", f.Name(), err, errUsage)
		}
		if args = f.Args(); len(args) == 0 {
			break
		}
		found, args = append(found, args[0]), args[1:]
	}
	if words != anyWords && len(found) != words {
		return nil, fmt.Errorf("%s: %d words given, %d needed: %w", f.Name(), len(found), words, errUsage)
	}
	if *f.dir == "" {
		return nil, fmt.Errorf("%s: --dir is missing: %w", f.Name(), errUsage)
	}
	return found, nil
}

// with opens the centre for the time of f.
func (p program) with(dir string, f func(c *centre.Centre) error) error {
	c, err := centre.Open(dir, centre.Opts{Logger: p.logger()})
	if err != nil {
		return err
	}
	return errors.Join(f(c), c.Close())
}
