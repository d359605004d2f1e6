// Package kiosk has the trade's nouns and rules: cases, their numbers, states
// and promises. It uses the standard library only and knows no screen, no
// database, no wire and no device.
package kiosk

import "time"

// MatterID is a matter's stable short name, e.g. "residence-registration".
type MatterID string

// CaseID is a case's UUIDv7 in its text form, made at the kiosk.
type CaseID string

// Status is where the resident's matter stands. It says nothing about our
// pipe: see Delivery.
type Status string

// The statuses of a case.
const (
	Submitted       Status = "submitted"        // 已提交
	Accepted        Status = "accepted"         // 受理
	NeedsSupplement Status = "needs-supplement" // 补正
	Referred        Status = "referred"         // 转办
	Completed       Status = "completed"        // 办结
	Returned        Status = "returned"         // 退回
	Withdrawn       Status = "withdrawn"        // 撤回
	Reopened        Status = "reopened"         // 重新办理
)

// Statuses lists every status in the order a case usually takes them.
func Statuses() []Status {
	return []Status{Submitted, Accepted, NeedsSupplement, Referred, Completed, Returned, Withdrawn, Reopened}
}

// Next lists the statuses that may follow s.
func (s Status) Next() []Status {
	switch s {
	case Submitted, Reopened:
		return []Status{Accepted, NeedsSupplement, Returned, Referred, Withdrawn}
	case Accepted:
		return []Status{NeedsSupplement, Referred, Completed, Returned, Withdrawn}
	case NeedsSupplement:
		return []Status{Accepted, Returned, Withdrawn}
	case Referred:
		return []Status{Accepted, Completed, Returned}
	case Completed, Returned:
		return []Status{Reopened}
	}
	return nil
}

// May reports whether to may follow s.
func (s Status) May(to Status) bool {
	for _, n := range s.Next() {
		if n == to {
			return true
		}
	}
	return false
}

// Delivery is how far a record has come in our pipe to the centre. It says
// nothing about the resident's matter: see Status.
type Delivery string

// The deliveries of a record.
const (
	Queued       Delivery = "queued"       // kept here, not yet handed to the broker
	Sent         Delivery = "sent"         // handed over; nobody has promised anything
	Acknowledged Delivery = "acknowledged" // the centre says that it is committed there
	Quarantined  Delivery = "quarantined"  // set aside with its reason; never lost
)

// Event is one line of a case's history as a resident may see it.
type Event struct {
	Revision int       // rises by one with each status; 0 is the submission
	Status   Status    // the status from then on
	Reason   string    // reason code from the catalogue, "" if none; never free text
	At       time.Time // when the centre (revision 0: the kiosk) says it happened
}

// Promise is who answers by when.
type Promise struct {
	Officer string    // name of the first-contact officer, an official in duty
	Phone   string    // where the officer is reached
	Face    string    // name of the drawn face or photograph, "" for none
	DueBy   time.Time // end of the working day on which the answer is due
}
