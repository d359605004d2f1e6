package link

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// inbox is how many received messages may wait. When it is full the line is cut
// instead: what is missed is asked for again on the next connection.
const inbox = 256

// errSlow is a receiver that did not keep up.
var errSlow = errors.New("received faster than it could be handled")

type message struct {
	topic   string
	payload []byte
	answer  func() // tells the broker that the message was handled
}

// conn is one connection, used once.
type conn struct {
	client   mqtt.Client
	opts     Opts
	timeout  time.Duration
	messages chan message
	sends    sync.WaitGroup

	once sync.Once
	lost chan struct{} // closed when the connection is over
	why  error         // readable once lost is closed
}

// dial connects, subscribes to all topics and says that the kiosk is here.
func dial(ctx context.Context, o Opts, topics []string) (*conn, error) {
	c := &conn{opts: o, timeout: o.AnswerTimeout, messages: make(chan message, inbox), lost: make(chan struct{})}
	m := mqtt.NewClientOptions().AddBroker(o.URL).SetClientID(o.Client).SetUsername(o.Client).SetPassword(o.Token).
		SetProtocolVersion(4).SetAutoReconnect(false).SetConnectRetry(false).SetCleanSession(true).
		SetStore(mqtt.NewMemoryStore()).SetConnectTimeout(o.ConnectTimeout).SetWriteTimeout(o.ConnectTimeout).
		SetKeepAlive(o.KeepAlive).SetPingTimeout(o.ConnectTimeout).
		SetAutoAckDisabled(o.AnswerAfter).
		SetDefaultPublishHandler(func(_ mqtt.Client, m mqtt.Message) { c.received(m, o.AnswerAfter) }).
		SetConnectionLostHandler(func(_ mqtt.Client, err error) { c.end(fmt.Errorf("connection lost: %w", err)) })
	if o.TLS != nil {
		config, err := o.TLS(ctx)
		if err != nil {
			return nil, fmt.Errorf("prepare TLS: %w", err)
		}
		m.SetTLSConfig(config)
	}
	if o.StateTopic != "" {
		m.SetWill(o.StateTopic, o.Gone, 1, true)
	}
	c.client = mqtt.NewClient(m)
	if err := c.start(ctx, o, topics); err != nil {
		c.close(err)
		return nil, err
	}
	return c, nil
}

func (c *conn) start(ctx context.Context, o Opts, topics []string) error {
	if err := wait(ctx, c.client.Connect(), o.ConnectTimeout); err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	for _, t := range topics {
		if err := wait(ctx, c.client.Subscribe(t, 1, nil), o.ConnectTimeout); err != nil {
			return fmt.Errorf("subscribe: %w", err)
		}
	}
	if o.StateTopic == "" {
		return nil
	}
	if err := wait(ctx, c.client.Publish(o.StateTopic, 1, true, o.Here), o.ConnectTimeout); err != nil {
		return fmt.Errorf("say here: %w", err)
	}
	return nil
}

// received runs in paho's reader: it must never wait.
func (c *conn) received(m mqtt.Message, answer bool) {
	came := message{topic: m.Topic(), payload: m.Payload(), answer: func() {}}
	if answer {
		came.answer = m.Ack
	}
	select {
	case c.messages <- came:
	default:
		c.end(errSlow)
	}
}

// send hands payload to paho now and reports its fate on done later.
func (c *conn) send(topic string, payload []byte, retain bool, done chan<- error) {
	token := c.client.Publish(topic, 1, retain, payload)
	c.sends.Go(func() {
		t := time.NewTimer(c.timeout)
		defer t.Stop()
		select {
		case <-token.Done():
			done <- token.Error()
		case <-c.lost:
			done <- ErrOffline
		case <-t.C:
			// A broker that withholds its answer could not commit. The message
			// number stays taken, so the connection is not used any further.
			c.end(ErrTimeout)
			done <- ErrTimeout
		}
	})
}

// end notes why the connection is over; the first reason counts.
func (c *conn) end(err error) {
	c.once.Do(func() {
		c.why = err
		close(c.lost)
	})
}

// leaveWait is how long a broker may take to hear that somebody goes. Whoever
// does not wait for it is merely thought to be there for longer.
const leaveWait = 250 * time.Millisecond

// takeLeave says what a last will would say: a broker keeps that to itself when
// a connection is ended in good order.
func (c *conn) takeLeave() {
	select {
	case <-c.lost:
		return // the will says it
	default:
	}
	if c.opts.StateTopic != "" && c.client.IsConnectionOpen() {
		c.client.Publish(c.opts.StateTopic, 1, true, c.opts.Gone).WaitTimeout(leaveWait)
	}
}

// quiesce is how long paho may take to write its DISCONNECT, in milliseconds.
const quiesce = 50

func (c *conn) close(err error) {
	c.takeLeave()
	c.end(err)
	c.client.Disconnect(quiesce)
}

func wait(ctx context.Context, token mqtt.Token, timeout time.Duration) error {
	t := time.NewTimer(timeout)
	defer t.Stop()
	select {
	case <-token.Done():
		return token.Error()
	case <-t.C:
		return ErrTimeout
	case <-ctx.Done():
		return ctx.Err()
	}
}
