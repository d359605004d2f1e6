package backend

import "image"

// severalParts is how many separate places of a frame are painted apart; beyond
// it they are joined, because each place walks the whole list once.
const severalParts = 8

// changed compares two lists and answers the places where the frames may differ.
//
// Commands that both lists hold in the same order paint the same there; so only
// the areas of all others are damaged. Any common subsequence is right, a longer
// one is only cheaper; this one is greedy after equal beginnings and ends.
func changed(before, after []command) []image.Rectangle {
	for len(before) > 0 && len(after) > 0 && before[0] == after[0] {
		before, after = before[1:], after[1:]
	}
	for len(before) > 0 && len(after) > 0 && before[len(before)-1] == after[len(after)-1] {
		before, after = before[:len(before)-1], after[:len(after)-1]
	}
	places := map[command][]int{}
	for i, c := range before {
		places[c] = append(places[c], i)
	}
	damage := damage{}
	next := 0
	for _, c := range after {
		i, ok := firstFrom(places[c], next)
		if !ok {
			damage.add(c.area)
			continue
		}
		damage.addAll(before[next:i])
		next = i + 1
	}
	damage.addAll(before[next:])
	return damage.parts
}

func firstFrom(places []int, from int) (int, bool) {
	for _, i := range places {
		if i >= from {
			return i, true
		}
	}
	return 0, false
}

// damage gathers areas into few rectangles that do not overlap.
type damage struct{ parts []image.Rectangle }

func (d *damage) addAll(commands []command) {
	for _, c := range commands {
		d.add(c.area)
	}
}

// add joins r with every part that it touches, or that it can be joined with at
// little cost, until nothing more can be joined.
func (d *damage) add(r image.Rectangle) {
	if r.Empty() {
		return
	}
	for i := 0; i < len(d.parts); i++ {
		if !worthJoining(d.parts[i], r) {
			continue
		}
		r = r.Union(d.parts[i])
		d.parts = append(d.parts[:i], d.parts[i+1:]...)
		i = -1
	}
	d.parts = append(d.parts, r)
	if len(d.parts) > severalParts {
		d.parts = []image.Rectangle{union(d.parts)}
	}
}

func worthJoining(a, b image.Rectangle) bool {
	if a.Overlaps(b) {
		return true
	}
	return size(a.Union(b)) <= (size(a)+size(b))*5/4
}

func size(r image.Rectangle) int { return r.Dx() * r.Dy() }

func union(parts []image.Rectangle) image.Rectangle {
	all := image.Rectangle{}
	for _, r := range parts {
		all = all.Union(r)
	}
	return all
}
