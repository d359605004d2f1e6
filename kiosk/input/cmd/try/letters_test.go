package main

import (
	"errors"
	"strings"
	"testing"
)

func TestLettersAreReadHoweverTheyAreWrittenDown(t *testing.T) {
	for query, want := range map[string]string{
		"nihao":                           "nihao",
		" Ni Hao ":                        "ni'hao",
		"xi'an":                           "xi'an",
		"xi’an\r":                         "xi'an",
		"lǜ shī":                          "lv'shi",
		"lu:shi":                          "lvshi",
		"lüshi":                           "lvshi",
		"ni3 hao3":                        "ni''hao",
		"3dong2danyuan":                   "3dong2danyuan",
		"ＮＩＨＡＯ":                           "nihao",
		"":                                "",
		"\ufeffshequ":                     "shequ",
		`{"query":"shequ","context":"a"}`: "shequ",
		`{"id":1,"pinyin":["she","qu"]}`:  "she'qu",
		`["she","qu"]`:                    "she'qu",
		`"she qu"`:                        "she'qu",
		"cui-ping_yuan":                   "cui'ping'yuan",
	} {
		got, err := typed(query)
		if err != nil || string(got) != want {
			t.Errorf("%q became %q, not %q (%v)", query, got, want, err)
		}
	}
}

func TestJSONWithoutLettersIsRefused(t *testing.T) {
	for _, query := range []string{`{"id":1}`, "[1,2]", `{"query":7}`} {
		if _, err := typed(query); !errors.Is(err, errNoLetters) {
			t.Errorf("%s: %v", query, err)
		}
	}
	if _, err := typed(`{"query":`); err == nil {
		t.Error("half an object was read")
	}
}

func TestSameLettersHaveTheSameCandidates(t *testing.T) {
	var out, complaints strings.Builder

	err := run([]string{"--pinyin", "-n", "5"}, strings.NewReader("shenfenzheng\nSHEN FEN ZHENG\r\nshen'fen'zheng\nshēn fèn zhèng\n{\"query\":\"shenfenzheng\"}\n"), &out, &complaints)

	if err != nil || complaints.Len() > 0 {
		t.Fatal(err, complaints.String())
	}
	for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		if !strings.Contains(line, `"candidates":["身份证"`) {
			t.Errorf("answered %s", line)
		}
	}
}

func FuzzTyped(f *testing.F) {
	for _, query := range []string{"nihao", `{"query":"a"}`, "lu:", "\u0308", "[[", "ni3hao3", "\xff"} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		letters, err := typed(query)
		if err == nil && strings.HasPrefix(string(letters), "'") {
			t.Errorf("%q begins with a mark", letters)
		}
	})
}
