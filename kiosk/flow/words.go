// Package flow decides what happens next: a visit as a table of states and
// events. It knows no toolkit, no SQL and no serial line; it is given a card
// reader, a printer, a store and a sealer through small interfaces, and hands
// out a View after every event. It promises that a case is kept before anything
// is printed, that nothing is called printed before the printer said so, and
// that a session is wiped on every way out.
package flow

import (
	"station365/kiosk/personal"
	"station365/kiosk/session"
)

// State is where a visit stands. Its name is what the screen, the log and the
// graph say.
type State string

// The states of a visit.
const (
	Welcome       State = "welcome"         // nobody is here
	Home          State = "home"            // the doors
	Matters       State = "matters"         // which matter
	FlowCard      State = "flow-card"       // who, papers, how long, fee: before any card
	Notice        State = "notice"          // what for, who sees it, how long: agree or leave
	AwaitingCard  State = "awaiting-card"   // please lay the card down
	ReadingCard   State = "reading-card"    // a card was found
	CardFailed    State = "card-failed"     // not read: what to do
	CardRead      State = "card-read"       // what the card said, masked
	CardNotValid  State = "card-not-valid"  // read, but expired or not yet valid: what to do; one may go on
	Filling       State = "filling"         // one question
	Reviewing     State = "reviewing"       // exactly what will be sent and printed
	Keeping       State = "keeping"         // the transaction is running
	NotKept       State = "not-kept"        // nothing was kept and the resident knows it
	Printing      State = "printing"        // kept; the paper is on its way
	Done          State = "done"            // kept and printed
	NotPrinted    State = "not-printed"     // kept; number and QR on screen instead
	FindCase      State = "find-case"       // by card or by number
	EnterNumber   State = "enter-number"    // the case number
	EnterCode     State = "enter-code"      // the check code
	MyCases       State = "my-cases"        // the list of this card
	CaseDetail    State = "case-detail"     // one case with its history
	WhereTo       State = "where-to"        // who is here when, telephone
	Help          State = "help"            // a call for help, and what comes of it
	SizeAndColour State = "size-and-colour" // 大字
	AskRestart    State = "ask-restart"     // really wipe?
	IdleWarning   State = "idle-warning"    // are you still there?
	TakeCard      State = "take-card"       // the card still lies there
	CallBack      State = "call-back"       // a telephone number to be rung at
)

// States lists every state.
func States() []State {
	return []State{Welcome, Home, Matters, FlowCard, Notice, AwaitingCard, ReadingCard, CardFailed, CardNotValid, CardRead,
		Filling, Reviewing, Keeping, NotKept, Printing, Done, NotPrinted, FindCase, EnterNumber, EnterCode,
		MyCases, CaseDetail, WhereTo, Help, CallBack, SizeAndColour, AskRestart, IdleWarning, TakeCard}
}

// Kind names an event.
type Kind string

// Events that screens send.
const (
	Touched     Kind = "touched"       // any touch at all
	Start       Kind = "start"         // 点一下，开始
	OpenMatters Kind = "open-matters"  // 办事情
	OpenMatter  Kind = "open-matter"   // Value = matter ID
	OpenCases   Kind = "open-cases"    // 查我的事
	OpenWhere   Kind = "open-where"    // 问路问人
	OpenSize    Kind = "open-size"     // 大字
	SetScale    Kind = "set-scale"     // Value = Look.Scale
	SetTheme    Kind = "set-theme"     // Value = Look.Theme
	SetLanguage Kind = "set-language"  // Value = Look.Language, from any page
	SetLow      Kind = "set-low"       // Value = "on" or "off": Look.Low
	SetSound    Kind = "set-sound"     // Value = Look.Sound
	Hear        Kind = "hear"          // 声音: read this page aloud, or be silent
	Back        Kind = "back"          // 返回
	Next        Kind = "next"          // 下一步, 开始办, 同意, 交上去, 完成并清除: the last place of the bar
	Answer      Kind = "answer"        // Value = chosen value or skip
	Key         Kind = "key"           // Value = a character, "erase", "clear" or "rewrite"
	SetMode     Kind = "set-mode"      // Value = Panel.Mode: what the panel writes with
	Stroke      Kind = "stroke"        // Strokes: one drawn on the sheet
	PickText    Kind = "pick-text"     // Value = the candidate's place among all
	TurnTexts   Kind = "turn-texts"    // Value = the page of candidates to go to
	Edit        Kind = "edit"          // Value = field
	Turn        Kind = "turn"          // Value = the page to go to, from 0: the pager
	Restart     Kind = "restart"       // 重新开始, 办别的事
	Confirm     Kind = "confirm"       // yes, wipe
	CallHelp    Kind = "call-help"     // 找人帮忙
	ByCard      Kind = "by-card"       // FindCase: with the card
	ByHand      Kind = "by-hand"       // 手工填写: what the card would say is typed, and not verified
	ByNumber    Kind = "by-number"     // FindCase, MyCases: with number and code
	OpenCase    Kind = "open-case"     // Value = case number
	PrintAgain  Kind = "print-again"   // 再打一张, 补打回执
	AskCallBack Kind = "ask-call-back" // 留电话，请人打给我
	AskWhy      Kind = "ask-why"       // Value = string key: a place sleeps for a reason that only the page knows
)

