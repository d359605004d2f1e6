package pinyin_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"station365/kiosk/input/pinyin"
)

// halves are texts written before the engine's words were read: one half is looked
// at when the engine is tuned, the other is only counted.
const (
	development = "testdata/development.tsv"
	heldOut     = "testdata/held-out.tsv"
)

// written reads a half: the samples by their kind.
func written(t testing.TB, file string) map[string][]sample {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string][]sample{}
	for line := range strings.Lines(string(text)) {
		if fields := strings.Split(strings.TrimSpace(line), "\t"); len(fields) == 3 {
			kinds[fields[0]] = append(kinds[fields[0]], sample{fields[1], strings.Fields(fields[2])})
		}
	}
	return kinds
}

func TestWhatOthersWriteIsMeasured(t *testing.T) {
	knowing, bare := inContext(t), pinyin.New(open(t), 0)
	for _, file := range []string{development, heldOut} {
		kinds := written(t, file)
		for _, kind := range slices.Sorted(maps.Keys(kinds)) {
			list := kinds[kind]
			if file == development { // only here may failures be read
				t.Log(kind)
			}
			first, five := rates(t, knowing, list)
			t.Logf("%s, %d of kind %s: first %.1f %%, within five %.1f %%", file, len(list), kind, first, five)
			first, five = rates(t, bare, list)
			t.Logf("   bare: first %.1f %%, within five %.1f %%", first, five)
		}
	}
}
