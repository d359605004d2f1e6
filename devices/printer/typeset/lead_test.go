package typeset_test

import (
	"strings"
	"testing"

	"station365/devices/printer"
	"station365/devices/printer/typeset"
)

func TestLeadIsBold_WhateverLineItEndsOn(t *testing.T) {
	const lead, text = "觉得办得不好：", "在机器上按“反映事情”，或打 0851-0000-0366。"
	for name, c := range map[string]struct{ lead, text string }{
		"shorter than a line":        {lead, text},
		"longer than a line":         {lead + lead + lead, text},
		"all there is":               {lead, ""},
		"followed by new paragraphs": {lead, text + "\n" + text},
	} {
		sheet, err := setter(t, typeset.Paper58, true).Set(printer.Page{Blocks: []printer.Block{{Text: &printer.Text{Lead: c.lead, Text: c.text}}}})
		if err != nil {
			t.Fatal(err)
		}

		var bold, plain strings.Builder
		for _, l := range sheet.Lines {
			for _, run := range l.Cells {
				if run.Bold {
					bold.WriteString(run.Text)
				} else {
					plain.WriteString(run.Text)
				}
			}
		}
		if bold.String() != c.lead || strings.ReplaceAll(plain.String(), " ", "") != strings.NewReplacer(" ", "", "\n", "").Replace(c.text) {
			t.Errorf("%s: bold %q, plain %q", name, bold.String(), plain.String())
		}
	}
}

func TestLeadOfABlackOrAHugeLineIsNotLost(t *testing.T) {
	for name, text := range map[string]printer.Text{"black": {Inverse: true}, "huge": {Size: printer.Huge}} {
		var ink [2]int
		for i, lead := range []string{"", "11"} {
			text.Lead, text.Text = lead, "11"
			sheet, err := setter(t, typeset.Paper80, false).Set(printer.Page{Blocks: []printer.Block{{Text: &text}}})
			if err != nil {
				t.Fatal(err)
			}
			b := sheet.Bitmap()
			for y := range b.H {
				for x := range b.W {
					if b.Black(x, y) {
						ink[i]++
					}
				}
			}
		}
		if ink[0] == ink[1] {
			t.Errorf("%s: the same ink with a lead and without", name)
		}
	}
}
