package centre

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"sync/atomic"
	"time"

	mqtt "github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/listeners"
	"github.com/mochi-mqtt/server/v2/packets"

	"station365/sync/wire"
)

// broker is the embedded MQTT broker with the centre hooked in. It keeps nothing
// on disk: guarantees live in the outbox and in the centre's acknowledgement.
type broker struct {
	mqtt.HookBase
	centre *Centre
	server *mqtt.Server
	ctx    context.Context // of Run; the hook's methods are given none
	toSay  chan say        // acknowledgements to be made
	shown  int64           // number of the last document published here; push's own
	again  chan string     // kiosks to push to
	fails  atomic.Int64
}

// say is an acknowledgement that is due.
type say struct {
	of   chain
	word word
}

// waiting is how many acknowledgements and pushes may be due. A full channel
// drops: acknowledgements are cumulative and pushes are looked for every second.
const waiting = 4096

func newBroker(ctx context.Context, c *Centre, lines []net.Listener) (*broker, error) {
	o := mqtt.NewDefaultServerCapabilities()
	o.MaximumPacketSize = wire.MaxPayload + 4096 // topic and headers
	o.MaximumQos = 1
	o.SharedSubAvailable, o.WildcardSubAvailable = 0, 0
	b := &broker{centre: c, ctx: ctx, toSay: make(chan say, waiting), again: make(chan string, waiting)}
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
		return topic == t.Up || topic == t.Hello || topic == t.State
	}
	return topic == t.Ack || topic == t.Down || slices.Contains(p.documents, topic)
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
		return p, b.up(here.row, p.Payload)
	case here.row.topics.Hello:
		return p, b.hello(here, p.Payload)
	}
	return p, nil
}

// Signs that kiosks should hold back, and for how long they are asked to.
const (
	slowCommit   = 2 * time.Second // the disk cannot follow
	slowQuiet    = 10              // seconds
	failureQuiet = 60              // seconds; nothing can be committed: a full disk is not emptied sooner
)

func (b *broker) up(from kioskRow, payload []byte) error {
	start := time.Now()
	out, err := b.centre.ingest(b.ctx, from, payload)
	if err != nil {
		b.fails.Add(1)
		b.centre.opts.Logger.Error("commit records", "kiosk", from.id, "error", err)
		b.quieten(from, payload)
		return packets.ErrRejectPacket
	}
	// Committed from here on: the broker may answer, the centre will.
	quiet := uint32(0)
	if time.Since(start) > slowCommit || len(b.toSay) > waiting/2 {
		quiet = slowQuiet
	}
	for epoch, refused := range out {
		b.due(say{chain{from.id, epoch}, word{refused: refused, quiet: quiet}})
	}
	b.centre.watch.tell()
	return packets.CodeSuccessIgnore // answered, and passed on to nobody
}

// quieten asks a kiosk to keep what could not be committed for a while.
func (b *broker) quieten(from kioskRow, payload []byte) {
	parts, err := wire.SplitBatch(payload)
	if err != nil || len(parts) == 0 {
		return
	}
	if r, err := wire.Decode(parts[0]); err == nil {
		b.due(say{chain{from.id, r.Epoch}, word{quiet: failureQuiet}})
	}
}

func (b *broker) hello(here *present, payload []byte) error {
	h, err := wire.DecodeHello(payload, here.row.id, here.row.signKey)
	if err != nil {
		b.centre.opts.Logger.Warn("hello", "kiosk", here.row.id, "error", err)
		return packets.CodeSuccessIgnore
	}
	resend, err := b.centre.greeted(b.ctx, h)
	if err != nil {
		b.centre.opts.Logger.Error("take hello", "kiosk", h.Kiosk, "error", err)
		return packets.ErrRejectPacket // it says it again
	}
	b.centre.heard(b.ctx, here, h)
	b.due(say{chain{h.Kiosk, h.Epoch}, word{resend: resend}})
	select {
	case b.again <- h.Kiosk:
	default:
	}
	return packets.CodeSuccessIgnore
}

func (b *broker) due(s say) {
	select {
	case b.toSay <- s:
	default:
	}
}
