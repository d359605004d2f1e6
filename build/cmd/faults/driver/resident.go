package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"station365/build/cmd/faults/people"
	"station365/devices/idcard"
	"station365/devices/idcard/idcardtest"
	"station365/kiosk/flow"
	"station365/kiosk/personal"
)

// patience is far longer than any step takes on a slow machine with a full disk.
const patience = 20 * time.Second

// mostQuestions is more than any form has.
const mostQuestions = 60

// resident is one invented person after the other, at the flow's buttons.
type resident struct {
	options options
	flow    *flow.Flow
	reader  *idcardtest.Reader
	clock   *clock
	said    *said
	die     *death
	rng     *rand.Rand
	done    atomic.Bool

	mu      sync.Mutex
	view    flow.View
	changed chan struct{} // closed at every change
	told    string        // number that the last line told
}

func newResident(o options, reader *idcardtest.Reader, c *clock, last *said, die *death) *resident {
	return &resident{options: o, reader: reader, clock: c, said: last, die: die,
		rng: rand.New(rand.NewPCG(o.seed, uint64(o.first))), changed: make(chan struct{})}
}

func (r *resident) isDone() bool { return r.done.Load() }

// see takes every view as the glass would, and says what it tells the resident:
// a number is on the glass only after "kept".
func (r *resident) see(v flow.View) {
	r.mu.Lock()
	number := string(v.Case.Number)
	isNews := number != "" && number != r.told && (v.State == flow.Printing || v.State == flow.Done || v.State == flow.NotPrinted)
	if isNews {
		r.told = number
	}
	r.view = v
	close(r.changed)
	r.changed = make(chan struct{})
	r.mu.Unlock()
	if isNews && !r.options.control {
		tell("kept", number, v.Case.CheckCode, r.said.get())
		r.die.at("told")
	}
}

// until waits for a view that satisfies ok.
func (r *resident) until(ctx context.Context, what string, ok func(flow.View) bool) (flow.View, error) {
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		r.mu.Lock()
		v, changed := r.view, r.changed
		r.mu.Unlock()
		if ok(v) {
			return v, nil
		}
		select {
		case <-changed:
		case <-late.C:
			return v, fmt.Errorf("waited in vain for %s; the visit is at %s", what, v.State)
		case <-ctx.Done():
			return v, ctx.Err()
		}
	}
}

// send sends an event and waits for one of states.
func (r *resident) send(ctx context.Context, e flow.Event, states ...flow.State) (flow.View, error) {
	r.flow.Send(e)
	return r.at(ctx, states...)
}

func (r *resident) at(ctx context.Context, states ...flow.State) (flow.View, error) {
	return r.until(ctx, fmt.Sprint(states), func(v flow.View) bool {
		for _, s := range states {
			if v.State == s {
				return true
			}
		}
		return false
	})
}

// visits makes all visits.
func (r *resident) visits(ctx context.Context) error {
	for i := range r.options.visits {
		if i == r.options.jumpAt {
			r.clock.jump(r.options.jump)
		}
		if err := r.visit(ctx, r.options.first+i); err != nil {
			return fmt.Errorf("visit %d: %w", i, err)
		}
	}
	r.done.Store(true)
	return nil
}

// oneInFour visits brings a concern without any card.
const oneInFour = 4

// visit is one person from the welcome page back to it.
func (r *resident) visit(ctx context.Context, n int) error {
	matter := "residence-registration"
	if r.rng.IntN(oneInFour) == 0 {
		matter = "concern"
	}
	if _, err := r.at(ctx, flow.Welcome); err != nil {
		return err
	}
	steps := []struct {
		event flow.Event
		to    []flow.State
	}{
		{flow.Event{Kind: flow.Start}, []flow.State{flow.Home}},
		{flow.Event{Kind: flow.OpenMatter, Value: matter}, []flow.State{flow.FlowCard}},
		{flow.Event{Kind: flow.Next}, []flow.State{flow.Notice}},
		{flow.Event{Kind: flow.Next}, []flow.State{flow.AwaitingCard, flow.Filling}},
	}
	for _, s := range steps {
		if _, err := r.send(ctx, s.event, s.to...); err != nil {
			return err
		}
	}
	person := people.Nth(n)
	if matter == "residence-registration" {
		r.reader.Lay(card(person))
		if _, err := r.at(ctx, flow.CardRead); err != nil {
			return err
		}
		if _, err := r.send(ctx, flow.Event{Kind: flow.Next}, flow.Filling); err != nil {
			return err
		}
	}
	if err := r.fill(ctx, person); err != nil {
		return err
	}
	return r.handIn(ctx)
}

func card(p people.Person) *idcard.Card {
	return &idcard.Card{Kind: idcard.Resident, Name: personal.New(p.Name), Sex: "2", EthnicGroup: "01", Birth: personal.New(p.IDNumber[6:14]),
		Address: personal.New(p.Address), IDNumber: personal.New(p.IDNumber)}
}

// fill answers question after question until the review.
func (r *resident) fill(ctx context.Context, p people.Person) error {
	asked := ""
	for range mostQuestions {
		v, err := r.until(ctx, "a question", func(v flow.View) bool {
			return v.State == flow.Reviewing || v.State == flow.Filling && v.Question.Field != asked
		})
		if err != nil || v.State == flow.Reviewing {
			return err
		}
		asked = v.Question.Field
		r.answer(v.Question, p)
	}
	return errors.New("the form never ends")
}

func (r *resident) answer(q flow.Question, p people.Person) {
	if q.Kind == "choice" && len(q.Choices) > 0 {
		r.flow.Send(flow.Event{Kind: flow.Answer, Value: q.Choices[r.rng.IntN(len(q.Choices))].Value})
		return
	}
	if q.Kind == "text" { // a name among the words: nobody may find it on the disk
		for _, letter := range "灯坏了，" + p.Name {
			r.flow.Send(flow.Event{Kind: flow.Key, Text: personal.New(string(letter))})
		}
		r.flow.Send(flow.Event{Kind: flow.Next})
		return
	}
	digits := "501"
	if q.Max >= len(p.Phone) {
		digits = p.Phone
	}
	r.flow.Send(flow.Event{Kind: flow.Key, Value: "clear"})
	for _, d := range strings.Split(digits, "") {
		r.flow.Send(flow.Event{Kind: flow.Key, Value: d})
	}
	r.flow.Send(flow.Event{Kind: flow.Next})
}

// handIn confirms, tries once more if the kiosk refused, and leaves.
func (r *resident) handIn(ctx context.Context) error {
	for try := range 2 {
		v, err := r.send(ctx, flow.Event{Kind: flow.Next}, flow.Done, flow.NotPrinted, flow.NotKept)
		if err != nil {
			return err
		}
		if v.State != flow.NotKept {
			break
		}
		tell("refused", v.Failure.Key, v.Failure.Code)
		if try == 0 {
			if _, err := r.send(ctx, flow.Event{Kind: flow.Back}, flow.Reviewing); err != nil {
				return err
			}
		}
	}
	v, err := r.send(ctx, flow.Event{Kind: flow.Next}, flow.Welcome, flow.TakeCard)
	if err == nil && v.State == flow.TakeCard {
		_, err = r.send(ctx, flow.Event{Kind: flow.Next}, flow.Welcome)
	}
	return err
}
