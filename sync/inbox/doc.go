// Package inbox takes what the centre sends down. It promises that only what
// the centre signed is applied, in the order of the down sequence and once; that
// what was said while the kiosk was away, or could not be kept, is asked for
// until it is here; and that of each kind of document the last good one stays on
// the disk, taken whole or refused with reasons, never an older one. It knows no
// SQL and no MQTT, and cannot open what is sealed to a resident.
package inbox
