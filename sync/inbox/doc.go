// Package inbox takes what the centre sends down. It promises that only what
// the centre signed is applied, in the order of the down sequence and once, and
// that what was said while the kiosk was away is asked for on every connection.
// It knows no SQL and no MQTT, and cannot open what is sealed to a resident.
package inbox
