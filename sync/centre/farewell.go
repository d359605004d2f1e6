package centre

import (
	"net"
	"time"

	mqtt "github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/packets"
)

const (
	lookForGuests = 10 * time.Millisecond // until the last one's goodbye is through: a few milliseconds each
	longFarewell  = 5 * time.Second       // a guest whose socket takes nothing is left to the broker
)

// farewell sends everybody home before the broker is closed. The broker's own way
// reads its list of clients twice at once (Clients.GetByListener), and never ends
// if a client leaves in between; with nobody there it has nothing to wait for.
func (b *broker) farewell(lines []net.Listener) {
	_ = closeAll(lines) // nobody comes any more; closing again is no harm
	patience := time.NewTimer(longFarewell)
	defer patience.Stop()
	again := time.NewTicker(lookForGuests)
	defer again.Stop()
	told := map[*mqtt.Client]bool{}
	for {
		guests := 0
		for _, client := range b.server.Clients.GetAll() {
			if client.Net.Inline || client.Closed() && !client.Properties.Clean {
				continue
			}
			guests++
			if !told[client] {
				told[client] = true
				_ = b.server.DisconnectClient(client, packets.ErrServerShuttingDown) // it goes either way
			}
		}
		if guests == 0 {
			return
		}
		select {
		case <-again.C:
		case <-patience.C:
			return
		}
	}
}
