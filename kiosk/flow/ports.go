package flow

import (
	"context"
	"log/slog"
	"time"

	"station365/devices/idcard"
	"station365/devices/printer"
	"station365/devices/scanner"
	"station365/kiosk"
	"station365/kiosk/catalogue"
	"station365/kiosk/form"
	"station365/kiosk/input"
	"station365/kiosk/personal"
	"station365/kiosk/station"
)

// Store keeps cases on this machine.
type Store interface {
	// Keep writes case, record and receipt job in one durable transaction. A
	// case is there if and only if it returned without an error.
	Keep(ctx context.Context, c kiosk.NewCase, seal kiosk.SealFunc) (kiosk.Kept, error)
	// ByTag finds the cases of a card, newest first.
	ByTag(ctx context.Context, tag []byte) ([]kiosk.Kept, error)
	// ByNumber reads one case anew.
	ByNumber(ctx context.Context, number kiosk.CaseNumber) (kiosk.Kept, bool, error)
	// Try opens a case with its check code; tries are counted and limited.
	Try(ctx context.Context, number kiosk.CaseNumber, code kiosk.CheckCode) (kiosk.Kept, error)
	// ReceiptResult notes how a receipt job ended.
	ReceiptResult(ctx context.Context, id kiosk.CaseID, result string) error
	// Reprint counts one more copy and returns the count.
	Reprint(ctx context.Context, id kiosk.CaseID) (int, error)
	// Replies are the officer's sealed words for a case, oldest first.
	Replies(ctx context.Context, id kiosk.CaseID) ([][]byte, error)
}

// Sealer closes a submission to the centre.
type Sealer interface {
	// Seal returns the function that the store calls at the end of the chain.
	// The submission is revealed only inside it.
	Seal(s Submission) kiosk.SealFunc
}

// Submission is what a resident hands in.
type Submission struct {
	ID               kiosk.CaseID
	Matter           kiosk.MatterID
	CatalogueVersion int
	NoticeVersion    int
	Answers          map[string]personal.Value
	Checks           []string // what a person must look at on the card: keys, never values
	ReplyKey         []byte   // public; the centre seals its answers to it; nil if anonymous
	Promise          kiosk.Promise
	At               time.Time
	TimeTrusted      bool
}

// Identity is what a card number opens at this kiosk, and nowhere else.
type Identity interface {
	Tag() []byte      // finds the resident's cases
	ReplyKey() []byte // public half of the key that answers are sealed to
	// Open reads an officer's answer.
	Open(sealed []byte) (personal.Value, error)
	Wipe()
}

// Identifier derives an Identity; it takes tens of milliseconds on purpose.
type Identifier interface {
	Identify(idNumber personal.Value) (Identity, error)
}

// Papers makes the page of a receipt. gave is nil for a reprint after the
// session: the paper then says that the content is sealed. language is what the
// resident reads: the paper says what she needs of it in that too.
type Papers interface {
	Page(k kiosk.Kept, gave []form.Line, now time.Time, language string) printer.Page
	// Ticket is the paper of a call for help that nobody answered: its number, when
	// it was made, and the telephone.
	Ticket(number int, at time.Time, phone string) printer.Page
}

// AuditFunc takes an event of assets/events.json with its details as name,
// value, name, value. It is called from any goroutine and must not wait.
type AuditFunc func(event string, detail ...string)

// Documents is what a station works with and may be sent anew. Each is good as
// it is and does not change.
type Documents struct {
	Catalogue *catalogue.Catalogue
	Station   *station.Profile
	Places    *station.Places
	Papers    Papers
	Settings  *Settings // nil: they stay as they are
}

// Settings are what a visit goes by from its beginning to its end.
type Settings struct {
	Times        Times
	Scale, Sound string // Look begins with these
}

// Source gives the newest documents. It is asked between two visits only: a
// visit stays under what it began with, whatever is published meanwhile.
type Source interface {
	Documents() Documents
}

// Opts is what a flow works with. All are needed but Scanner, Clock, Frozen, Week,
// Health, Mute, Caller, Audit and Logger.
type Opts struct {
	Kiosk     string // this machine's name
	Prefix    string // of its case numbers; "" until it is enrolled
	Source    Source // of Catalogue, Station, Places and Papers; nil: they stay as they are
	Catalogue *catalogue.Catalogue
	Station   *station.Profile
	Places    *station.Places
	Reader    idcard.Reader
	Printer   printer.Printer
	Scanner   scanner.Scanner // nil: there is none
	Housing   Housing
	Store     Store
	Sealer    Sealer
	Identify  Identifier
	Papers    Papers
	Online    func() bool                    // whether the centre is reachable now
	Clock     func() bool                    // whether the clock is trusted; told by its year if nil: one without a battery begins long ago
	Frozen    func() kiosk.Rule              // why no new requests are taken, "" if they are; must not wait; never if nil
	Week      func() kiosk.Week              // how the week goes, for the welcome page; must not wait; nothing is known if nil
	Health    func() Health                  // how this machine's day goes, for the welcome page; must not wait; nothing is known if nil
	Languages []string                       // what pages can be read in, the first one first; nil: no choice
	Sound     string                         // Look.Sound that a session begins with; "" is off
	Mute      func() bool                    // whether nothing can be heard here now; must not wait; never if nil
	Caller    Caller                         // carries calls for help; nil: nobody can be told
	Writing   func() (*input.Engines, error) // loads the engines of the input panel, once; without, letters and digits can be written
	Scale     string                         // the type scale that a session begins with
	Times     Times
	Audit     AuditFunc // nobody is told if nil
	Logger    *slog.Logger
}

// Times are the waits of a visit (services.md 4.1 gives reasons and bounds).
type Times struct {
	Public    time.Duration // idle on a page where nothing can be lost
	Task      time.Duration // idle inside a task, standard type
	Slow      time.Duration // idle inside a task, larger type
	Warning   time.Duration // the countdown
	Done      time.Duration // the last page
	Taken     time.Duration // how long a forgotten card is asked for
	Second    time.Duration // a call unanswered so long goes to the next person
	Telephone time.Duration // and so long, to the telephone
}

// DefaultTimes are services.md's proposals.
func DefaultTimes() Times {
	return Times{Public: time.Minute, Task: 90 * time.Second, Slow: 3 * time.Minute,
		Warning: 30 * time.Second, Done: 30 * time.Second, Taken: time.Minute,
		Second: time.Minute, Telephone: 2 * time.Minute}
}
