// Package outbox brings records from the kiosk's queue to the centre: oldest
// first, a window at a time, the same bytes on every try, until the centre says
// that it has committed them. It promises that nothing is called acknowledged
// on the broker's word alone and that one bad record never stops the others.
// It knows no SQL and no MQTT: it is given a queue and a link.
package outbox
