package centre

import (
	"context"
	"fmt"
	"time"
)

// Alarm is something a person must look at.
type Alarm struct {
	At    time.Time
	Kiosk string
	Kind  string // stable key
	Place string // epoch and sequence, "1/42"; kind and version of a document
}

// toDo is what each kind of alarm means, for whoever reads the list.
var toDo = map[string]string{
	ReasonMalformed:  "bytes that are no record are in quarantine; look for a broken line or a stranger at the broker",
	ReasonForeign:    "a kiosk spoke in another one's name; its identity file may be on two machines",
	ReasonSignature:  "a record was not made by the kiosk it names; renew the kiosk's keys if it comes again",
	ReasonConflict:   "a second record under one id; both are kept, the second in quarantine",
	ReasonForked:     "another record in a taken place: the kiosk's disk was copied or set back. Both are kept; stop the copy",
	ReasonChain:      "a record does not follow the one before it; it is in quarantine",
	ReasonUnreadable: "a record cannot be opened with this centre's key; it is in quarantine",
	ReasonCaseTaken:  "a case of that number is here already; the second is in quarantine",
	AlarmVersion:     "a kiosk speaks a newer version; update the centre, the kiosk keeps its records until then",
	AlarmNewEpoch:    "the kiosk began a new database; ask what became of the old one",
	AlarmOldEpoch:    "an old database of this kiosk is at work again; find the machine and stop it",
	AlarmRolledBack:  "the kiosk's disk is an old copy; new cases of it will be refused until it begins a new epoch",
	AlarmMissing:     "this centre acknowledged records that it does not have any more; they were asked for again",
	AlarmGap:         "a record does not come although it was asked for; look at the kiosk",
	AlarmDocument:    "a kiosk refused a document; centre documents list says why",
}

// ToDo says what the alarm means and what to do.
func (a Alarm) ToDo() string { return toDo[a.Kind] }

// Alarms lists what was raised, newest first.
func (c *Centre) Alarms(ctx context.Context) ([]Alarm, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT at, kiosk, kind, place FROM alarms ORDER BY n DESC`)
	if err != nil {
		return nil, fmt.Errorf("list alarms: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	var all []Alarm
	for rows.Next() {
		var a Alarm
		var at int64
		if err := rows.Scan(&at, &a.Kiosk, &a.Kind, &a.Place); err != nil {
			return nil, fmt.Errorf("list alarms: %w", err)
		}
		a.At = fromMillis(at)
		all = append(all, a)
	}
	return all, rows.Err()
}
