// Package link is the line to the broker: it connects, reconnects, sends and
// receives bytes. It promises that a send is only called done when the broker
// answered on the very connection it was sent on, that nothing is kept or sent
// again behind the caller's back, and that a slow receiver never stops the
// line. It must not know what the bytes mean; the MQTT library is imported here
// and nowhere else on the kiosk.
//
// Every connection is a fresh client with a clean session: paho's own reconnect
// completes tokens of messages that nobody acknowledged (its issues 563, 565),
// has no jitter and waits up to ten minutes. So what TLS shows and believes is
// asked for anew each time, and a new certificate needs no more than Reconnect.
package link
