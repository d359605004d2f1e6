package printertest

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"station365/devices/printer"
)

// ReadPage reads a page in the words of the receipts' golden files: a line per
// block, "[text] centre large bold: …" or, with a bold lead, "[text] left normal:
// *…*…", "[pair] label: value (bold true)",
// "[rule] dashed true", "[qr] data | caption / caption", "[feed] 4 mm".
func ReadPage(path string) (printer.Page, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return printer.Page{}, err
	}
	var page printer.Page
	for i, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		b, err := readBlock(line)
		if err != nil {
			return page, fmt.Errorf("%s:%d: %w", path, i+1, err)
		}
		page.Blocks = append(page.Blocks, b)
	}
	return page, nil
}

func readBlock(line string) (printer.Block, error) {
	kind, rest, _ := strings.Cut(line, " ")
	switch kind {
	case "[text]":
		words, text, _ := strings.Cut(rest, ": ")
		return printer.Block{Text: readText(strings.Fields(words), text)}, nil
	case "[pair]":
		label, value, _ := strings.Cut(rest, ": ")
		value, bold := strings.CutSuffix(value, " (bold true)")
		value, _ = strings.CutSuffix(value, " (bold false)")
		return printer.Block{Pair: &printer.Pair{Label: label, Value: value, Bold: bold}}, nil
	case "[rule]":
		return printer.Block{Rule: &printer.Rule{Dashed: rest == "dashed true"}}, nil
	case "[qr]":
		data, caption, _ := strings.Cut(rest, " | ")
		return printer.Block{QR: &printer.QR{Data: data, Caption: strings.Split(caption, " / ")}}, nil
	case "[feed]":
		mm, err := strconv.Atoi(strings.TrimSuffix(rest, " mm"))
		return printer.Block{Feed: mm}, err
	}
	return printer.Block{}, fmt.Errorf("no block is called %q", kind)
}

func readText(words []string, text string) *printer.Text {
	t := &printer.Text{Text: text}
	if led, ok := strings.CutPrefix(text, "*"); ok {
		t.Lead, t.Text, _ = strings.Cut(led, "*")
	}
	for _, w := range words {
		switch w {
		case "bold":
			t.Bold = true
		case "black":
			t.Inverse = true
		case "left", "centre", "right":
			t.Align = printer.Align(w)
		default:
			t.Size = printer.Size(w)
		}
	}
	return t
}
