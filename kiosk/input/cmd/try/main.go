// Command try lets the input engines be asked on the command line: one query a
// line in, the candidates as one JSON line out.
//
//	echo woxiangbanjuzhuzheng | go run ./kiosk/input/cmd/try --pinyin
//	{"query":"woxiangbanjuzhuzheng","candidates":["我想办居住证", …]}
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

// engine answers one query.
type engine func(query string) ([]string, error)

// options is what the flags say.
type options struct {
	candidates int
	bare       bool
	fuzzy      bool
}

// start makes an engine ready.
type start func(options) (engine, error)

// engines are what can be asked, by the flag's name; each has its own file.
var engines = map[string]struct {
	usage string
	start start
}{
	"pinyin":  {"letters, such as nihao, zgr or 3dong2danyuan", startPinyin},
	"strokes": {"strokes of one character as JSON: [[[x,y],…],…], y down", startStrokes},
}

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "try:", err)
		}
		os.Exit(2)
	}
}

func run(args []string, in io.Reader, out io.Writer) error {
	var o options
	flags := flag.NewFlagSet("try", flag.ContinueOnError)
	flags.IntVar(&o.candidates, "n", 10, "how many candidates")
	flags.BoolVar(&o.bare, "bare", false, "pinyin: know nothing of the community")
	flags.BoolVar(&o.fuzzy, "fuzzy", false, "pinyin: take the sounds of the south for each other")
	chosen := map[string]*bool{}
	for name, e := range engines {
		chosen[name] = flags.Bool(name, false, e.usage)
	}
	if err := flags.Parse(args); err != nil {
		return err
	}
	for name, is := range chosen {
		if *is {
			ask, err := engines[name].start(o)
			if err != nil {
				return fmt.Errorf("start %s: %w", name, err)
			}
			return answer(ask, in, out)
		}
	}
	return errors.New("say which engine, as --pinyin; see --help")
}

// longestQuery is a page of strokes in JSON.
const longestQuery = 1 << 20

func answer(ask engine, in io.Reader, out io.Writer) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longestQuery)
	for lines.Scan() {
		candidates, err := ask(lines.Text())
		if err != nil {
			return fmt.Errorf("query %q: %w", lines.Text(), err)
		}
		if err := encoder.Encode(struct {
			Query      string   `json:"query"`
			Candidates []string `json:"candidates"`
		}{lines.Text(), candidates}); err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
	}
	return lines.Err()
}
