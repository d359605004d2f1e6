package emulator

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
)

const (
	textBytes    = 256
	addressUnits = 35
)

// Person is one invented person, as assets/personas.json writes them. The words
// are those that stand on the card: dates of eight digits, 长期.
type Person struct {
	ID               string `json:"id"`
	Kind             string `json:"kind"` // resident, hong-kong-macao-taiwan, foreign-2017, foreign-2023
	Name             string `json:"name"`
	Sex              string `json:"sex"`
	EthnicGroup      string `json:"ethnicGroup"`
	Birth            string `json:"birth"`
	Address          string `json:"address"`
	IDNumber         string `json:"idNumber"`
	IssuingAuthority string `json:"issuingAuthority"`
	ValidFrom        string `json:"validFrom"`
	ValidUntil       string `json:"validUntil"`
	NewestAddress    string `json:"newestAddress"` // written to the chip after the card was printed
	PassNumber       string `json:"passNumber"`
	Issues           string `json:"issues"`
	EnglishName      string `json:"englishName"`
	Nationality      string `json:"nationality"`
	Replacements     string `json:"replacements"`
	CardVersion      string `json:"cardVersion"` // foreign-2017
	Accepted         string `json:"accepted"`    // foreign-2017: code of the accepting authority
	Note             string `json:"note"`
}

// ReadPeople reads a file like assets/personas.json; a key that it does not know
// is an error.
func ReadPeople(r io.Reader) ([]Person, error) {
	var file struct {
		Version int      `json:"version"`
		Note    string   `json:"note"`
		People  []Person `json:"people"`
	}
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	return file.People, nil
}

// item is a text and its place on the card, in code units.
type item struct {
	what, text string
	at, room   int
}

// Text is the person's text block, UTF-16 little endian padded with spaces.
func (p Person) Text() ([textBytes]byte, error) {
	var block [textBytes]byte
	for i := 0; i < textBytes; i += 2 {
		binary.LittleEndian.PutUint16(block[i:], ' ')
	}
	items, err := p.items()
	if err != nil {
		return block, fmt.Errorf("person %s: %w", p.ID, err)
	}
	for _, it := range items {
		units := utf16.Encode([]rune(it.text))
		if len(units) > it.room {
			return block, fmt.Errorf("person %s: %s has %d units, the card holds %d", p.ID, it.what, len(units), it.room)
		}
		for i, u := range units {
			binary.LittleEndian.PutUint16(block[2*(it.at+i):], u)
		}
	}
	return block, nil
}

// newest is the answer to 30 03: one address in its place of 70 bytes.
func (p Person) newest() ([]byte, error) {
	if p.NewestAddress == "" {
		return nil, nil
	}
	units := utf16.Encode([]rune(p.NewestAddress))
	if len(units) > addressUnits {
		return nil, fmt.Errorf("person %s: newest address has %d units, the card holds %d", p.ID, len(units), addressUnits)
	}
	var b []byte
	for i := range addressUnits {
		u := uint16(' ')
		if i < len(units) {
			u = units[i]
		}
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b, nil
}

func (p Person) items() ([]item, error) {
	dates := []item{{"validFrom", p.ValidFrom, 94, 8}, {"validUntil", p.ValidUntil, 102, 8}}
	switch p.Kind {
	case "resident":
		return append(dates, p.resident()...), nil
	case "hong-kong-macao-taiwan":
		items := append(dates, p.resident()...)
		return append(items, item{"passNumber", p.PassNumber, 110, 9}, item{"issues", p.Issues, 119, 2}, item{"mark", "J", 124, 1}), nil
	case "foreign-2017":
		return append(dates, p.foreign2017()...), nil
	case "foreign-2023":
		return append(dates, p.foreign2023()...), nil
	}
	return nil, fmt.Errorf("no card of kind %q", p.Kind)
}

func (p Person) resident() []item {
	return []item{
		{"name", p.Name, 0, 15}, {"sex", p.Sex, 15, 1}, {"ethnicGroup", p.EthnicGroup, 16, 2}, {"birth", p.Birth, 18, 8},
		{"address", p.Address, 26, 35}, {"idNumber", p.IDNumber, 61, 18}, {"issuingAuthority", p.IssuingAuthority, 79, 15},
	}
}

func (p Person) foreign2017() []item {
	return []item{
		{"englishName", p.EnglishName, 0, 60}, {"sex", p.Sex, 60, 1}, {"idNumber", p.IDNumber, 61, 15},
		{"nationality", p.Nationality, 76, 3}, {"name", p.Name, 79, 15}, {"birth", p.Birth, 110, 8},
		{"cardVersion", p.CardVersion, 118, 2}, {"accepted", p.Accepted, 120, 4}, {"mark", "I", 124, 1},
	}
}

// The English name runs over two places, 35 units and 11.
func (p Person) foreign2023() []item {
	const first = 35
	name, rest := p.EnglishName, ""
	if len(name) > first {
		name, rest = name[:first], name[first:]
	}
	return []item{
		{"name", p.Name, 0, 15}, {"sex", p.Sex, 15, 1}, {"replacements", p.Replacements, 16, 2}, {"birth", p.Birth, 18, 8},
		{"englishName", name, 26, 35}, {"idNumber", p.IDNumber, 61, 18}, {"englishName", rest, 110, 11},
		{"nationality", p.Nationality, 121, 3}, {"mark", "Y", 124, 1},
	}
}
