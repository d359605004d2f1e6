package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"station365/kiosk/ui/backend"
)

// How long the walk waits: far longer than anything takes on a slow machine.
const (
	forScreen = 30 * time.Second // a screen to follow a touch, a card to be read
	forPaper  = 90 * time.Second // a receipt to come out
	forCentre = 90 * time.Second // the centre's word
	onePage   = 2 * time.Second  // before the next page is turned to
)

// betweenTaps is longer than the time in which the kiosk takes a second tap for
// the trembling of the first.
const betweenTaps = 450 * time.Millisecond

// walker is the finger and the eye of a walk. After the first thing that it
// waited for in vain it does nothing more; err says what that was.
type walker struct {
	ctx   context.Context
	glass *glass
	eye   eye
	term  *terminal

	pictures string // directory
	flow     string // names the pictures of what is being done
	count    int
	saved    map[[sha256.Size]byte]bool
	caught   map[string]bool // passing screens that have their picture already
	tapped   time.Time       // when something was touched last
	seen     time.Time       // when what was waited for was seen last
	last     string          // what was tapped
	err      error
}

// passing screens are caught while waiting for another one, by words on them.
var passing = map[string]string{
	"card.reading": "reading-card", "card.searching": "finding", "printing.keeping": "keeping", "printing.title": "printing",
}

// until waits for a sight that satisfies ok.
func (w *walker) until(what string, limit time.Duration, ok func(sight) bool) sight {
	s, seen := w.await(limit, ok)
	if !seen {
		w.missed(what, limit)
	}
	return s
}

// search is until, turning the pages to and fro where there are several: what is
// looked for stands on one of them.
func (w *walker) search(what string, limit time.Duration, ok func(sight) bool) sight {
	end := time.Now().Add(limit)
	way, back := namePageOn, namePageBack
	for w.err == nil {
		s, seen := w.await(onePage, ok)
		switch {
		case seen:
			return s
		case time.Now().After(end):
			w.missed(what, limit)
		case w.glass.look().offers(way):
			w.tap(way)
		default:
			way, back = back, way
		}
	}
	return sight{}
}

// await waits for a sight that satisfies ok; false if there was none in time.
func (w *walker) await(limit time.Duration, ok func(sight) bool) (sight, bool) {
	late := time.NewTimer(limit)
	defer late.Stop()
	for w.err == nil {
		s := w.glass.look()
		w.catch(s)
		if ok(s) {
			w.seen = time.Now()
			return s, true
		}
		select {
		case <-s.changed:
		case <-late.C:
			return s, false
		case <-w.ctx.Done():
			w.err = w.ctx.Err()
		}
	}
	return sight{}, false
}

// missed notes what was waited for in vain, with a picture of what was there
// instead.
func (w *walker) missed(what string, limit time.Duration) {
	if w.err != nil {
		return
	}
	w.save("missing")
	w.err = errors.Join(fmt.Errorf("%s: waited %s for %s; the screen offers %s", w.flow, limit, what, names(w.glass.look())), w.err)
}

func names(s sight) string {
	var all []string
	for _, t := range s.on.Targets {
		all = append(all, t.Name)
	}
	return strings.Join(all, " ")
}

// catch takes the picture of a passing screen.
func (w *walker) catch(s sight) {
	for key, name := range passing {
		if !w.caught[w.flow+name] && w.eye.says(s, key) {
			w.caught[w.flow+name] = true
			w.save(name)
		}
	}
}

// offered waits for something that can be touched.
func (w *walker) offered(name string) sight {
	return w.until(name, forScreen, func(s sight) bool { return s.offers(name) })
}

// said waits for words.
func (w *walker) said(key string, limit time.Duration) sight {
	return w.until("the words "+key, limit, func(s sight) bool { return w.eye.says(s, key) })
}

// found looks for words on all pages.
func (w *walker) found(key string, limit time.Duration) sight {
	return w.search("the words "+key, limit, func(s sight) bool { return w.eye.says(s, key) })
}

