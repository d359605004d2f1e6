package kiosk_test

import (
	"errors"
	"strings"
	"testing"

	"station365/kiosk"
)

func TestCaseNumberFindsEveryWrongDigitAndEverySwap(t *testing.T) {
	number := string(kiosk.NewCaseNumber("S2", 4821))

	for i, r := range number {
		if r < '0' || r > '9' {
			continue
		}
		for d := '0'; d <= '9'; d++ {
			wrong := kiosk.CaseNumber(number[:i] + string(d) + number[i+1:])
			if wrong.Valid() != (d == r) {
				t.Errorf("%s valid = %v", wrong, wrong.Valid())
			}
		}
	}
	swapped := strings.Replace(number, "48", "84", 1)
	if kiosk.CaseNumber(swapped).Valid() {
		t.Errorf("swapped digits pass: %s", swapped)
	}
}

func TestCaseNumberIsUnderstoodAsPeopleTypeIt(t *testing.T) {
	number := kiosk.NewCaseNumber("S2", 4821)
	digits := strings.TrimPrefix(strings.ReplaceAll(string(number), "-", ""), "S2")

	for _, typed := range []string{string(number), strings.ToLower(string(number)), digits, "s2 " + digits} {
		got, err := kiosk.ParseCaseNumber(typed, "S2")
		if err != nil || got != number {
			t.Errorf("%q: got %q, %v", typed, got, err)
		}
	}
}

func TestMistypedCaseNumberIsRefused(t *testing.T) {
	for _, typed := range []string{"", "1", "S2-4821", "S2-48 2x-1", "hello"} {
		if _, err := kiosk.ParseCaseNumber(typed, "S2"); !errors.Is(err, kiosk.ErrCaseNumber) {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

func FuzzParseCaseNumber(f *testing.F) {
	f.Add("S2-4821-7")
	f.Fuzz(func(t *testing.T, typed string) {
		n, err := kiosk.ParseCaseNumber(typed, "S2")
		if err == nil && !n.Valid() {
			t.Errorf("%q gave the invalid %q", typed, n)
		}
	})
}

func TestCheckCodeIsReadBackAsPeopleTypeIt(t *testing.T) {
	var hash [32]byte
	for i := range hash {
		hash[i] = byte(i * 37)
	}
	code := kiosk.CheckCodeOf(hash)

	loose := strings.ToLower(strings.ReplaceAll(string(code), "-", " "))
	loose = strings.ReplaceAll(strings.ReplaceAll(loose, "0", "o"), "1", "l")
	got, err := kiosk.ParseCheckCode(loose)

	if err != nil || got != code {
		t.Errorf("typed %q: got %q, %v; want %q", loose, got, err, code)
	}
	if len(code) != 19 || string(code[:16]) == "" || !strings.HasPrefix(kiosk.Base32(hash[:]), strings.ReplaceAll(string(code), "-", "")) {
		t.Errorf("the check code %q is not the start of the whole hash", code)
	}
}

func TestStatusesFollowOnlyAllowedWays(t *testing.T) {
	if !kiosk.Submitted.May(kiosk.Accepted) || kiosk.Submitted.May(kiosk.Completed) || !kiosk.Completed.May(kiosk.Reopened) {
		t.Error("the ways between statuses are wrong")
	}
}
