package pinyin

import "bytes"

// What a way of reading costs beside the words it leads to, tried on the half of
// the phrases in testdata that tuning may look at.
const (
	costAbbreviated = 3 * nat // only the first letter was typed
	costLone        = 4 * nat // and the word is no longer: whole words are abbreviated
	costCompleted   = 3 * nat // a whole syllable is taken for the begin of a longer one
	costUnfinished  = nat / 2 // the last syllable is not finished
	costFuzzy       = 2 * nat // a sound of the south for another
	costSlip        = 8 * nat // a letter was forgotten
)

// step is one syllable of a reading: from a place in the letters to end, any
// syllable from lo until before hi.
type step struct {
	end    int
	lo, hi uint16
	cost   int32
}

// longestSyllable is zhuang, shuang, chuang.
const longestSyllable = 6

// lattice is all steps from every place of the letters.
func (l *Lexicon) lattice(letters []byte, fuzzy Fuzzy) [][]step {
	steps := make([][]step, len(letters)+1)
	for p := range letters {
		if isLetter(letters[p]) {
			steps[p] = l.steps(letters, p, fuzzy)
		}
	}
	return steps
}

func (l *Lexicon) steps(letters []byte, p int, fuzzy Fuzzy) []step {
	var found []step
	for e := p + 1; e <= len(letters) && e <= p+longestSyllable && isLetter(letters[e-1]); e++ {
		typed := spelled(letters[p:e])
		end := skipMarks(letters, e)
		found = l.appendSteps(found, typed, letters, e, end, 0)
		for _, other := range fuzzy.sounds(typed) {
			found = l.appendSteps(found, other, letters, e, end, costFuzzy)
		}
		for _, s := range l.forgotten(typed) {
			found = append(found, step{end, s.syll, s.syll + 1, costSlip})
		}
	}
	return found
}

func (l *Lexicon) appendSteps(found []step, typed, letters []byte, e, end int, cost int32) []step {
	lo, hi, exact := l.spread(typed)
	if lo == hi {
		return found
	}
	last := e == len(letters)
	if exact {
		if len(typed) == 1 && !last && hi > lo+1 && !isVowel(letters[e]) {
			found = append(found, step{end, lo + 1, hi, cost + costAbbreviated})
		}
		found = append(found, step{end, lo, lo + 1, cost})
		if last && hi > lo+1 {
			found = append(found, step{end, lo + 1, hi, cost + costCompleted})
		}
		return found
	}
	switch {
	case last && !isInitial(typed):
		return append(found, step{end, lo, hi, cost + costUnfinished})
	case isInitial(typed) && (last || !isVowel(letters[e])):
		return append(found, step{end, lo, hi, cost + costAbbreviated})
	}
	return found
}

// spelled writes ü as the lexicon does, however it was typed: jv as ju, lve as lue.
func spelled(typed []byte) []byte {
	v := bytes.IndexByte(typed, 'v')
	if v != 1 {
		return typed
	}
	if bytes.IndexByte([]byte("jqxy"), typed[0]) >= 0 || bytes.HasSuffix(typed, []byte("ve")) {
		typed = bytes.Clone(typed)
		typed[v] = 'u'
	}
	return typed
}

// separator closes a syllable: xi'an.
const separator = '\''

func skipMarks(letters []byte, e int) int {
	for e < len(letters) && letters[e] == separator {
		e++
	}
	return e
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' }

func isVowel(c byte) bool { return bytes.IndexByte([]byte("aeiouv"), c) >= 0 }

func isInitial(s []byte) bool {
	switch len(s) {
	case 1:
		return !isVowel(s[0])
	case 2:
		return s[1] == 'h' && bytes.IndexByte([]byte("zcs"), s[0]) >= 0
	}
	return false
}
