package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ErrSettings is a document of settings that says something else than settings.
var ErrSettings = errors.New("these are no settings")

// Settings are what a centre may change at a kiosk: how long it waits, when it
// takes no more requests, how it looks and sounds when a visit begins. Ports,
// devices, paths and keys are the technician's. What is left out, or 0 or "", stays
// as the kiosk's own file says; the bounds are the kiosk's, who refuses with
// reasons.
type Settings struct {
	Times  SettingTimes  `json:"times"`
	Limits SettingLimits `json:"limits"`
	Volume string        `json:"volume,omitempty"` // "off", "soft", "middle" or "loud"
	Type   string        `json:"type,omitempty"`   // "standard", "large" or "largest"
}

// SettingTimes are waits in seconds.
type SettingTimes struct {
	Public    int `json:"public,omitempty"`
	Task      int `json:"task,omitempty"`
	Slow      int `json:"slow,omitempty"`
	Warning   int `json:"warning,omitempty"`
	Done      int `json:"done,omitempty"`
	Taken     int `json:"taken,omitempty"`
	Second    int `json:"second,omitempty"`
	Telephone int `json:"telephone,omitempty"`
}

// SettingLimits are when no new requests are taken. The queue may become shorter
// than the kiosk's own file allows, not longer: the file knows the disk.
type SettingLimits struct {
	Queue     int `json:"queue,omitempty"`
	Oldest    int `json:"oldest_days,omitempty"`
	Catalogue int `json:"catalogue_days,omitempty"`
}

// DecodeSettings reads a document of settings; a word that it does not know is an
// error, as a mistyped one would be no change and no complaint.
func DecodeSettings(content []byte) (s Settings, err error) {
	d := json.NewDecoder(bytes.NewReader(content))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return Settings{}, fmt.Errorf("%w: %w", ErrSettings, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Settings{}, fmt.Errorf("%w: something follows", ErrSettings)
	}
	return s, nil
}
