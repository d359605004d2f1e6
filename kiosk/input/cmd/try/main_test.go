package main

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestEachQueryIsAnsweredOnALineOfItsOwn(t *testing.T) {
	var out strings.Builder

	err := run([]string{"--pinyin", "-n", "3"}, strings.NewReader("shenfenzheng\n\nzgr\n"), &out, &strings.Builder{})

	if err != nil {
		t.Fatal(err)
	}
	var answers []struct {
		Query      string
		Candidates []string
	}
	for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		answers = append(answers, struct {
			Query      string
			Candidates []string
		}{})
		if err := json.Unmarshal([]byte(line), &answers[len(answers)-1]); err != nil {
			t.Fatal(err)
		}
	}
	if len(answers) != 3 || answers[0].Candidates[0] != "身份证" || len(answers[1].Candidates) != 0 || answers[2].Query != "zgr" {
		t.Errorf("answered %+v", answers)
	}
}

func TestWithoutAnEngineNothingIsAnswered(t *testing.T) {
	if err := run(nil, strings.NewReader("a\n"), &strings.Builder{}, &strings.Builder{}); !errors.Is(err, errUsage) {
		t.Error("no engine was named and nobody said so")
	}
}
