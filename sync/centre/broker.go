package centre

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"

	mqtt "github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/listeners"
	"github.com/mochi-mqtt/server/v2/packets"

	"station365/sync/wire"
)

// broker is the embedded MQTT broker with the centre hooked in. It keeps nothing
// on disk: guarantees live in the outbox and in the centre's acknowledgement.
type broker struct {
	mqtt.HookBase
	*exchange
	server *mqtt.Server
}

func newBroker(ctx context.Context, c *Centre, lines []net.Listener) (*broker, error) {
	o := mqtt.NewDefaultServerCapabilities()
	o.MaximumPacketSize = wire.MaxPayload + 4096 // topic and headers
	o.MaximumQos = 1
	o.SharedSubAvailable, o.WildcardSubAvailable = 0, 0
	b := &broker{}
	b.exchange = newExchange(ctx, c, b)
	b.server = mqtt.New(&mqtt.Options{Capabilities: o, InlineClient: true,
		Logger: slog.New(slog.DiscardHandler)}) // it would log topics and client ids
	if err := b.server.AddHook(b, nil); err != nil {
		return nil, fmt.Errorf("hook into broker: %w", err)
	}
	for i, l := range lines {
		if err := b.server.AddListener(listeners.NewNet(fmt.Sprint("kiosks-", i), l)); err != nil {
			return nil, fmt.Errorf("listen: %w", err)
		}
	}
	return b, nil
}

// ID names the hook.
func (b *broker) ID() string { return "centre" }

// Provides lists what the hook takes part in.
func (b *broker) Provides(event byte) bool {
	switch event {
	case mqtt.OnConnectAuthenticate, mqtt.OnACLCheck, mqtt.OnPublish, mqtt.OnDisconnect, mqtt.OnSessionEstablished:
		return true
	}
	return false
}

// OnConnectAuthenticate lets in whoever admit knows.
func (b *broker) OnConnectAuthenticate(cl *mqtt.Client, p packets.Packet) bool {
	row, err := b.admit(cl, p)
	if err != nil {
		b.centre.opts.Logger.Warn("a connection was refused", "reason", err) // a client id may be anything
		return false
	}
	b.centre.arrived(cl, row)
	return true
}

// OnACLCheck lets a kiosk speak and listen on its own topics only.
func (b *broker) OnACLCheck(cl *mqtt.Client, topic string, write bool) bool {
	p := b.centre.presentAs(cl)
	if p == nil {
		return false
	}
	t := p.row.topics
	if write {
		return topic == t.Up || topic == t.Hello || topic == t.State || topic == p.calls()
	}
	return topic == t.Ack || topic == t.Down || topic == wire.CallWordTopic(p.row.community, p.row.id) || slices.Contains(p.documents, topic)
}

// OnSessionEstablished shows that a kiosk is there.
func (b *broker) OnSessionEstablished(*mqtt.Client, packets.Packet) { b.centre.watch.tell() }

// OnDisconnect forgets the connection.
func (b *broker) OnDisconnect(cl *mqtt.Client, _ error, _ bool) { b.centre.left(cl) }

// OnPublish commits what a kiosk sends before the broker answers. For clients of
// MQTT 3.1.1 only ErrRejectPacket withholds the PUBACK; any other error would
// fall through to it.
func (b *broker) OnPublish(cl *mqtt.Client, p packets.Packet) (packets.Packet, error) {
	if cl.Net.Inline {
		return p, nil
	}
	here := b.centre.presentAs(cl)
	if here == nil {
		return p, packets.ErrRejectPacket
	}
	switch p.TopicName {
	case here.row.topics.Up:
		return p, answer(b.up(here.row, p.Payload))
	case here.row.topics.Hello:
		return p, answer(b.hello(here, p.Payload))
	case here.calls():
		return p, answer(b.call(here.row, p.Payload))
	}
	return p, nil
}

// answer has the broker answer what is committed, and pass it on to nobody.
func answer(err error) error {
	if err != nil {
		return packets.ErrRejectPacket
	}
	return packets.CodeSuccessIgnore
}

func (b *broker) publish(_ context.Context, topic string, payload []byte, retain bool) error {
	return b.server.Publish(topic, payload, retain, 1)
}

// reaches is false of a kiosk that the broker has forgotten; see errForgotten.
func (b *broker) reaches(p *present) bool {
	if cl, known := b.server.Clients.Get(p.row.id); !known || cl != p.client {
		p.client.Stop(errForgotten)
		return false
	}
	return true
}

// errForgotten ends a connection that the broker has forgotten. Tearing down a
// kiosk's old connection goes by its id, and if the new one came meanwhile it is
// struck from the list with the old: its kiosk could speak and would hear
// nothing, for ever. It comes back at once.
var errForgotten = errors.New("forgotten with the connection before it")
