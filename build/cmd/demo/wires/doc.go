// Package wires has the demonstration's cables: serial lines that are real ptys
// and can be unplugged, and a network line that can be cut. It promises that an
// unplugged line is gone for whoever had it open, as a pulled USB plug is, and
// that nothing of a closed line is left behind. It knows nothing of what goes
// over its cables.
package wires
