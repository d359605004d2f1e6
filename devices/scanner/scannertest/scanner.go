// Package scannertest has a played scanner for the tests of those who use the
// contract, and the conformance suite that every scanner passes, the played one
// too.
package scannertest

import (
	"context"

	"station365/devices"
	"station365/devices/scanner"
	"station365/kiosk/personal"
)

// Scanner is a scanner without hardware: the test says what is held before it.
type Scanner struct{ news chan scanner.Event }

// NewScanner makes a scanner that is ready as soon as it runs.
func NewScanner() *Scanner {
	return &Scanner{news: make(chan scanner.Event, 16)}
}

// Scan holds up a code.
func (s *Scanner) Scan(text string) {
	s.news <- scanner.Event{Kind: scanner.CodeScanned, Code: scanner.Code{Text: personal.New(text)}}
}

// Fail lets something come that is no code.
func (s *Scanner) Fail(err error, fault string) {
	s.news <- scanner.Event{Kind: scanner.CodeFailed, Err: err, Fault: fault}
}

// Become changes the scanner's health.
func (s *Scanner) Become(state devices.State) {
	s.news <- health(state)
}

func health(state devices.State) scanner.Event {
	return scanner.Event{Kind: scanner.HealthChanged, Health: devices.Health{Device: "scanner", State: state}}
}

// Run is ready, then emits what the test says until ctx ends.
func (s *Scanner) Run(ctx context.Context, emit func(scanner.Event)) error {
	emit(health(devices.Ready))
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case e := <-s.news:
			emit(e)
		}
	}
}

// String names it in logs.
func (s *Scanner) String() string { return "played scanner" }
