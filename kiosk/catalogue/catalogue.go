// Package catalogue reads the catalogue of matters: what may be asked for at
// this station, on which terms, with which form. It checks strictly and takes a
// catalogue whole or not at all. It knows no screen and no wire.
package catalogue

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"station365/kiosk"
	"station365/kiosk/form"
)

// Matter is one thing a resident can have done. All words are string keys.
type Matter struct {
	ID            kiosk.MatterID `json:"id"`
	Version       int            `json:"version"`
	Title         string         `json:"title"`
	Short         string         `json:"short"` // one line under the title
	Icon          string         `json:"icon"`
	Needs         []string       `json:"needs"`      // "idcard"
	Unverified    bool           `json:"unverified"` // may be begun without the card: who it is is typed, and verified at the window
	Anonymous     bool           `json:"anonymous"`  // may be handed in without a name
	Sensitive     bool           `json:"sensitive"`  // lists show number and date only
	DueDays       int            `json:"dueDays"`    // working days
	FlowCard      FlowCard       `json:"flowCard"`
	NoticeVersion int            `json:"noticeVersion"`
	Notice        []string       `json:"notice"`      // three lines: what for, who sees it, how long
	ReceiptStep   string         `json:"receiptStep"` // the step between handed in and answered, on paper
	Form          form.Schema    `json:"form"`
}

// FlowCard is what can be read before any card is asked for.
type FlowCard struct {
	Who     string   `json:"who"`
	WhoMore string   `json:"whoMore"`
	Papers  []string `json:"papers"`
	Fee     string   `json:"fee"`
	Where   string   `json:"where"`
	Minutes int      `json:"minutes"` // at the kiosk
}

// NeedsCard reports whether an ID card has to be read.
func (m Matter) NeedsCard() bool { return slices.Contains(m.Needs, "idcard") }

// Keys lists every string key of the matter, so that a check can ask whether
// there are words for each.
func (m Matter) Keys() []string {
	c := m.FlowCard
	keys := append([]string{m.Title, m.Short, c.Who, c.WhoMore, c.Fee, c.Where, m.ReceiptStep}, c.Papers...)
	keys = append(keys, m.Notice...)
	for _, f := range m.Form.Fields {
		keys = append(keys, f.Label, f.Question, f.Help, f.Why, f.Step)
		for _, o := range slices.Concat(f.Choices, f.Skips) {
			keys = append(keys, o.Title)
		}
	}
	return slices.DeleteFunc(keys, func(k string) bool { return k == "" })
}

// Icons lists the names of every icon of the matter.
func (m Matter) Icons() []string {
	icons := []string{m.Icon}
	for _, f := range m.Form.Fields {
		for _, o := range slices.Concat(f.Choices, f.Skips) {
			if o.Icon != "" {
				icons = append(icons, o.Icon)
			}
		}
	}
	return icons
}

// Catalogue is a checked set of matters.
type Catalogue struct {
	Version int // the highest of the matters' versions
	Hash    [32]byte
	matters []Matter
}

// Matters lists the matters in the order of their files' names.
func (c *Catalogue) Matters() []Matter { return c.matters }

// Matter finds one by its name.
func (c *Catalogue) Matter(id kiosk.MatterID) (Matter, bool) {
	for _, m := range c.matters {
		if m.ID == id {
			return m, true
		}
	}
	return Matter{}, false
}

// Load reads every *.json in the top folder of fsys. All faults of all files
// come in one error.
func Load(fsys fs.FS) (*Catalogue, error) {
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, fmt.Errorf("list catalogue: %w", err)
	}
	var files []file
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		files = append(files, file{strings.TrimSuffix(path.Base(name), ".json"), text})
	}
	return join(files)
}

// file is one matter's text under the name that it must have.
type file struct {
	name string
	text []byte
}

// join checks matters and makes a catalogue of them.
func join(files []file) (*Catalogue, error) {
	if len(files) == 0 {
		return nil, errors.New("the catalogue has no matters")
	}
	c := &Catalogue{}
	var errs []error
	sum := sha256.New()
	for i, f := range files {
		_, _ = sum.Write(f.text) // a hash never fails
		m, err := decode(f.text)
		if err == nil {
			err = errors.Join(check(m, f.name)...)
		}
		if _, twice := c.Matter(m.ID); err == nil && twice {
			err = errors.New("id: a matter of that name stands here twice")
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s.json (%d): %w", f.name, i+1, err))
		}
		c.matters = append(c.matters, m)
		c.Version = max(c.Version, m.Version)
	}
	copy(c.Hash[:], sum.Sum(nil))
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return c, nil
}

func decode(text []byte) (Matter, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	var m Matter
	if err := d.Decode(&m); err != nil {
		return m, fmt.Errorf("not a matter: %w", err)
	}
	if d.More() {
		return m, errors.New("not a matter: more than one value")
	}
	return m, nil
}
