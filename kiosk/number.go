package kiosk

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// CaseNumber is what a resident says aloud: the kiosk's prefix, a counter and a
// check digit, "S2-4821-7". It alone shows nothing to anybody.
type CaseNumber string

// ErrCaseNumber is a case number that was mistyped: wrong shape or check digit.
var ErrCaseNumber = errors.New("not a case number")

var caseNumberShape = regexp.MustCompile(`^([A-Z][0-9]{0,3})-([0-9]{4,9})-([0-9])$`)

// PrefixShape is what a kiosk's case prefix must look like.
var PrefixShape = regexp.MustCompile(`^[A-Z][0-9]{0,3}$`)

// NewCaseNumber makes the number for the kiosk's nth case. The prefix is one
// capital letter and up to three digits; n is at least 1.
func NewCaseNumber(prefix string, n int64) CaseNumber {
	if !PrefixShape.MatchString(prefix) || n < 1 {
		panic(fmt.Sprintf("case number: prefix %q, counter %d", prefix, n))
	}
	body := fmt.Sprintf("%s-%04d", prefix, n)
	return CaseNumber(fmt.Sprintf("%s-%d", body, damm(body)))
}

// ParseCaseNumber accepts what people type: lower case, spaces, missing
// hyphens. It returns ErrCaseNumber when the check digit is wrong.
func ParseCaseNumber(typed string, prefix string) (CaseNumber, error) {
	var digits strings.Builder
	s := strings.ToUpper(strings.TrimSpace(typed))
	s = strings.TrimPrefix(strings.ReplaceAll(s, " ", ""), prefix)
	for _, r := range s {
		if r >= '0' && r <= '9' {
			digits.WriteRune(r)
		} else if r != '-' {
			return "", fmt.Errorf("%w: unexpected character", ErrCaseNumber)
		}
	}
	d := digits.String()
	if len(d) < 5 {
		return "", fmt.Errorf("%w: too short", ErrCaseNumber)
	}
	n := CaseNumber(prefix + "-" + d[:len(d)-1] + "-" + d[len(d)-1:])
	if !n.Valid() {
		return "", fmt.Errorf("%w: check digit", ErrCaseNumber)
	}
	return n, nil
}

// Valid reports whether the shape and the check digit are right.
func (n CaseNumber) Valid() bool {
	m := caseNumberShape.FindStringSubmatch(string(n))
	if m == nil {
		return false
	}
	check, err := strconv.Atoi(m[3])
	return err == nil && damm(m[1]+"-"+m[2]) == check
}

// dammTable is the quasigroup of H. Damm's thesis (2004), order 10: it finds
// every single wrong digit and every swap of neighbours.
var dammTable = [10][10]int{
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
	{4, 2, 0, 6, 8, 7, 1, 3, 5, 9}, {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
	{6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
	{5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
	{9, 4, 3, 8, 6, 1, 7, 2, 0, 5}, {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}

// damm computes the check digit over the digits and, as two digits each, the
// letters of s.
func damm(s string) int {
	interim := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			interim = dammTable[interim][r-'0']
		case r >= 'A' && r <= 'Z':
			n := int(r-'A') + 10
			interim = dammTable[dammTable[interim][n/10]][n%10]
		}
	}
	return interim
}
