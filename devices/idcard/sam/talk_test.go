package sam

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices"
)

// pouring is a line that is quiet until the first command and then never again.
type pouring struct{ asked bool }

func (p *pouring) Send(b []byte, _ time.Duration) (int, error) { p.asked = true; return len(b), nil }
func (p *pouring) Close() error                                { return nil }
func (p *pouring) Receive(buf []byte, wait time.Duration) (int, error) {
	if !p.asked {
		return 0, devices.ErrTimeout
	}
	time.Sleep(time.Millisecond)
	return 1, nil
}

func TestALineThatNeverFallsSilent_EndsTheCommandInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		talk := &talk{conn: &pouring{}}
		began := time.Now()

		_, err := talk.ask(t.Context(), findCard)

		if took := time.Since(began); !errors.Is(err, devices.ErrGarbled) || took > 2*shortAnswer {
			t.Errorf("%v after %v", err, took)
		}
	})
}

func TestAnAnswerThatStopsHalfway_IsGarbledAfterTheGap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		talk := &talk{conn: &halting{left: 7}}
		began := time.Now()

		_, err := talk.once(t.Context(), readText)

		if took := time.Since(began); !errors.Is(err, devices.ErrGarbled) || took != byteGap {
			t.Errorf("%v after %v", err, took)
		}
	})
}

// halting gives some bytes at once and then none.
type halting struct {
	pouring
	left int
}

func (h *halting) Receive(buf []byte, wait time.Duration) (int, error) {
	if !h.asked || h.left == 0 {
		time.Sleep(wait)
		return 0, devices.ErrTimeout
	}
	h.left--
	return 1, nil
}
