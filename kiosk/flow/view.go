package flow

import (
	"image"
	"time"

	"station365/devices"
	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/personal"
)

// View is everything a screen may show, copied out of the visit after every
// event. Screens are built from it and keep nothing; personal values in it are
// the session's own and go blank when it ends.
type View struct {
	State State
	Look  Look
	Top   Top

	Back    bool       // 返回 works here
	Restart bool       // 重新开始 works here
	Wipes   bool       // 重新开始 would wipe card data: say so on the button
	Next    bool       // 下一步 works here
	WhyNot  string     // string key: why 下一步 does not work, "" if it does
	Frozen  kiosk.Rule // why no new requests are taken now, "" if they are
	Hear    int        // counts presses of 声音: a new one asks to hear the page, or to hear no more of it
	Said    string     // string key: the place that was just pressed has no use here, and why
	Wiped   string     // Welcome, Home: string key: the last session is wiped; for some seconds, "" otherwise

	Steps    []Step // the step line, empty outside a form
	Page     int    // page of a list that is too long for the glass, from 0
	Matter   MatterView
	Matters  []MatterView  // Matters
	Duty     Duty          // who is on duty now
	Call     CallView      // of a call for help, on every page while it lasts
	Week     []DutyDay     // WhereTo: the coming seven days
	Coming   Coming        // Welcome: the next event, with an empty Title where none is known
	Evening  kiosk.Week    // Welcome: how this week went here
	Health   Health        // Welcome: how this machine's day goes
	Station  StationView   // WhereTo
	Card     CardView      // CardRead and later
	Failure  Failure       // CardFailed, NotKept, EnterNumber, EnterCode
	Panel    Panel         // Filling, a question in words
	Question Question      // Filling, EnterNumber, EnterCode, CallBack
	Review   []ReviewLine  // Reviewing
	Asked    int           // questions the resident answered
	Saved    []Saved       // fields nobody had to ask for
	Case     CaseView      // Printing, Done, NotPrinted, CaseDetail
	Cases    []CaseView    // MyCases, newest first
	ByHand   bool          // AwaitingCard, CardFailed: what the card would say may be typed for this matter
	CardLies bool          // TakeCard: the reader senses it; otherwise its owner is asked
	Left     time.Duration // IdleWarning, TakeCard, Done: until it goes by itself
	AsOf     time.Time     // what the centre last said is of then; zero: of before the start
	Reader   devices.State
	Scanner  devices.State // Absent where there is none
	Printer  printer.Status
	Housing  Housing
}

// Place is where something is, seen by whoever stands before the glass; "" where
// nobody has said.
type Place string

// The places.
const (
	Below      Place = "below"
	BelowLeft  Place = "below-left"
	BelowRight Place = "below-right"
	Left       Place = "left"
	Right      Place = "right"
)

// Housing is where the machine's housing has what a hand must find.
type Housing struct{ Reader, Printer, Scanner Place }

// Look is how the resident wants to see; forgotten at the session's end.
type Look struct {
	Scale    string // "standard" | "large" | "largest"
	Theme    string // "light" | "high"
	Language string // one of Top.Languages
	Low      bool   // every control in the lower part of the glass
	Sound    string // "off" | "soft" | "middle" | "loud": whether pages are read aloud, and how loud
}

// Top is the frame's head.
type Top struct {
	Community, Station string
	Kiosk              string // the machine's own name, for the foot of the welcome page
	Now                time.Time
	About              bool     // nobody vouches for the clock: times are about
	Languages          []string // what pages can be read in, the station's own first
	Online             bool     // the centre is reachable now
}

// Step is one window of the step line.
type Step struct {
	Title string // string key
	Done  bool
	Now   bool
	Field string // send Edit with it to go back there; "" if that is not possible
}

// MatterView is a matter as its flow card shows it; all words are string keys.
type MatterView struct {
	ID                        kiosk.MatterID
	Title, Short, Icon        string
	Who, WhoMore, Fee, Where  string
	Papers                    []string
	DueDays, Steps, Minutes   int
	DueBy                     time.Time // if it were handed in now; zero where it cannot be, or the clock is not trusted
	NeedsCard, MayBeAnonymous bool
	ByHand                    bool     // what the card would say may be typed
	Notice                    []string // three lines before agreeing
}

