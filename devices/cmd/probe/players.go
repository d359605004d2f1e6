package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"station365/assets"
	reader "station365/devices/idcard/sam/emulator"
	printer "station365/devices/printer/escpos/emulator"
	scanner "station365/devices/scanner/line/emulator"
)

// cardTime is what a module needs with a card for text and photograph.
const cardTime = 600 * time.Millisecond

// playReader has the words of a card reader.
func playReader(baud int, path string) (*played, error) {
	people, err := readPeople(path)
	if err != nil {
		return nil, err
	}
	r := reader.New(reader.Opts{Baud: baud, CardTime: cardTime})
	return &played{device: r, words: []word{
		{"lay", "ID", "lays a person's card down: " + strings.Join(ids(people), ", "), func(id string) error {
			for _, p := range people {
				if p.ID == id {
					r.Lay(p)
					return nil
				}
			}
			return fmt.Errorf("nobody is called %q", plain(id))
		}},
		{"lift", "", "takes the card away", func(string) error { r.Lift(); return nil }},
		{"fail", "XX", "answers each card with status XX, in hexadecimal; 0 ends it", func(status string) error {
			n, err := strconv.ParseUint(status, 16, 8)
			if err != nil {
				return errWord
			}
			r.Fail(byte(n))
			return nil
		}},
	}}, nil
}

// readPeople reads the invented people; "" are those in the program.
func readPeople(path string) ([]reader.Person, error) {
	var f fs.File
	var err error
	if path == "" {
		f, err = assets.FS().Open("personas.json")
	} else {
		f, err = os.Open(path)
	}
	if err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	people, err := reader.ReadPeople(f)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		if _, err := p.Text(); err != nil {
			return nil, fmt.Errorf("the card of %s: %w", p.ID, err)
		}
	}
	return people, nil
}

func ids(people []reader.Person) (all []string) {
	for _, p := range people {
		all = append(all, p.ID)
	}
	return all
}

// paperPace is slow enough to pull a cable out in the middle of a slip.
const paperPace = 120 // mm in a second

// playPrinter has the words of a receipt printer.
func playPrinter(baud, dots int, slips string, t terminal) (*played, error) {
	regular, bold := assets.Fonts()
	shelf := &shelf{dir: slips, t: t}
	p, err := printer.New(printer.Opts{Dots: dots, Baud: baud, Charset: "gb18030", Regular: regular, Bold: bold,
		MMPerSecond: paperPace, Can: printer.Full(), OnSlip: shelf.keep})
	if err != nil {
		return nil, err
	}
	if slips != "" {
		if err := os.MkdirAll(slips, 0o755); err != nil {
			return nil, fmt.Errorf("make the directory for slips: %w", err)
		}
	}
	onOff := func(set func(bool)) func(string) error {
		return oneOf(map[string]func() error{"on": always(func() { set(true) }), "off": always(func() { set(false) })})
	}
	return &played{device: p, words: []word{
		{"paper", "in|out|low|enough", "the roll, and the sensor that sees its end coming", oneOf(map[string]func() error{
			"in": always(func() { p.SetPaper(true) }), "out": always(func() { p.SetPaper(false) }),
			"low": always(func() { p.SetNearEnd(true) }), "enough": always(func() { p.SetNearEnd(false) })})},
		{"cover", "open|closed", "the cover", oneOf(map[string]func() error{
			"open": always(func() { p.SetCover(true) }), "closed": always(func() { p.SetCover(false) })})},
		{"jam", "on|off", "blocks the cutter or frees it", onOff(p.Jam)},
		{"power", "on|off", "switches it; off loses what was not printed", onOff(p.SetPower)},
	}}, nil
}

// shelf keeps pictures of slips, numbered in the order they were cut.
type shelf struct {
	dir string
	t   terminal
	n   int // touched by the printer's goroutine only
}

func (s *shelf) keep(slip image.Image) {
	s.n++
	if s.dir == "" {
		s.t.say("slip %d was cut; --slips keeps pictures", s.n)
		return
	}
	path := filepath.Join(s.dir, fmt.Sprintf("slip-%03d.png", s.n))
	if err := writePNG(path, slip); err != nil {
		s.t.say("slip %d is lost: %v", s.n, err)
		return
	}
	s.t.say("slip %d: %s", s.n, path)
}

func writePNG(path string, picture image.Image) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, picture), f.Close())
}

// playScanner has the words of a scanner.
func playScanner(baud int, suffix, charset string) (*played, error) {
	end, ok := suffixes[suffix]
	if !ok {
		return nil, misused("--suffix %q is none of cr, lf, crlf, none", suffix)
	}
	s, err := scanner.New(scanner.Opts{Baud: baud, Suffix: end, Charset: charset})
	if err != nil {
		return nil, &usageError{err.Error()}
	}
	return &played{device: s, words: []word{
		{"scan", "TEXT", "holds up a code", s.Scan},
		{"half", "TEXT", "holds up a code whose second half is lost", s.Half},
		{"hold", "N TEXT", "sends a code N times, as a scanner set to read without end", func(rest string) error {
			count, text, _ := strings.Cut(rest, " ")
			n, err := strconv.Atoi(count)
			if err != nil || n < 1 || n > mostHeld {
				return errWord
			}
			return s.Hold(text, n)
		}},
		{"noise", "HEX", "sends these bytes", func(rest string) error {
			b, err := hex.DecodeString(strings.ReplaceAll(rest, " ", ""))
			if err != nil {
				return errWord
			}
			s.Say(b)
			return nil
		}},
	}}, nil
}

// mostHeld bounds what waits in the emulator.
const mostHeld = 10000
