// Package idcard is the contract between the kiosk and whatever reads identity
// cards: the card's fields in the trade's words, the ways a reading can end,
// and a watcher that says when a card was laid down. It knows no frames and no
// ports; drivers are its subpackages.
package idcard

import (
	"context"
	"errors"

	"station365/devices"
	"station365/kiosk/personal"
)

// Kind is which of the four cards it is, by the mark at offset 248 of the
// text block.
type Kind string

// The four kinds of card.
const (
	Resident        Kind = "resident"               // 居民身份证, mark ' '
	HongKongMacaoTW Kind = "hong-kong-macao-taiwan" // 港澳台居民居住证, mark 'J'
	Foreign2017     Kind = "foreign-2017"           // 外国人永久居留身份证 (2017), mark 'I'
	Foreign2023     Kind = "foreign-2023"           // 外国人永久居留身份证 (2023), mark 'Y'
)

// Date is a calendar day as the card prints it; the zero Date is blank on the
// card.
type Date struct{ Year, Month, Day int }

// IsZero reports a date that the card leaves blank.
func (d Date) IsZero() bool { return d == Date{} }

// Card is what a card says. Every field that names a person is a personal
// value; the session that holds the card wipes them with Wipe.
type Card struct {
	Kind             Kind
	Name             personal.Value // Chinese name; up to 15 UTF-16 units, may hold rare characters
	EnglishName      personal.Value // foreign cards only
	Sex              string         // GB/T 2261.1 code: "1" male, "2" female, "0" unknown, "9" not stated
	EthnicGroup      string         // GB/T 3304 code, two digits, "" if the card has none
	Nationality      string         // GB/T 2659 three letters, foreign cards only
	Birth            personal.Value // YYYYMMDD
	Address          personal.Value // the printed one, or the newest one that the chip holds
	NewestAddress    bool           // Address was written to the chip after the card was printed
	IDNumber         personal.Value // 18 characters (15 on Foreign2017), X upper case
	IssuingAuthority string
	ValidFrom        Date
	ValidUntil       Date // zero and LongTerm for 长期
	LongTerm         bool
	PassNumber       personal.Value // HongKongMacaoTW only
	ManagementNumber personal.Value // of the card body, in hexadecimal; only where the reader is asked for it
	Warnings         []string       // inconsistencies as stable keys, see Warnings; never values
}

// Wipe zeroes every personal field.
func (c *Card) Wipe() {
	for _, v := range []personal.Value{c.Name, c.EnglishName, c.Birth, c.Address, c.IDNumber, c.PassNumber, c.ManagementNumber} {
		v.Wipe()
	}
	*c = Card{}
}

// Ways a reading can fail. Drivers wrap them; each has its own screen.
var (
	ErrNoCard     = errors.New("no card on the reader")
	ErrUnreadable = errors.New("the card could not be read: lift it and lay it down again")
	ErrTwoCards   = errors.New("several cards at once: lay the identity card down alone")
	ErrNotIDCard  = errors.New("not an identity card")
	ErrRefused    = errors.New("the card was refused")
)

// Event is what a reader reports by itself.
type Event struct {
	Kind   EventKind
	Card   *Card          // with CardRead; the receiver owns and wipes it
	Err    error          // with CardFailed: one of the errors above or of package devices
	Code   string         // with CardFailed: technician code such as "R-41"
	Health devices.Health // with HealthChanged
}

// EventKind names a reader's events.
type EventKind string

// The events of a reader.
const (
	CardPlaced    EventKind = "card-placed"    // a card was found; reading has begun
	CardRead      EventKind = "card-read"      // all fields are there
	CardFailed    EventKind = "card-failed"    // found but not read
	CardRemoved   EventKind = "card-removed"   // only from modules that can tell
	HealthChanged EventKind = "health-changed" // the reader came, went or changed state
)

// Reader watches for cards. One presentation of a card gives one CardPlaced
// followed by exactly one CardRead or CardFailed, also on modules that keep
// answering "found".
type Reader interface {
	// Run watches until ctx ends, opening the port again whenever it vanishes,
	// and calls emit for each event from one goroutine. It returns ctx.Err().
	Run(ctx context.Context, emit func(Event)) error
	// Again asks for the card that still lies on the reader to be read once
	// more, where the module can; otherwise the resident must lift it.
	Again()
	// Presence reports whether this module can tell that a card was taken away.
	Presence() bool
	// String names the driver and port for logs.
	String() string
}
