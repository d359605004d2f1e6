package main

import (
	"encoding/binary"
	"math"
)

// layOut writes what kiosk/input/ink reads; see there.
func layOut(chars []character, l lesson) []byte {
	seen := make([][]float64, len(chars))
	most := 0.0
	for i, a := range l.averages {
		off := make([]float64, size)
		for k := range off {
			off[k] = a[k] - l.middle[k]
		}
		for _, v := range l.views {
			seen[i] = append(seen[i], dot(v, off))
			most = max(most, math.Abs(seen[i][len(seen[i])-1]))
		}
	}
	scale := most / 127
	out := binary.LittleEndian.AppendUint32([]byte("INK1"), uint32(len(chars)))
	out = real32(out, scale)
	for _, c := range chars {
		out = binary.LittleEndian.AppendUint32(out, uint32(c.char))
	}
	for _, c := range chars {
		out = append(out, c.rarity)
	}
	for _, v := range l.middle {
		out = real32(out, v)
	}
	for k := range size {
		for _, view := range l.views {
			out = real32(out, view[k])
		}
	}
	for _, s := range seen {
		for _, v := range s {
			out = append(out, byte(int8(math.Round(v/scale))))
		}
	}
	return appendStrokes(out, chars)
}

func appendStrokes(out []byte, chars []character) []byte {
	var strokes []byte
	out = binary.LittleEndian.AppendUint32(out, 0)
	for _, c := range chars {
		for _, s := range c.strokes {
			strokes = append(strokes, byte(len(s)))
			for _, p := range s {
				strokes = append(strokes, byte(p.X), byte(p.Y))
			}
		}
		out = binary.LittleEndian.AppendUint32(out, uint32(len(strokes)))
	}
	return append(out, strokes...)
}

func real32(out []byte, v float64) []byte {
	return binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(v)))
}
