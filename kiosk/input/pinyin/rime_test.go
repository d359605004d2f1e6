//go:build rime

package pinyin_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// build/rime makes the program that asks librime and runs this.
func TestLibrimeIsCountedBesideUs(t *testing.T) {
	ask := strings.Fields(os.Getenv("RIME_ASK"))
	if len(ask) == 0 {
		t.Fatal("RIME_ASK names no program; see build/rime")
	}
	c := inContext(t)
	for _, file := range []string{heldOut, fresh} {
		for _, kind := range []string{"phrase", "address", "organisation", "name"} {
			list := written(t, file)[kind]
			var letters strings.Builder
			for _, s := range list {
				letters.WriteString(strings.Join(s.sylls, "") + "\n")
			}
			command := exec.CommandContext(t.Context(), ask[0], ask[1:]...)
			command.Stdin = strings.NewReader(letters.String())
			out, err := command.Output()
			if err != nil {
				t.Fatal("ask librime:", err)
			}
			pages := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
			if len(pages) != len(list) {
				t.Fatalf("%d answers to %d questions", len(pages), len(list))
			}
			first, five := 0, 0
			for i, s := range list {
				at := slices.Index(strings.Split(pages[i], "\t"), s.text)
				if at == 0 {
					first++
				}
				if at >= 0 {
					five++
				}
			}
			n := float64(len(list)) / 100
			ourFirst, ourFive := rates(t, c, list)
			t.Logf("%s, %d of kind %s: librime first %.1f %%, within five %.1f %%; ours %.1f %%, %.1f %%",
				file, len(list), kind, float64(first)/n, float64(five)/n, ourFirst, ourFive)
		}
	}
}
