package station

import (
	"encoding/json"
	"fmt"
	"io"
)

// Places is the dictionary of places: committees, estates, buildings, entrances.
type Places struct {
	Version    int         `json:"version"`
	Committees []Committee `json:"committees"`
	Estates    []Estate    `json:"estates"`
}

// Committee is a residents' committee.
type Committee struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// Estate is a housing estate in a grid of a committee.
type Estate struct {
	Code      string     `json:"code"`
	Name      string     `json:"name"`
	Initials  string     `json:"initials"`
	Committee string     `json:"committee"`
	Grid      string     `json:"grid"`
	Buildings []Building `json:"buildings"`
}

// Building has one entrance or more.
type Building struct {
	Code      string   `json:"code"`
	Name      string   `json:"name"`
	Entrances []string `json:"entrances"`
	Floors    int      `json:"floors,omitempty"` // of each entrance; 0 with Doors: its flats are not known
	Doors     int      `json:"doors,omitempty"`  // flats on each floor
}

// The tallest building and the longest landing whose flats are listed.
const (
	mostFloors = 60
	mostDoors  = 9
)

// flats are numbered as plates are: floor, then door.
func (b Building) flats() (out []Place) {
	for floor := 1; floor <= b.Floors; floor++ {
		for door := 1; door <= b.Doors; door++ {
			n := fmt.Sprintf("%d%02d", floor, door)
			out = append(out, Place{n, n})
		}
	}
	return out
}

// Place is a code and what it is called.
type Place struct{ Code, Name string }

// ReadPlaces decodes and checks the dictionary of places.
func ReadPlaces(r io.Reader) (*Places, error) {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	var p Places
	if err := d.Decode(&p); err != nil {
		return nil, fmt.Errorf("read places: %w", err)
	}
	if p.Version < 1 || len(p.Estates) == 0 {
		return nil, fmt.Errorf("places: version %d, %d estates; allowed: version from 1, at least one estate", p.Version, len(p.Estates))
	}
	for _, e := range p.Estates {
		if e.Code == "" || e.Name == "" || len(e.Buildings) == 0 {
			return nil, fmt.Errorf("places: estate %q needs code, name and buildings", e.Code)
		}
		for _, b := range e.Buildings {
			if (b.Floors == 0) != (b.Doors == 0) || b.Floors < 0 || b.Floors > mostFloors || b.Doors < 0 || b.Doors > mostDoors {
				return nil, fmt.Errorf("places: estate %q, building %q: %d floors with %d doors; allowed: 1 to %d with 1 to %d, or neither",
					e.Code, b.Code, b.Floors, b.Doors, mostFloors, mostDoors)
			}
		}
	}
	return &p, nil
}

// List gives what a list of the dictionary offers below the choices made so
// far: "estate"; "building" of an estate; "entrance" and "flat" of a building.
func (p *Places) List(list, estate, building string) []Place {
	var out []Place
	for _, e := range p.Estates {
		if list == "estate" {
			out = append(out, Place{e.Code, e.Name})
		}
		if e.Code != estate {
			continue
		}
		for _, b := range e.Buildings {
			if list == "building" {
				out = append(out, Place{b.Code, b.Name})
			}
			if b.Code == building {
				out = append(out, b.list(list)...)
			}
		}
	}
	return out
}

func (b Building) list(list string) (out []Place) {
	switch list {
	case "entrance":
		for _, n := range b.Entrances {
			out = append(out, Place{n, n})
		}
	case "flat":
		out = b.flats()
	}
	return out
}

// Belongs names the residents' committee and the grid that an estate lies in, empty
// if the dictionary does not know the estate.
func (p *Places) Belongs(estate string) (committee, grid string) {
	for _, e := range p.Estates {
		if e.Code != estate {
			continue
		}
		for _, c := range p.Committees {
			if c.Code == e.Committee {
				committee = c.Name
			}
		}
		return committee, e.Grid
	}
	return "", ""
}

// Doors is how many flats a floor of the building has, 0 if that is not known.
func (p *Places) Doors(estate, building string) int {
	for _, e := range p.Estates {
		for _, b := range e.Buildings {
			if e.Code == estate && b.Code == building {
				return b.Doors
			}
		}
	}
	return 0
}

// Name is what a place of a list is called, "" if there is no such place.
func (p *Places) Name(list, estate, building, code string) string {
	for _, x := range p.List(list, estate, building) {
		if x.Code == code {
			return x.Name
		}
	}
	return ""
}
