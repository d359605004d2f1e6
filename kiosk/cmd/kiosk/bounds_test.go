package main

import (
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestEveryNumberOfTheTablesHasBounds_AndTheREADMEHasTheSame(t *testing.T) {
	readme, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(strings.ReplaceAll(string(readme), ",", "")), " ")
	for table, c := range map[string]struct {
		usual any
		says  string // how the README writes a key's bounds and usual value
	}{
		"times":  {usualTimes, "`KEY` [^`(]*\\(LOW to HIGH; USUAL\\)"},
		"limits": {usualLimits, "`KEY` LOW to HIGH \\(USUAL\\)"},
	} {
		v := reflect.ValueOf(c.usual)
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.Type.Kind() != reflect.Int {
				continue
			}
			low, high, ok := boundsOf(f)
			if !ok {
				t.Errorf("%s: %s has no bounds", table, f.Name)
			}
			key, usual := f.Tag.Get("toml"), int(v.Field(i).Int())
			if usual < low || usual > high {
				t.Errorf("%s.%s: the usual %d lies outside %d to %d", table, key, usual, low, high)
			}
			says := strings.NewReplacer("KEY", key, "LOW", strconv.Itoa(low), "HIGH", strconv.Itoa(high), "USUAL", strconv.Itoa(usual)).Replace(c.says)
			if !regexp.MustCompile(says).MatchString(text) {
				t.Errorf("the README does not say %s of [%s]", says, table)
			}
		}
	}
}
