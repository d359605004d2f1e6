package catalogue

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// Bundle joins the matters of a folder, one file each, into one document: an
// array of them in the order of their files' names. It checks nothing.
func Bundle(fsys fs.FS) ([]byte, error) {
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, fmt.Errorf("list catalogue: %w", err)
	}
	if len(names) == 0 {
		return nil, errors.New("the catalogue has no matters")
	}
	var matters []json.RawMessage
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		if !json.Valid(text) {
			return nil, fmt.Errorf("%s: not JSON", name)
		}
		matters = append(matters, text)
	}
	return json.Marshal(matters)
}

// Decode reads and checks a catalogue as Bundle joins it. All faults of all
// matters come in one error.
func Decode(bundle []byte) (*Catalogue, error) {
	var texts []json.RawMessage
	if err := json.Unmarshal(bundle, &texts); err != nil {
		return nil, errors.New("not a catalogue: allowed: an array of matters")
	}
	files := make([]file, len(texts))
	for i, text := range texts {
		var named struct {
			ID string `json:"id"`
		}
		_ = json.Unmarshal(text, &named) // what is no matter at all, the check says
		if named.ID == "" {
			named.ID = "matter" // the check asks for a name
		}
		files[i] = file{name: named.ID, text: text}
	}
	return join(files)
}
