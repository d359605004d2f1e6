package flow

import (
	"time"

	"station365/kiosk"
)

// CallStep is how far a call for help has gone.
type CallStep string

// The steps of a call (services.md 4.7).
const (
	CallNobody    CallStep = "nobody"    // nobody is on duty: a call-back can be asked for
	CallFirst     CallStep = "first"     // the person on duty
	CallSecond    CallStep = "second"    // nobody answered: the next person of the roster
	CallTelephone CallStep = "telephone" // nobody answered again: the telephone, and a ticket
	CallCardLeft  CallStep = "card-left" // nobody asked: a forgotten card lies on the reader
)

// CallWord is what came back of a call. Until a word is here nobody was reached,
// and no page may say so.
type CallWord string

// The words that can come back.
const (
	CallAtDesk CallWord = "desk"   // the call is in the centre's book and on its desk
	CallComing CallWord = "coming" // a person has said that she comes
)

// Call is one call for help as it is told to those who can come. There is nothing
// of the resident in it.
type Call struct {
	ID      string // of this call alone; made anew for each
	Number  int    // the number on the glass: the day's count at this kiosk
	Officer string // who is called now
	Step    CallStep
	Over    bool // nobody need come any more
	At      time.Time
}

// Caller carries calls to where people see them.
type Caller interface {
	// Tell sends how a call stands. It never waits and promises nothing: only a
	// word that comes back counts.
	Tell(c Call)
}

// Heard is the event of a word on a call, for whoever carries calls.
func Heard(id string, w CallWord, officer string, at time.Time) Event {
	return Event{Kind: CallHeard, data: heard{id, w, officer, at}}
}

type heard struct {
	id      string
	word    CallWord
	officer string
	at      time.Time
}

// CallView is what pages show of a call; its Step is "" where there is none.
type CallView struct {
	Step    CallStep
	Word    CallWord // "" while nobody was reached
	Reaches bool     // a word can come: there is a way to the desk, and it is up
	Number  int
	Name    string        // who is called now
	Face    string        // of that person
	Then    string        // who is called next, "" if the telephone is
	Wait    time.Duration // until then; the longest that anybody waits for this step
	At      time.Time     // of the word
	Ticket  Ticket
	Leaves  bool // a telephone number can be left here
	Keeping bool // it is being kept
	Kept    CaseView
}

// Ticket is what became of the paper of a call.
type Ticket string

// What can become of a ticket.
const (
	TicketNone     Ticket = ""
	TicketPrinting Ticket = "printing"
	TicketPrinted  Ticket = "printed"
	TicketFailed   Ticket = "not-printed"
)

// callBack is the matter that a call-back is kept as.
const callBack kiosk.MatterID = "call-back"