// tap touches what is called name, as soon as it can be touched.
func (w *walker) tap(name string) {
	s := w.offered(name)
	if !isKey(name) || !isKey(w.last) || name == w.last {
		w.rest()
	}
	w.last = name
	if w.err != nil {
		return
	}
	if again, ok := w.glass.look().target(name); ok {
		w.press(again)
		return
	}
	t, _ := s.target(name)
	w.press(t)
}

func (w *walker) press(t backend.Target) {
	at := t.Rect.Min.Add(t.Rect.Size().Div(2))
	for _, kind := range []backend.TouchKind{backend.Down, backend.Up} {
		if err := w.glass.touch(backend.Touch{X: at.X, Y: at.Y, Kind: kind}); err != nil {
			w.err = fmt.Errorf("touch %s: %w", t.Name, err)
			return
		}
	}
	w.tapped = time.Now()
}

// isKey tells keys, which may follow each other as fast as fingers can: only the
// same one twice is taken for trembling.
func isKey(name string) bool { return strings.HasPrefix(name, keyPrefix) }

// rest waits like a finger that goes from one place to the next. It counts from
// what was seen last, too: a busy kiosk may have felt the last tap late.
func (w *walker) rest() {
	from := w.tapped
	if w.seen.After(from) {
		from = w.seen
	}
	timer := time.NewTimer(betweenTaps - time.Since(from))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-w.ctx.Done():
		w.err = errors.Join(w.err, w.ctx.Err())
	}
}

// save writes the newest frame as the next picture, unless the very same one is
// there already.
func (w *walker) save(screen string) {
	frame := w.glass.picture()
	if frame == nil {
		return
	}
	sum := sha256.Sum256(frame.Pix)
	if w.saved[sum] {
		return
	}
	w.saved[sum] = true
	w.write(screen, frame)
}

func (w *walker) write(screen string, picture image.Image) {
	w.count++
	name := fmt.Sprintf("%02d-%s-%s.png", w.count, w.flow, screen)
	f, err := os.OpenFile(filepath.Join(w.pictures, name), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err == nil {
		err = errors.Join(png.Encode(f, picture), f.Close())
	}
	if err != nil {
		w.err = errors.Join(w.err, fmt.Errorf("write a picture: %w", err))
		return
	}
	w.term.say("walk   | %s", name)
}

// keys presses one key after the other, each when the one before is to be seen.
func (w *walker) keys(text string) {
	for _, r := range text {
		before := w.glass.look().text()
		w.tap(keyPrefix + string(r))
		w.until("what a key typed", forScreen, func(s sight) bool { return s.text() != before })
	}
}

// answer answers whatever question is on the glass: the first choice, or digits.
// A choice goes on by itself; digits do not.
func (w *walker) answer(question string) (wentOn bool) {
	s := w.glass.look()
	if s.written() {
		w.writes("question-" + strings.ReplaceAll(strings.TrimSuffix(question, ".q"), ".", "-"))
		return false
	}
	if s.typed() {
		w.keys(digitsFor(question))
		return false
	}
	choices := s.choices()
	if len(choices) == 0 {
		w.err = errors.Join(w.err, fmt.Errorf("%s: nothing can be chosen at %s", w.flow, question))
		return false
	}
	w.tap(choices[0])
	return true
}

// digitsFor are invented.
func digitsFor(question string) string {
	if strings.HasSuffix(question, "phone.q") {
		return "13800005678"
	}
	return "501"
}

// fill answers question after question until the review is on the glass.
func (w *walker) fill() {
	review := func(s sight) bool { return w.eye.says(s, "review.title") }
	var asked []string
	for w.err == nil {
		s := w.until("a question or the review", forScreen, func(s sight) bool {
			q := w.eye.question(s)
			return review(s) || q != "" && !slices.Contains(asked, q)
		})
		if w.err != nil || review(s) {
			return
		}
		q := w.eye.question(s)
		asked = append(asked, q)
		name := "question-" + strings.ReplaceAll(strings.TrimSuffix(q, ".q"), ".", "-")
		w.save(name)
		if w.answer(q) {
			continue
		}
		w.rest() // the figures are on the glass before they are gone on from
		w.save(name + "-answered")
		w.tap(nameNext)
	}
}
