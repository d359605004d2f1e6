package main

import (
	"os"
	"strings"
	"testing"

	"station365/kiosk/flow"
)

func TestTheReadmesGraphIsTheTable(t *testing.T) {
	text, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}

	renewed, err := renew(string(text), draw(flow.Rows()))

	if err != nil || renewed != string(text) {
		t.Errorf("the graph in README.md is not the table's: run `go run ./build/cmd/graph` (%v)", err)
	}
}

func TestEveryRowThatLeadsElsewhereIsDrawn(t *testing.T) {
	rows := []flow.Row{
		{From: flow.Notice, On: flow.Next, When: "needsCard", To: flow.AwaitingCard},
		{From: flow.Notice, On: flow.Turn, To: flow.Stay},
		{From: flow.Notice, On: flow.Back, To: flow.AwaitingCard},
	}

	got := draw(rows)

	if !strings.Contains(got, "  s_notice --> s_awaiting_card: next (needs card), back\n") || strings.Contains(got, "turn") {
		t.Error(got)
	}
}

func TestDocumentWithoutMarksIsLeftAlone(t *testing.T) {
	if _, err := renew("no marks here", "graph"); err == nil {
		t.Error("the graph was put somewhere")
	}
}
