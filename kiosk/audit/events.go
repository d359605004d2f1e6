package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
)

// EventsFile is the catalogue's name among the assets.
const EventsFile = "events.json"

// Refusals of Note.
var (
	ErrUnknown = errors.New("event is not in the catalogue")
	ErrDetail  = errors.New("detail is not what the catalogue allows")
)

// Events is the catalogue: the events that may be logged, and for each the
// details that it has.
type Events map[string]event

type event struct {
	Says   string           `json:"says"` // for people who read the log
	Detail map[string]shape `json:"detail"`
}

// shape is what a detail may be: one of a list, or something with a pattern. There
// is no shape for free text.
type shape struct {
	oneOf   []string
	pattern string
}

// patterns by the names that the catalogue uses.
var patterns = map[string]*regexp.Regexp{
	"version":     regexp.MustCompile(`^[0-9A-Za-z.+()-]{1,64}$`), // of a program
	"count":       regexp.MustCompile(`^[0-9]{1,9}$`),
	"case-number": regexp.MustCompile(`^[A-Z][0-9]{0,3}-[0-9]{4,9}-[0-9]$`),
}

// UnmarshalJSON reads a list of words or the name of a pattern.
func (s *shape) UnmarshalJSON(b []byte) error {
	if json.Unmarshal(b, &s.oneOf) == nil {
		return nil
	}
	if err := json.Unmarshal(b, &s.pattern); err != nil {
		return fmt.Errorf("a detail is a list of words or the name of a pattern: %w", err)
	}
	if patterns[s.pattern] == nil {
		return fmt.Errorf("there is no pattern %q for a detail", s.pattern)
	}
	return nil
}

func (s shape) fits(value string) bool {
	if s.pattern != "" {
		return patterns[s.pattern].MatchString(value)
	}
	return slices.Contains(s.oneOf, value)
}

// ReadEvents reads the catalogue from the assets and checks it.
func ReadEvents(assets fs.FS) (Events, error) {
	text, err := fs.ReadFile(assets, EventsFile)
	if err != nil {
		return nil, fmt.Errorf("read catalogue of events: %w", err)
	}
	var events Events
	if err := json.Unmarshal(text, &events); err != nil {
		return nil, fmt.Errorf("read catalogue of events: %w", err)
	}
	for _, own := range []string{"log-begun", "log-torn", "events-lost"} {
		if events[own].Says == "" {
			return nil, fmt.Errorf("read catalogue of events: %s is missing or says nothing", own)
		}
	}
	return events, nil
}

// allow checks an event: all its details, each once, each of its shape.
func (e Events) allow(name string, detail []string) error {
	known, ok := e[name]
	if !ok {
		return fmt.Errorf("%w: %q", ErrUnknown, name)
	}
	if len(detail) != 2*len(known.Detail) {
		return fmt.Errorf("%w: %s has %d details", ErrDetail, name, len(known.Detail))
	}
	seen := map[string]bool{}
	for i := 0; i < len(detail); i += 2 {
		shape, ok := known.Detail[detail[i]]
		if !ok || seen[detail[i]] || !shape.fits(detail[i+1]) {
			return fmt.Errorf("%w: %s of %s", ErrDetail, detail[i], name) // the value stays unsaid: it may be anything
		}
		seen[detail[i]] = true
	}
	return nil
}
