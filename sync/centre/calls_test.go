package centre_test

import (
	"context"
	"errors"
	"testing"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"

	"station365/sync/centre"
	"station365/sync/wire"
)

// hearCalls listens to the words on a member's calls.
func (m *member) hearCalls(t *testing.T) <-chan wire.CallWord {
	t.Helper()
	words := make(chan wire.CallWord, 9)
	must(t, finished(m.client.Subscribe(wire.CallWordTopic(m.identity.Community, m.identity.Kiosk), 1, func(_ mqtt.Client, w mqtt.Message) {
		word, err := wire.DecodeCallWord(w.Payload(), m.identity)
		if err != nil {
			t.Error(err)
		}
		words <- word
	})))
	return words
}

// staffed has the realm's centre at work: at a broker outside it must join first.
func staffed(t *testing.T, r *realm) {
	t.Helper()
	if r.mute {
		serveUntilEnd(t, func(ctx context.Context) error { return r.Join(ctx, centre.Outside{URL: "mqtts://" + r.address}) })
	}
}

func (m *member) call(t *testing.T, c wire.Call) {
	t.Helper()
	b, err := m.sealer.Call(c)
	must(t, err)
	must(t, finished(m.client.Publish(wire.CallTopic(m.identity.Community, m.identity.Kiosk), 1, false, b)))
}

func next(t *testing.T, words <-chan wire.CallWord) wire.CallWord {
	t.Helper()
	select {
	case w := <-words:
		return w
	case <-time.After(deadline):
		t.Fatal("no word on the call")
		return wire.CallWord{}
	}
}

func TestACallStandsOnTheDeskBeforeItsKioskIsTold_AndTheAnswerComesBack(t *testing.T) {
	onEveryBroker(t, func(t *testing.T, r *realm) {
		staffed(t, r)
		m := r.member(t)
		must(t, m.join(t, r))
		defer m.client.Disconnect(0)
		words := m.hearCalls(t)

		m.call(t, wire.Call{ID: "call-a", Number: 3, Officer: "周晓梅", Step: "first", At: time.Now()})
		first := next(t, words)
		there, err := r.Calls(t.Context())
		must(t, err)
		must(t, r.Answer(t.Context(), m.identity.Kiosk, 3, "周晓梅"))
		second := next(t, words)

		if first.ID != "call-a" || first.Word != wire.AtDesk {
			t.Errorf("first word %+v", first)
		}
		if len(there) != 1 || there[0].Number != 3 || there[0].Officer != "周晓梅" || there[0].Coming != "" {
			t.Errorf("on the desk %+v", there)
		}
		if second.ID != "call-a" || second.Word != wire.Coming || second.Officer != "周晓梅" {
			t.Errorf("second word %+v", second)
		}
	})
}

func TestTheNextStepOfACallIsAnsweredAnew(t *testing.T) {
	r := embeddedRealm(t)
	m := r.member(t)
	must(t, m.join(t, r))
	defer m.client.Disconnect(0)
	words := m.hearCalls(t)
	m.call(t, wire.Call{ID: "call-a", Number: 1, Officer: "周晓梅", Step: "first", At: time.Now()})
	next(t, words)

	m.call(t, wire.Call{ID: "call-a", Number: 1, Officer: "吴国强", Step: "second", At: time.Now()})

	if w := next(t, words); w.Word != wire.AtDesk {
		t.Errorf("word %+v", w)
	}
	there, err := r.Calls(t.Context())
	must(t, err)
	if len(there) != 1 || there[0].Officer != "吴国强" || there[0].Step != "second" {
		t.Errorf("on the desk %+v", there)
	}
}

func TestACallThatIsOver_OrOfAnotherKiosk_CannotBeAnswered(t *testing.T) {
	r := embeddedRealm(t)
	m, other := r.member(t), r.member(t)
	must(t, m.join(t, r))
	defer m.client.Disconnect(0)
	words := m.hearCalls(t)
	m.call(t, wire.Call{ID: "call-a", Number: 1, Step: "first", Over: true, At: time.Now()})
	next(t, words)

	for _, kiosk := range []string{m.identity.Kiosk, other.identity.Kiosk} {
		if err := r.Answer(t.Context(), kiosk, 1, "周晓梅"); !errors.Is(err, centre.ErrNoCall) {
			t.Errorf("%s: %v", kiosk, err)
		}
	}
}

func TestACallInAnothersName_IsNotOnTheDesk(t *testing.T) {
	onEveryBroker(t, func(t *testing.T, r *realm) {
		staffed(t, r)
		m, thief := r.member(t), r.member(t)
		must(t, thief.join(t, r))
		defer thief.client.Disconnect(0)
		b, err := thief.sealer.Call(wire.Call{ID: "x", Number: 1, Step: "first", At: time.Now()})
		must(t, err)
		_ = finished(thief.client.Publish(wire.CallTopic(m.identity.Community, m.identity.Kiosk), 1, false, b)) // a broker may cut the line for it
		if thief.client.IsConnectionOpen() {
			words := thief.hearCalls(t)
			thief.call(t, wire.Call{ID: "own", Number: 2, Step: "first", At: time.Now()})
			next(t, words) // all before it has been looked at
		}

		there, err := r.Calls(t.Context())

		must(t, err)
		for _, k := range there {
			if k.Kiosk != thief.identity.Kiosk || k.Number != 2 {
				t.Errorf("on the desk %+v", k)
			}
		}
	})
}
