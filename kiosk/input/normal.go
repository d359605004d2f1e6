package input

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Normal is a text in Unicode's composed form (NFC), so that what is entered in two
// ways is the same text, with one exception: compatibility ideographs stay as they
// are. NFC would put a common character in their place, but GB 18030 has 21 of them
// as characters in their own right, at its third level of implementation, and names
// on identity cards are written with them: changed ones would no longer be the name
// on the card.
func Normal(text string) string {
	if norm.NFC.IsNormalString(text) {
		return text
	}
	var out strings.Builder
	from := 0
	for at, r := range text {
		if isCompatible(r) {
			out.WriteString(norm.NFC.String(text[from:at]))
			out.WriteRune(r)
			from = at + len(string(r))
		}
	}
	out.WriteString(norm.NFC.String(text[from:]))
	return out.String()
}

// isCompatible tells the ideographs of the two compatibility blocks.
func isCompatible(r rune) bool {
	return r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F
}
