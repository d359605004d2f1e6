package sam

import (
	"context"
	"fmt"

	"station365/devices/serial"
)

// Examine asks the module on an open line how it is and who it is, as a health
// check and for the technician's tools. The number is written as on its label. A
// kiosk that runs needs none: each look for a card is answered or refused by the
// module, and what it says becomes the reader's health.
func Examine(ctx context.Context, conn serial.Conn) (number string, err error) {
	number, err = (&talk{conn: conn}).probe(ctx, seekModule)
	if err != nil {
		return "", fmt.Errorf("examine module: %w", err)
	}
	return number, nil
}
