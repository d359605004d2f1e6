package traces

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf16"
)

const name = "李秀芸"

func inUTF16(text string, big bool) (b []byte) {
	for _, u := range utf16.Encode([]rune(text)) {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return b
}

func TestANameIsFoundInEveryEncoding(t *testing.T) {
	for what, b := range map[string][]byte{"UTF-8": []byte(name), "UTF-16LE": inUTF16(name, false), "UTF-16BE": inUTF16(name, true)} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "case.db"), append([]byte("before"), b...), 0o600); err != nil {
			t.Fatal(err)
		}

		found, looked, err := New([]string{name}).Dir(dir, 0)

		if err != nil || len(found) != 1 || looked == 0 {
			t.Errorf("%s: found %v in %d bytes, %v", what, found, looked, err)
		}
	}
}

func TestANameAcrossTwoWritesIsFoundOnce(t *testing.T) {
	times := 0
	s := New([]string{name}).Stream(func(int) { times++ })
	whole := []byte("…" + name + "…")
	for i := range whole {
		_, _ = s.Write(whole[i : i+1])
	}

	if times != 1 {
		t.Errorf("found %d times", times)
	}
}

func TestAMaskedNameIsNoTrace(t *testing.T) {
	if n := New([]string{name}).In([]byte("李**")); n != 0 {
		t.Errorf("found %d", n)
	}
}
