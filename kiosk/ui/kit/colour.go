package kit

import "image/color"

// Theme is one of the two sets of colours.
type Theme string

// The themes.
const (
	Light Theme = "light"
	High  Theme = "high"
)

// Colour is a role of look §2, never a hex value: a theme switch needs no other
// change.
type Colour int

// The roles of colour.
const (
	None          Colour = iota
	Paper                // page ground
	Face                 // cards, inside of touchables
	Ink                  // body text
	Ink2                 // second text, disabled labels
	Indigo               // questions, titles, edges and labels of touchables, icons
	OnIndigo             // label of the primary button
	IndigoDeep           // sill of the primary button, its pressed face
	IndigoWash           // chosen answer, calm notice
	Lamp                 // help button, lit window, card slot
	OnLamp               // words on lamp
	LampDeep             // sill of the help button, frame of lit windows and faces
	LampDown             // pressed face of the help button
	LampWash             // promise, please-do notice, icon pane
	Lit                  // a lit window
	OnLit                // tick in it
	Moss                 // done, connected
	MossWash             //
	Persimmon            // late, no network, stop
	PersimmonWash        //
	Night                // attract and idle curtain
	NightSoft            // second text there
	OnNight              // text there
	Hairline             // between read-only things
	Edge                 // empty windows, read-only fields
	White                // ground of a QR code, the one constant
	Black                //
	NoticeEdge           // edge of notices and cards, only in high contrast
	WallDark             // houses of the evening picture
	WallDim              //
	WallLight            //
	Roof                 // their roofs and doors
	Quiet                // a window nobody sits behind
)

func hex(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

var palettes = map[Theme]map[Colour]color.NRGBA{
	Light: {Paper: hex(0xFBF5E9), Face: hex(0xFFFDF7), Ink: hex(0x211B13), Ink2: hex(0x4B4233), Indigo: hex(0x1D3461),
		OnIndigo: hex(0xFFFDF7), IndigoDeep: hex(0x0E1C38), IndigoWash: hex(0xE5EAF3), Lamp: hex(0xF8C95C), OnLamp: hex(0x211B13),
		LampDeep: hex(0x8A5A05), LampDown: hex(0xFFF0CB), LampWash: hex(0xFFF0CB), Lit: hex(0xF8C95C), OnLit: hex(0x211B13), Moss: hex(0x1B5236),
		MossWash: hex(0xE2EFE1), Persimmon: hex(0x86300A), PersimmonWash: hex(0xFBE5D6), Night: hex(0x14213F), NightSoft: hex(0xC9D3E6),
		OnNight: hex(0xFBF5E9), Hairline: hex(0xD9CCB4), Edge: hex(0x6E6350), White: hex(0xFFFFFF), Black: hex(0x000000),
		WallDark: hex(0x2B3F69), WallDim: hex(0x31456F), WallLight: hex(0x3A5080), Roof: hex(0x0E1930), Quiet: hex(0x22345C)},
	High: {Paper: hex(0x000000), Face: hex(0x000000), Ink: hex(0xFFFFFF), Ink2: hex(0xFFFFFF), Indigo: hex(0xFFD95A),
		OnIndigo: hex(0x000000), IndigoDeep: hex(0xFFFFFF), IndigoWash: hex(0x2B2300), Lamp: hex(0xFFFFFF), OnLamp: hex(0x000000),
		LampDeep: hex(0xFFD95A), LampDown: hex(0xFFD95A), LampWash: hex(0x1C1C1C), Lit: hex(0xFFD95A), OnLit: hex(0x000000), Moss: hex(0x8FE8B4),
		MossWash: hex(0x0A2415), Persimmon: hex(0xFFB48C), PersimmonWash: hex(0x331605), Night: hex(0x000000), NightSoft: hex(0xFFFFFF),
		OnNight: hex(0xFFFFFF), Hairline: hex(0xFFFFFF), Edge: hex(0xFFFFFF), White: hex(0xFFFFFF), Black: hex(0x000000),
		NoticeEdge: hex(0xFFD95A), WallDark: hex(0x1C1C1C), WallDim: hex(0x1C1C1C), WallLight: hex(0x1C1C1C), Roof: hex(0xFFFFFF),
		Quiet: hex(0x000000)},
}

// Colour is the role's colour in this kit's theme; None is transparent.
func (k *Kit) Colour(c Colour) color.Color {
	if c == None {
		return color.Transparent
	}
	v, ok := palettes[k.theme][c]
	if !ok {
		return color.Transparent
	}
	return v
}

// hexOf is the colour as an SVG writes it.
func (k *Kit) hexOf(c Colour) string {
	const digits = "0123456789ABCDEF"
	v := palettes[k.theme][c]
	out := []byte{'#'}
	for _, b := range []uint8{v.R, v.G, v.B} {
		out = append(out, digits[b>>4], digits[b&15])
	}
	return string(out)
}