// Duty is the person on duty, or the next one.
type Duty struct {
	Name, Face, Phone, Window string
	From, Until               time.Time
	Now                       bool // false: nobody is there now, this is the next one
}

// Coming is the next thing that everybody may come to.
type Coming struct {
	Title, Place string
	At           time.Time
}

// Health is how a kiosk's own day goes. Nothing in it is about anybody.
type Health struct {
	Away    time.Duration // of today, without the centre: whole minutes
	Waiting int           // cases kept here that the centre has not acknowledged yet
	Arrived bool          // it has acknowledged every one
	Slips   int           // receipts that the roll still has, 0 = not known
}

// DutyDay is one day of the roster.
type DutyDay struct {
	Day   time.Time
	Names []string
}

// StationView is what the station says of itself.
type StationView struct{ Phone, ComplaintPhone, Window string }

// CardView is what the glass shows of a card: masked.
type CardView struct {
	MaskedName, LastFour string
	Fields               []ReviewLine // what the card gave, masked
	Verified             bool
	NotValid             string    // string key prefix: "card.expired", "card.not-yet"; "" if valid or not known
	Day                  time.Time // its last or first day, as NotValid says; a calendar day without a zone
	MayLie               bool      // it may still lie there and the reader cannot tell: remind of it
	Doubts               []string  // string keys: what a person will look at, and what else is to know
}

// Failure says what went wrong; Key picks the words, Code is for the technician.
type Failure struct {
	Key       string // string key prefix, e.g. "card.unreadable"
	Code      string // "R-41"
	Try, Left int    // this was try n, so many are left
}

// Question is one page of the form, or of a look-up.
type Question struct {
	Field   string
	Title   string // string key
	Help    string // string key, "" for none
	Why     string // string key: why this is asked, "" for none
	Kind    string // "choice" | "digits" | "id-number" | "code" | "text"
	Choices []Choice
	Columns int // how many choices stand on one floor of the house, 0 if they are no flats
	Chosen  string
	Typed   personal.Value // digits so far
	Masked  bool           // hide the middle while typing
	Min     int            // fewest digits or letters
	Max     int            // most digits or letters
	Skips   []Choice       // honest ways out
	Problem string         // string key: why the answer was refused
}

// Panel is the input panel of a question in words.
type Panel struct {
	Mode       string           // "ink" | "pinyin" | "latin" | "digits"
	Ready      bool             // the mode's engine is loaded
	Composing  personal.Value   // what is being spelled
	Candidates []personal.Value // what it may mean, best first
	Page       int              // of the candidates, from 0
	Sheet      Drawing          // what is written by hand
}

// Choice is one answer. Title is a string key, or Text the words themselves
// (places from the dictionary).
type Choice struct{ Value, Title, Text, Icon string }

// Saved is how many fields were not asked because of where they came from: "card",
// "number" or "place".
type Saved struct {
	From   string
	Fields int
}

// ReviewLine is one line of what will be sent. Value is already masked where it
// must be; ValueKey is set instead when the value is one of our words.
type ReviewLine struct {
	Field, Label string // Label is a string key
	Value        personal.Value
	ValueKey     string
	Source       string // "card" | "dictionary" | "you" | "number"
	Editable     bool
}

// CaseView is a case as its resident may see it.
type CaseView struct {
	Number    kiosk.CaseNumber
	CheckCode kiosk.CheckCode
	QR        string // what the code on screen and paper says; "" when unknown
	Title     string // string key; "" for sensitive matters
	Masked    string
	Status    kiosk.Status
	Delivery  kiosk.Delivery
	Reason    string // why it is quarantined, string key
	AckedAt   time.Time
	At        time.Time
	Promise   kiosk.Promise
	DayOpen   bool // the clock was not confirmed when the case was kept: its promise names no day
	Late      bool
	Middle    string // string key: what happens between handing in and the result, "" when sealed
	ByCard    bool   // its resident's card finds it again; otherwise number and check code
	ByHand    bool   // who its resident is was typed: to be verified at the window
	History   []kiosk.Event
	Answer    personal.Value // the officer's words, opened with the card
	Preview   image.Image    // the receipt as the paper shows it
	Paper     printer.Outcome
}
