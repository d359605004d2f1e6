package idcardtest

import (
	"errors"
	"testing"

	"station365/devices/idcard"
)

// Bench is a reader under test and the hand that lays cards on it.
type Bench struct {
	Reader idcard.Reader
	Want   Card // what the card that Lay puts down says

	Lay     func()           // puts the good card down
	Bad     func(kind error) // puts a card down that fails with this kind
	Lift    func()           // takes it away
	Wait    func()           // returns when the reader has surely looked a few times more
	Removes bool             // this reader reports CardRemoved after a reading
}

// Card is what a test compares: personal values in the open, of invented people.
type Card struct {
	Kind                                            idcard.Kind
	Name, Sex, Birth, Address, IDNumber, PassNumber string
}

// Conform holds a reader to the contract of idcard.Reader. run is called for each
// part: it makes a bench, in a synctest bubble if it likes, and calls part with
// it.
func Conform(t *testing.T, run func(t *testing.T, part func(*testing.T, *Bench))) {
	for name, part := range map[string]func(t *testing.T, b *Bench, s *seen){
		"OneCardGivesPlacedAndRead":            oneCard,
		"ACardLeftLyingIsOnePresentation":      leftLying,
		"EachLayingDownIsAPresentation":        eachLaying,
		"EachFailureHasItsKindAndCode":         eachFailure,
		"AfterAFailureTheNextCardIsRead":       afterFailure,
		"TheReceiverOwnsTheCard":               receiverOwns,
		"AgainNeverBlocks":                     againNeverBlocks,
		"RunEndsWithItsContextAndMayRunAgain":  runsAgain,
		"OnlyReadersThatCanTellReportRemoving": removal,
	} {
		t.Run(name, func(t *testing.T) {
			run(t, func(t *testing.T, b *Bench) {
				s := watch(t, b.Reader)
				part(t, b, s)
				s.stop(t)
			})
		})
	}
}

func oneCard(t *testing.T, b *Bench, s *seen) {
	b.Lay()

	s.want(t, idcard.CardPlaced)
	s.want(t, idcard.CardRead).is(t, b.Want)
	if b.Reader.String() == "" {
		t.Error("a reader without a name")
	}
}

func leftLying(t *testing.T, b *Bench, s *seen) {
	b.Lay()
	s.want(t, idcard.CardPlaced)
	s.want(t, idcard.CardRead)

	b.Wait()
	s.lift(t, b)

	s.nothing(t)
}

func eachLaying(t *testing.T, b *Bench, s *seen) {
	for range 2 {
		b.Lay()
		s.want(t, idcard.CardPlaced)
		s.want(t, idcard.CardRead).is(t, b.Want)
		s.lift(t, b)
	}
	s.nothing(t)
}

func eachFailure(t *testing.T, b *Bench, s *seen) {
	for _, kind := range []error{idcard.ErrUnreadable, idcard.ErrNotIDCard, idcard.ErrRefused, idcard.ErrTwoCards} {
		b.Bad(kind)
		s.placed(t)
		if e := s.want(t, idcard.CardFailed); !errors.Is(e.Err, kind) || e.Code == "" || e.Card != nil {
			t.Errorf("failed with %v, code %q, want %v", e.Err, e.Code, kind)
		}
		b.Lift()
		b.Wait()
	}
}

func afterFailure(t *testing.T, b *Bench, s *seen) {
	b.Bad(idcard.ErrUnreadable)
	s.want(t, idcard.CardPlaced)
	s.want(t, idcard.CardFailed)
	b.Lift()
	b.Wait()

	b.Lay()

	s.placed(t)
	s.want(t, idcard.CardRead).is(t, b.Want)
}

func receiverOwns(t *testing.T, b *Bench, s *seen) {
	b.Lay()
	s.want(t, idcard.CardPlaced)
	first := s.want(t, idcard.CardRead)
	first.Card.Wipe()
	s.lift(t, b)

	b.Lay()

	s.want(t, idcard.CardPlaced)
	s.want(t, idcard.CardRead).is(t, b.Want)
}

func againNeverBlocks(t *testing.T, b *Bench, s *seen) {
	for range 100 {
		b.Reader.Again()
	}
	b.Wait()

	b.Lay()

	s.want(t, idcard.CardPlaced)
	s.want(t, idcard.CardRead)
}

func runsAgain(t *testing.T, b *Bench, s *seen) {
	s.stop(t)

	again := watch(t, b.Reader)
	b.Lay()

	again.want(t, idcard.CardPlaced)
	again.want(t, idcard.CardRead).is(t, b.Want)
	again.stop(t)
}

func removal(t *testing.T, b *Bench, s *seen) {
	if b.Reader.Presence() != b.Removes {
		t.Errorf("presence is %v, the bench says %v", b.Reader.Presence(), b.Removes)
	}
	b.Lay()
	s.want(t, idcard.CardPlaced)
	s.want(t, idcard.CardRead)
	b.Wait()
	s.nothing(t)

	s.lift(t, b)

	s.nothing(t)
}
