package pinyin

import "slices"

const (
	// costName is how rarely a name of a person stands at a place of a text.
	costName = 7 * nat
	// costGiven and costFree weigh the two ways to make a given name of two:
	// one of the list, or any two characters.
	costGiven = nat
	costFree  = nat / 2
	// costShort is for a given name of one character, a fifth of all.
	costShort = 3 * nat / 2
	// boostDouble is for a given name of the same character twice.
	boostDouble = 3 * nat
	// boostWhole is for a name that is all that was typed.
	boostWhole = 4 * nat
	// keptNames bounds the names from one place to another.
	keptNames = 6
)

// named is a possible name: surname, then one or two characters.
type named struct {
	surname       int32
	first, second int32 // texts; second is -1 for none
	given         int32 // an extra instead, or -1
	cost          int32
}

// names collects the people's names from p by their ends and hands them over as
// extras. Those that end before since are known from the keys before; only at the
// begin are they wanted again, as words to choose first.
func (c *Composer) names(p, since int, f *fan) {
	found := map[int][]named{}
	c.context.surnames.walk(f.steps, p, 0, 0, len(c.context.surnames.pages), 0, func(end int, surname, cost int32) {
		base := named{surname: surname, second: -1, given: -1, cost: costName + cost + c.extra(surname).cost}
		c.context.given.walk(f.steps, end, 0, 0, len(c.context.given.pages), 0, func(to int, given, cost int32) {
			n := base
			n.given, n.cost = given, n.cost+cost+costGiven+c.extra(given).cost
			keepName(found, to, n)
		})
		c.freeNames(f.steps, end, base, found)
	})
	for end, list := range found {
		if end < since && p > 0 {
			continue
		}
		for _, n := range list {
			if p == 0 && end == len(c.letters) {
				n.cost -= boostWhole
			}
			f.add(arc{end: end, word: c.lend(c.nameText(n), c.extra(n.surname).head, c.lex.edge(), n.cost), rank: n.cost})
		}
	}
}

func (c *Composer) freeNames(steps [][]step, p int, base named, found map[int][]named) {
	for _, s := range steps[p] {
		for _, one := range within(c.context.second, s) {
			n := base
			n.first, n.cost = one.text, base.cost+costShort+s.cost+one.cost
			keepName(found, s.end, n)
		}
		for _, one := range within(c.context.first, s) {
			for _, t := range steps[s.end] {
				for _, two := range within(c.context.second, t) {
					n := base
					n.first, n.second = one.text, two.text
					n.cost += costFree + s.cost + one.cost + t.cost + two.cost
					if one.text == two.text {
						n.cost -= boostDouble
					}
					keepName(found, t.end, n)
				}
			}
		}
	}
}

// within is the characters for a step. Names are typed in full: for a single
// letter there would be hundreds.
func within(by map[uint16][]choiceOf, s step) []choiceOf {
	if s.hi-s.lo != 1 {
		return nil
	}
	return by[s.lo]
}

func keepName(found map[int][]named, end int, n named) {
	list := found[end]
	at := len(list)
	for at > 0 && list[at-1].cost > n.cost {
		at--
	}
	if at >= keptNames {
		return
	}
	list = slices.Insert(list, at, n)
	found[end] = list[:min(len(list), keptNames)]
}

func (c *Composer) nameText(n named) []rune {
	text := slices.Clone(c.extra(n.surname).text)
	if n.given >= 0 {
		return append(text, c.extra(n.given).text...)
	}
	text = c.lex.appendText(text, n.first)
	if n.second >= 0 {
		text = c.lex.appendText(text, n.second)
	}
	return text
}
