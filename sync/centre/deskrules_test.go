package centre_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"station365/kiosk"
	"station365/sync/centre"
	"station365/sync/link"
	"station365/sync/wire"
)

func saidWhileAway(t *testing.T, o *office) {
	m := o.kiosk()
	id, number := m.submit(1)
	m.start()
	m.allAcknowledged(1)
	m.off()

	for _, s := range []kiosk.Status{kiosk.Accepted, kiosk.NeedsSupplement, kiosk.Accepted, kiosk.Completed} {
		must(t, o.Move(t.Context(), centre.Move{Number: number, Status: s}))
	}
	m.start()
	m.eventually("four events", func() bool { return len(m.memory.history(id)) == 4 })

	if last := m.memory.history(id)[3]; last.Status != kiosk.Completed || last.Revision != 4 {
		t.Errorf("last event %+v", last)
	}
}

func toldAgain(t *testing.T, o *office) {
	m := o.kiosk()
	id, number := m.submit(1)
	m.start()
	m.allAcknowledged(1)
	must(t, o.Move(t.Context(), centre.Move{Number: number, Status: kiosk.Accepted, Answer: "请周三来", Officer: "周晓梅"}))
	must(t, o.Move(t.Context(), centre.Move{Number: number, Status: kiosk.Completed}))
	m.eventually("two events", func() bool { return len(m.memory.history(id)) == 2 })
	m.off()

	m.memory.last = 0
	delete(m.memory.events, id)
	m.start()
	m.eventually("both again", func() bool { return len(m.memory.history(id)) == 2 })

	if all := m.memory.history(id); all[0].Status != kiosk.Accepted || all[1].Status != kiosk.Completed {
		t.Errorf("told again %+v", all)
	}
}

func caseDesk(t *testing.T, o *office) {
	m := o.kiosk()
	id, number := m.submit(2)
	m.start()
	m.allAcknowledged(2)

	_, without := o.Show(t.Context(), number, " ")
	tooFar := o.Move(t.Context(), centre.Move{Number: number, Status: kiosk.Completed})
	nobody := o.Move(t.Context(), centre.Move{Number: "S9-9999-9", Status: kiosk.Accepted})
	must(t, o.Move(t.Context(), centre.Move{Number: number, Status: kiosk.Accepted, Answer: "请周三来", Officer: "周晓梅"}))
	opened, err := o.Show(t.Context(), number, "call back")
	must(t, err)
	cases, err := o.Cases(t.Context())
	must(t, err)
	openings, err := o.Openings(t.Context())
	must(t, err)

	if !errors.Is(without, centre.ErrReason) || !errors.Is(tooFar, centre.ErrMove) || !errors.Is(nobody, centre.ErrNoCase) {
		t.Errorf("refusals: %v; %v; %v", without, tooFar, nobody)
	}
	if opened.ID != id || opened.Body.Answers["address"].Reveal() != secret || len(opened.History) != 2 || opened.History[1].Answer.Reveal() != "请周三来" {
		t.Errorf("opened %+v", opened.Case)
	}
	if len(cases) != 2 || len(openings) != 1 || openings[0].Reason != "call back" || openings[0].Number != number {
		t.Errorf("%d cases, openings %+v", len(cases), openings)
	}
	m.eventually("status", func() bool { return len(m.memory.history(id)) == 1 })
}

func documentsReach(t *testing.T, o *office) {
	m := o.kiosk()
	places := mustRead(t, "../../assets/dictionary/places.json")
	var plain bytes.Buffer
	must(t, json.Compact(&plain, places))
	first, err := o.Publish(t.Context(), wire.KindPlaces, places, centre.Audience{})
	must(t, err)
	same, err := o.Publish(t.Context(), wire.KindPlaces, places, centre.Audience{})
	must(t, err)
	heard := m.hearsDocument(t, wire.KindPlaces, 1)

	second, err := o.Publish(t.Context(), wire.KindPlaces, append(places, '\n'), centre.Audience{})
	must(t, err)
	m.hearsDocument(t, wire.KindPlaces, 2)

	if first[0].Version != 1 || !same[0].Same || second[0].Version != 2 || !bytes.Equal(heard.Content, plain.Bytes()) {
		t.Errorf("published %+v, %+v, %+v", first, same, second)
	}
}

func namesAreTaken(t *testing.T, o *office) {
	ask := func(keys wire.KioskKeys, prefix string) (wire.Identity, error) {
		r, err := keys.Request()
		must(t, err)
		r.Prefix = prefix
		return o.Enrol(t.Context(), r)
	}
	first, err := wire.NewKioskKeys()
	must(t, err)
	other, err := wire.NewKioskKeys()
	must(t, err)

	one, err := ask(first, "T7")
	must(t, err)
	again, err := ask(first, "T8")
	must(t, err)
	_, taken := ask(other, "T7")
	two, err := ask(other, "")
	must(t, err)

	if again.Kiosk != one.Kiosk || again.Prefix != "T7" || again.Token == one.Token {
		t.Errorf("asked again: %s %s", again.Kiosk, again.Prefix)
	}
	if !errors.Is(taken, centre.ErrTaken) || two.Kiosk == one.Kiosk {
		t.Errorf("another under the same prefix: %v; then %s", taken, two.Kiosk)
	}
}

// hearsDocument waits until a kiosk that comes now is shown this version.
func (m *machine) hearsDocument(t *testing.T, kind string, version uint64) wire.Document {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	came := make(chan wire.Document, 9)
	l := link.New(m.line())
	for _, topic := range m.identity.DocumentTopics() {
		l.Handle(topic, func(_ context.Context, b []byte) {
			if d, err := wire.DecodeDocument(b, m.identity); err == nil && d.Kind == kind {
				came <- d
			}
		})
	}
	ended := make(chan error, 1)
	go func() { ended <- l.Run(ctx) }()
	defer func() { cancel(); must(t, <-ended) }()
	for {
		select {
		case d := <-came:
			if d.Version == version {
				return d
			}
		case <-ctx.Done():
			t.Fatalf("%s version %d is not shown", kind, version)
		}
	}
}

func whoIsThere(t *testing.T, o *office) {
	a, b := o.kiosk(), o.kiosk()
	a.start()
	b.start()
	here := func(want ...string) func() bool {
		return func() bool {
			got := o.Connected()
			slices.Sort(got)
			return slices.Equal(got, want)
		}
	}
	waitFor(t, "both are there", here(a.identity.Kiosk, b.identity.Kiosk))

	a.off()
	waitFor(t, "one has gone", here(b.identity.Kiosk))
	o.stop()
	o.open()
	waitFor(t, "a centre that begins knows who is there", here(b.identity.Kiosk))
	a.start()
	waitFor(t, "both are there again", here(a.identity.Kiosk, b.identity.Kiosk))
}
