package page

import "time"

// State is everything on the page that is no picture.
type State struct {
	People   []Person        `json:"people"`
	Laid     string          `json:"laid"` // who lies on the reader, "" for nobody
	Switches map[string]bool `json:"switches"`
	Cases    []Case          `json:"cases"` // newest first
	Kiosk    Kiosk           `json:"kiosk"`
	Centre   Centre          `json:"centre"`
	Slips    []Slip          `json:"slips"` // newest first
	Screen   Size            `json:"screen"`
}

// Person is an invented person whose card lies in the tray.
type Person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Kind string `json:"kind"`
	Sex  string `json:"sex"`
	Note string `json:"note"`
}

// Case is a case as kiosk and centre know it.
type Case struct {
	Number   string    `json:"number"`
	At       time.Time `json:"at"`
	Delivery string    `json:"delivery"` // at the kiosk
	Reason   string    `json:"reason"`   // why it is quarantined
	Receipt  string    `json:"receipt"`  // how its receipt job ended
	Here     string    `json:"here"`     // status as the kiosk knows it
	There    string    `json:"there"`    // status at the centre, "" if it is unknown there
	Next     []string  `json:"next"`     // statuses that may follow at the centre
}

// Kiosk and Centre are the two programs.
type (
	Kiosk struct {
		Name    string `json:"name"`
		Running bool   `json:"running"`
	}
	Centre struct {
		Running     bool `json:"running"`
		Records     int  `json:"records"`
		Quarantined int  `json:"quarantined"`
		Alarms      int  `json:"alarms"`
	}
)

// Slip is a slip that was cut off.
type Slip struct {
	N  int       `json:"n"`
	At time.Time `json:"at"`
}

// Size is the kiosk's screen in pixels.
type Size struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}
