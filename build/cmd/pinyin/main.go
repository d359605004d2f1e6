// Command pinyin makes the two files that the pinyin engine reads:
//
//	assets/input/pinyin.bin  words with their readings and frequencies, from
//	                         pinyin_simp (Apache-2.0), and the readings of rare
//	                         characters from Unihan (Unicode licence)
//	assets/input/pairs.bin   which word follows which, from open-gram
//	                         (CC BY-SA 3.0, and so is this file)
//
// build/pinyin fetches the sources and calls it. The same sources give the same
// bytes. The layout is described in kiosk/input/pinyin, which reads it.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	var s sources
	flag.StringVar(&s.words, "words", "/usr/share/rime-data/pinyin_simp.dict.yaml", "words: text, pinyin, weight")
	flag.StringVar(&s.readings, "readings", "", "Unihan_Readings.txt")
	flag.StringVar(&s.variants, "variants", "", "Unihan_Variants.txt")
	flag.StringVar(&s.font, "font", "assets/fonts/regular.otf", "the font whose characters must all be found")
	flag.StringVar(&s.model, "model", "", "what tslminfo -p -v printed of open-gram's lm_sc.t3g")
	flag.StringVar(&s.vocabulary, "vocabulary", "", "open-gram's pydict_sc.bin, which numbers the words of the model")
	out := flag.String("out", "assets/input", "where the files go")
	flag.Parse()
	if err := run(s, *out); err != nil {
		fmt.Fprintln(os.Stderr, "pinyin:", err)
		os.Exit(1)
	}
}

type sources struct{ words, readings, variants, font, model, vocabulary string }

func run(s sources, out string) error {
	traditional, err := readTraditional(s.variants)
	if err != nil {
		return fmt.Errorf("read variants: %w", err)
	}
	entries, err := readWords(s.words, traditional)
	if err != nil {
		return fmt.Errorf("read words: %w", err)
	}
	rare, err := readRare(s.readings, s.font, entries)
	if err != nil {
		return fmt.Errorf("read readings: %w", err)
	}
	lex := arrange(append(entries, rare...))
	words := lex.bytes()
	pairs, err := pairsOf(s.model, s.vocabulary, lex, words)
	if err != nil {
		return fmt.Errorf("read model: %w", err)
	}
	for name, data := range map[string][]byte{"pinyin.bin": words, "pairs.bin": pairs} {
		if err := os.WriteFile(filepath.Join(out, name), data, 0o644); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	fmt.Printf("pinyin: %d readings of %d texts, %d of them rare characters; %d and %d bytes\n",
		len(lex.words), len(lex.texts), len(rare), len(words), len(pairs))
	return nil
}
