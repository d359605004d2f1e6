// Command graph writes the picture of the visit into README.md, from the table
// that the kiosk runs by: what is drawn cannot differ from what happens. Its test
// fails when the picture is older than the table.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"unicode"

	"station365/kiosk/flow"
)

// The marks between which the picture stands.
const (
	begin = "<!-- graph -->"
	end   = "<!-- /graph -->"
)

func main() {
	file := flag.String("file", "README.md", "the document between whose marks the graph is written")
	flag.Parse()
	if err := write(*file); err != nil {
		fmt.Fprintln(os.Stderr, "graph:", err)
		os.Exit(1)
	}
}

func write(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read document: %w", err)
	}
	renewed, err := renew(string(text), draw(flow.Rows()))
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if err := os.WriteFile(file, []byte(renewed), 0o644); err != nil {
		return fmt.Errorf("write document: %w", err)
	}
	return nil
}

// renew puts graph between the marks of text.
func renew(text, graph string) (string, error) {
	before, rest, found := strings.Cut(text, begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		return "", fmt.Errorf("the marks %s and %s are not there", begin, end)
	}
	return before + begin + "\n" + graph + end + after, nil
}

// way is all the rows that lead from one place to another: one arrow.
type way struct {
	from, to flow.State
	labels   []string
}

// draw writes the ways as a Mermaid state diagram. Rows that stay where they are
// change what is on the page, not where the visit stands, and are left out.
func draw(rows []flow.Row) string {
	var ways []*way
	known := map[[2]flow.State]*way{}
	for _, r := range rows {
		if r.To == flow.Stay || r.To == r.From {
			continue
		}
		w, ok := known[[2]flow.State{r.From, r.To}]
		if !ok {
			w = &way{from: r.From, to: r.To}
			known[[2]flow.State{r.From, r.To}] = w
			ways = append(ways, w)
		}
		w.labels = append(w.labels, label(r))
	}
	var b strings.Builder
	b.WriteString("```mermaid\nstateDiagram-v2\n")
	for _, s := range append(flow.States(), flow.Anywhere, flow.Covered) {
		fmt.Fprintf(&b, "  state %q as %s\n", s, id(s))
	}
	fmt.Fprintf(&b, "  [*] --> %s\n", id(flow.Welcome))
	for _, w := range ways {
		fmt.Fprintf(&b, "  %s --> %s: %s\n", id(w.from), id(w.to), strings.Join(w.labels, ", "))
	}
	b.WriteString("```\n")
	return b.String()
}

// label is the event, and the guard in words if there is one.
func label(r flow.Row) string {
	if r.When == "" {
		return string(r.On)
	}
	return fmt.Sprintf("%s (%s)", r.On, words(r.When))
}

// words turns a Go name into words: needsCard, "needs card".
func words(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// id is a state's name as Mermaid allows it.
func id(s flow.State) string {
	return "s_" + strings.Trim(strings.ReplaceAll(string(s), "-", "_"), "()")
}
