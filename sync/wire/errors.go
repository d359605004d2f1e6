package wire

import "errors"

// What can be wrong with a message; callers decide by these.
var (
	ErrTooLarge  = errors.New("message too large")
	ErrMalformed = errors.New("message malformed")
	ErrVersion   = errors.New("message version unknown")
	ErrSignature = errors.New("signature wrong")
	ErrUnsealed  = errors.New("sealed part cannot be opened")
	ErrForeign   = errors.New("message for another kiosk")
)

// Limits of what is decoded, in bytes.
const (
	MaxMessage = 192 << 10 // a whole message, as JSON
	MaxSealed  = 96 << 10  // the sealed part of a message, as bytes
	maxName    = 128       // a kiosk id, an id, a key id
)
