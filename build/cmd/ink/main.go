// Command ink makes assets/input/ink.bin, what the handwriting recogniser reads:
// the model strokes of hanzi-writer-data (Arphic Public License, and so is the
// file), and what was learnt by writing each of them in different hands.
//
// build/ink fetches the sources and calls it. The same sources give the same
// bytes on the same kind of processor. The layout is described in
// kiosk/input/ink, which reads it.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	strokes := flag.String("strokes", "", "the unpacked npm package hanzi-writer-data")
	words := flag.String("words", "/usr/share/rime-data/pinyin_simp.dict.yaml", "how frequent characters are: text, pinyin, weight")
	out := flag.String("out", "assets/input/ink.bin", "the file made")
	flag.Parse()
	if err := run(*strokes, *words, *out); err != nil {
		fmt.Fprintln(os.Stderr, "ink:", err)
		os.Exit(1)
	}
}

func run(strokes, words, out string) error {
	weights, err := readWeights(words)
	if err != nil {
		return fmt.Errorf("read weights: %w", err)
	}
	chars, err := readCharacters(strokes, weights)
	if err != nil {
		return fmt.Errorf("read strokes: %w", err)
	}
	data := layOut(chars, learn(chars))
	if err := os.WriteFile(out, data, 0o644); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	fmt.Printf("%d characters, %d bytes\n", len(chars), len(data))
	return nil
}