// Events that devices, the store, the clock and the sync rooms cause.
const (
	CardPlaced     Kind = "card-placed"
	CardIsRead     Kind = "card-is-read"
	CardUnread     Kind = "card-unread"
	CardRemoved    Kind = "card-removed"
	CaseKept       Kind = "case-kept"
	KeepFailed     Kind = "keep-failed"
	PaperDone      Kind = "paper-done"   // the printer said: printed
	PaperFailed    Kind = "paper-failed" // not printed, or unknown
	CodeScanned    Kind = "code-scanned" // a printed code was held up; anybody may have printed it
	CasesFound     Kind = "cases-found"
	CaseFound      Kind = "case-found"
	FindFailed     Kind = "find-failed"
	PanelReady     Kind = "panel-ready"      // the engines of the input panel are loaded
	Answered       Kind = "answered"         // the flow's own: a choice was taken, so the question is done with
	CallHeard      Kind = "call-heard"       // a word came back of a call for help
	CallDue        Kind = "call-due"         // nobody answered a call in its time
	TicketDone     Kind = "ticket-done"      // a paper beside the visit is done with, or was not printed
	CallBackKept   Kind = "call-back-kept"   // the request for a call-back is on the disk
	CallBackFailed Kind = "call-back-failed" // it is not
	TimeUp         Kind = "time-up"          // the state's own time has passed
	Changed        Kind = "changed"          // network, delivery, status or device changed: show it
	Failed         Kind = "failed"           // a part of the kiosk broke
	Shutdown       Kind = "shutdown"         // the program is asked to end
)

// Kinds lists every event.
func Kinds() []Kind {
	return []Kind{Touched, Start, OpenMatters, OpenMatter, OpenCases, OpenWhere, OpenSize, SetScale, SetTheme,
		SetLanguage, SetLow, SetSound, Hear, Back,
		Next, Answer, Key, SetMode, Stroke, PickText,
		TurnTexts, Edit, Turn, Restart, Confirm, CallHelp, ByCard, ByHand, ByNumber, OpenCase, PrintAgain, AskCallBack, AskWhy,
		CardPlaced, CardIsRead, CardUnread, CardRemoved, CaseKept, KeepFailed, PaperDone, PaperFailed, CodeScanned,
		CasesFound, CaseFound, FindFailed, PanelReady, Answered, CallHeard, CallDue, TicketDone, CallBackKept, CallBackFailed, TimeUp, Changed, Failed, Shutdown}
}

// Point is a place on the sheet of the input panel: its sides are from 0 to 1, y
// goes down.
type Point struct{ X, Y float32 }

// Event is something that happened to a visit.
type Event struct {
	Kind  Kind
	Value string         // what was chosen; never personal data
	Text  personal.Value // what was typed or chosen, where it is personal
	Drawn []Point        // with Stroke
	data  any            // results of effects and devices
	// session is set on results of effects: a result of an ended session is late.
	session *session.Session
}
