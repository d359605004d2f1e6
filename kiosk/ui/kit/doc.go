// Package kit has the kiosk's own widgets: touchables with a sill, text that
// wraps by East Asian rules, cards, windows, the frame. A page is put together
// from boxes, which know their height for a width, and becomes a flat tree of
// Fyne objects at fixed places; every measure is in millimetres of glass.
//
// The head has room for three tools on every panel in every type scale: on the
// small panel date, names and the words of a network that is there stand back for
// them, in that order (headLines).
//
// The kit promises that what does not fit is reported (Drawing.Faults) instead
// of being cut in silence, and that touchables only report intent. It knows no
// flow state and no screen.
package kit
