package scannertest_test

import (
	"testing"

	"station365/devices/scanner"
	"station365/devices/scanner/scannertest"
)

func TestThePlayedScannerKeepsTheContract(t *testing.T) {
	scannertest.Conform(t, func(t *testing.T, part func(*testing.T, *scannertest.Bench)) {
		s := scannertest.NewScanner()
		part(t, &scannertest.Bench{Scanner: s, Show: s.Scan, Bad: func() { s.Fail(scanner.ErrPartial, "Q-10") }, Wait: func() {}})
	})
}
