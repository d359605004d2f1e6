package check_test

import (
	"encoding/json"
	"go/ast"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"station365/assets"
	"station365/kiosk/words"
)

// made are the keys that the programs put together, with what from. * is one part
// of a key; several patterns stand in a row.
var made = []struct{ patterns, from string }{
	{"card.expired.*", "flow.CardView.NotValid and the line"},
	{"card.not-yet.*", "flow.CardView.NotValid and the line"},
	{"card.*.title", "why a card was not read"},
	{"card.*.do", "why a card was not read"},
	{"find.broken.*", "a look-up that failed, shown as a card's failure"},
	{"card.warning.*", "what a card's check warns of"},
	{"case.event.*", "a case's status"},
	{"status.*", "a case's status"},
	{"done.delivery.*", "how far a case is on its way"},
	{"date.month.*", "the month's number"},
	{"date.weekday.*", "the weekday's number"},
	{"voice.month.*", "the month's number"},
	{"voice.weekday.*", "the weekday's number"},
	{"digit.*", "a figure of a number said aloud"},
	{"ethnic.*", "the code of the standard's list"},
	{"sex.*", "the code of the standard's list"},
	{"frozen.*", "the rule that stops new requests"},
	{"home.*.text", "the door's name"},
	{"home.morning home.afternoon home.evening", "the hour"},
	{"welcome.morning welcome.afternoon welcome.evening", "the hour"},
	{"look.size.*", "kit.Scale"},
	{"look.colour.*", "kit.Theme"},
	{"look.colour.*.sample", "kit.Theme"},
	{"look.read.*", "flow.Look.Sound"},
	{"notkept.*.do", "why a case was not kept"},
	{"notprinted.*", "the printer's status"},
	{"notprinted.*.do", "the printer's status"},
	{"review.saved.*", "where a field came from"},
	{"housing.* housing.reader.* housing.printer.* housing.scanner.*", "flow.Housing"},
	{"voice.reader.*", "flow.Housing"},
	{"trouble.*.still", "what does not work"},
	{"writing.mode.*", "how a resident writes"},
	{"voice.ask-restart voice.enter-code voice.enter-number voice.idle-warning voice.keeping voice.printing", "flow.State"},
	{"voice.reading-card voice.size-and-colour voice.take-card", "flow.State"},
}

// noWords are strings in the sources that look like keys of texts.
var noWords = []string{
	"case.db",                                                                                                                              // a file
	"card.name", "card.sex", "card.ethnicGroup", "card.birth", "card.address", "card.idNumber", "card.issuingAuthority", "card.validUntil", // where a field comes from
	"form.fields",    // a place in a catalogue file
	"language.basis", // a key of the string files that only some languages have
}

// languages are all string files.
func languages(t *testing.T) []*words.Table {
	t.Helper()
	folder, err := fs.Sub(assets.FS(), "strings")
	if err != nil {
		t.Fatal(err)
	}
	tables, err := words.LoadAll(folder)
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// A language with a basis says what that says; all others say everything.
func TestEveryLanguageSaysEverything(t *testing.T) {
	all := languages(t)
	if len(all) < 2 {
		t.Fatalf("only %d language", len(all))
	}
	for _, w := range all[1:] {
		if err := w.Complete(all[0]); err != nil {
			t.Error(err)
		}
	}
}

func TestEnglishHasNoHanAndNoWideMarks(t *testing.T) {
	for key, text := range texts(t, "en") {
		if strings.ContainsFunc(text, isWide) {
			t.Errorf("%s: not translated: %s", key, text)
		}
	}
}

// isWide tells Han and what is as wide in the bundled font: full-width marks, and
// the quotation marks and the middle dot that Latin text has narrower ones for.
func isWide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || strings.ContainsRune("“”‘’·", r)
}

// texts are a language's texts with their placeholders, by key.
func texts(t *testing.T, language string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for name, text := range jsonFiles(t) {
		if !strings.HasPrefix(name, "strings/"+language+".") {
			continue
		}
		if err := json.Unmarshal(text, &all); err != nil { // into what is there
			t.Fatalf("%s: %v", name, err)
		}
	}
	if len(all) == 0 {
		t.Fatalf("no texts in %s", language)
	}
	return all
}

// jsonFiles are all data files by name.
func jsonFiles(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(assets.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".json" {
			return err
		}
		files[name], err = fs.ReadFile(assets.FS(), name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// literals are the strings in the kiosk's own sources, with a place of each.
func literals(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, s := range sources(t) {
		if s.test || !under(s.pkg, "kiosk") || strings.HasSuffix(s.pkg, "test") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				if text, err := strconv.Unquote(l.Value); err == nil {
					found[text] = s.fileset.Position(l.Pos()).String()
				}
			}
			return true
		})
	}
	return found
}

// dataStrings are the strings in the data files besides the words themselves.
func dataStrings(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for name, text := range jsonFiles(t) {
		if strings.HasPrefix(name, "strings/") || strings.HasPrefix(name, "input/") {
			continue
		}
		d := json.NewDecoder(strings.NewReader(string(text)))
		for token, err := d.Token(); err == nil; token, err = d.Token() {
			if s, ok := token.(string); ok {
				found[s] = name
			}
		}
	}
	return found
}

// A language may have shorter forms of its own and forms for one thing; all other
// texts are named by a source, by a data file, or made.
func TestEveryTextIsUsed(t *testing.T) {
	used := literals(t)
	maps.Copy(used, dataStrings(t))
	matched := map[string]bool{}
	for _, key := range languages(t)[0].Keys() {
		ok := used[key] != "" || used[strings.TrimSuffix(key, ".short")] != ""
		for _, m := range made {
			for _, pattern := range strings.Fields(m.patterns) {
				if isMade(pattern, key) {
					matched[pattern], ok = true, true
				}
			}
		}
		if !ok {
			t.Errorf("%s: nothing says it", key)
		}
	}
	for _, m := range made {
		for _, pattern := range strings.Fields(m.patterns) {
			if !matched[pattern] {
				t.Errorf("%s, made from %s: there are no such texts", pattern, m.from)
			}
		}
	}
}

func isMade(pattern, key string) bool {
	ok, _ := path.Match( // whose * ends at a slash
		strings.ReplaceAll(pattern, ".", "/"), strings.ReplaceAll(key, ".", "/"))
	return ok
}

func TestEveryTextThatIsUsedIsThere(t *testing.T) {
	own := languages(t)[0]
	keys := own.Keys()
	families := map[string]bool{}
	for _, key := range keys {
		family, _, _ := strings.Cut(key, ".")
		families[family] = true
	}
	for text, place := range literals(t) {
		family, rest, dotted := strings.Cut(text, ".")
		if !dotted || rest == "" || strings.Contains(text, " ") || !families[family] || own.Has(text) || slices.Contains(noWords, text) {
			continue
		}
		begins := strings.TrimSuffix(text, ".") + "."
		if slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, begins) }) {
			continue // the program adds the last part
		}
		t.Errorf("%s: no words for %q", place, text)
	}
}
