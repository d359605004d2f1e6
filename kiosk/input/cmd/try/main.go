// Command try lets the input engines be asked on the command line: one query a
// line in, the candidates as one JSON line out.
//
//	echo woxiangbanjuzhuzheng | go run ./kiosk/input/cmd/try --pinyin
//	{"query":"woxiangbanjuzhuzheng","candidates":["我想办居住证", …]}
//
//	echo '[[[10,50],[90,45]],[[50,5],[48,45],[10,95]],[[50,45],[65,75],[95,95]]]' |
//		go run ./kiosk/input/cmd/try --strokes -n 3
//
// A line that cannot be read is answered without candidates, and complained about.
// Exit codes: 0 all were answered, 1 some were not, 2 unusable arguments.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
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
	err := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return
	case errors.Is(err, errUsage):
		fmt.Fprintln(os.Stderr, "try:", err)
		os.Exit(2)
	}
	fmt.Fprintln(os.Stderr, "try:", err)
	os.Exit(1)
}

var (
	errUsage  = errors.New("unusable arguments, see --help")
	errUnread = errors.New("some lines could not be read")
)

const help = `One query a line in, its candidates as one JSON line out, best first. Examples:

  echo woxiangbanjuzhuzheng | go run ./kiosk/input/cmd/try --pinyin
  echo '[[[10,50],[90,45]],[[50,5],[48,45],[10,95]],[[50,45],[65,75],[95,95]]]' | go run ./kiosk/input/cmd/try --strokes -n 3

Letters are read as they come: with blanks or apostrophes between syllables, capitals,
tone marks or numbers, ü as v or u:, in JSON as {"query":"nihao"} or ["ni","hao"].

Strokes of one character are JSON, y down, of any size: [[[x,y],[x,y],…],…], points
also as {"x":1,"y":2}, strokes also as [x,y,x,y,…], all also as {"strokes":…}. A line
that cannot be read has no candidates; what is wrong is said on standard error.
Exit codes: 0 all lines were read, 1 some were not, 2 unusable arguments.

`

func run(args []string, in io.Reader, out, complaints io.Writer) error {
	var o options
	flags := flag.NewFlagSet("try", flag.ContinueOnError)
	flags.SetOutput(complaints)
	flags.Usage = func() {
		fmt.Fprint(complaints, help)
		flags.PrintDefaults()
	}
	flags.IntVar(&o.candidates, "n", 10, "how many candidates")
	flags.BoolVar(&o.bare, "bare", false, "pinyin: know nothing of the community")
	flags.BoolVar(&o.fuzzy, "fuzzy", false, "pinyin: take the sounds of the south for each other")
	chosen := map[string]*bool{}
	for name, e := range engines {
		chosen[name] = flags.Bool(name, false, e.usage)
	}
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(chosen)), func(name string) bool { return !*chosen[name] })
	if len(names) != 1 || flags.NArg() > 0 || o.candidates < 1 {
		return fmt.Errorf("%w: one of --pinyin and --strokes, -n from 1 on, queries on standard input", errUsage)
	}
	ask, err := engines[names[0]].start(o)
	if err != nil {
		return fmt.Errorf("start %s: %w", names[0], err)
	}
	return answer(ask, in, out, complaints)
}

// longestQuery is strokes of a thousand points each, in JSON with all digits.
const longestQuery = 16 << 20

func answer(ask engine, in io.Reader, out, complaints io.Writer) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longestQuery)
	line, unread := 0, 0
	for lines.Scan() {
		line++
		candidates, err := ask(lines.Text())
		if err != nil {
			unread++
			candidates = []string{} // a line out for every line in
			fmt.Fprintf(complaints, "try: line %d: %v\n", line, err)
		}
		if err := encoder.Encode(struct {
			Query      string   `json:"query"`
			Candidates []string `json:"candidates"`
		}{lines.Text(), candidates}); err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read line %d: %w", line+1, err)
	}
	if unread > 0 {
		return fmt.Errorf("%w: %d of %d", errUnread, unread, line)
	}
	return nil
}
