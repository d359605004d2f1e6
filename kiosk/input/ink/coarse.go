package ink

import "slices"

// guess is a character with how badly it fits the ink.
type guess struct {
	char int32
	cost float32

	turned float32 // by how much the ink was turned to be taken for it, in radians
}

// glance compares the runs of the ink with every character's average and returns
// the best few, best first, in room.
func (m *Model) glance(r *Runs, seen *[Views]float32, few int, room []guess) []guess {
	m.look(r, seen)
	room = room[:0]
	worst := float32(0)
	for i := range m.chars {
		cost := distance(seen, m.averages[i*Views:(i+1)*Views], m.scale) + rarityCoarse*float32(m.rarity[i])
		if len(room) == few && cost >= worst {
			continue
		}
		if len(room) < few {
			room = append(room, guess{})
		}
		at := len(room) - 1
		for at > 0 && room[at-1].cost > cost {
			room[at] = room[at-1]
			at--
		}
		room[at] = guess{char: int32(i), cost: cost}
		worst = room[len(room)-1].cost
	}
	return room
}

// rarityCoarse is what a unit of rarity costs beside a squared distance.
const rarityCoarse = 0.01

// look sees the runs through the views.
func (m *Model) look(r *Runs, seen *[Views]float32) {
	*seen = [Views]float32{}
	for i, v := range r {
		d := v - m.middle[i]
		view := m.views[i*Views : (i+1)*Views]
		for k := range seen {
			seen[k] += d * view[k]
		}
	}
}

// distance is squared; four sums let the processor work on four numbers at once.
func distance(seen *[Views]float32, average []int8, scale float32) float32 {
	average = average[:Views]
	var a, b, c, d float32
	for k := 0; k < Views; k += 4 {
		w := seen[k] - float32(average[k])*scale
		x := seen[k+1] - float32(average[k+1])*scale
		y := seen[k+2] - float32(average[k+2])*scale
		z := seen[k+3] - float32(average[k+3])*scale
		a, b, c, d = a+w*w, b+x*x, c+y*y, d+z*z
	}
	return a + b + c + d
}

func byCost(guesses []guess) {
	slices.SortFunc(guesses, func(a, b guess) int {
		switch {
		case a.cost < b.cost:
			return -1
		case a.cost > b.cost:
			return 1
		}
		return int(a.char - b.char)
	})
}
