package link

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"
)

// What can go wrong with a send.
var (
	ErrOffline = errors.New("no connection to the broker")
	ErrTimeout = errors.New("the broker did not answer in time")
)

// Opts is how to reach the broker. Zero durations take the value in brackets.
type Opts struct {
	URL            string                                         // "mqtts://host:port", or "mqtt://host:port" without TLS
	Client         string                                         // client id and user name: the kiosk's id
	Token          string                                         // password; "" with TLS
	TLS            func(ctx context.Context) (*tls.Config, error) // asked before each connection; nil without TLS
	AnswerAfter    bool                                           // a message is answered after its handler is done: the broker sends no more than its window
	StateTopic     string                                         // "" for none; carries Here after connecting, Gone as last will
	Here, Gone     string
	MinBackoff     time.Duration // [1 s] upper edge of the first wait after a failure
	MaxBackoff     time.Duration // [5 min] upper edge of all waits: thousands of kiosks return after a cut
	ConnectTimeout time.Duration // [10 s]
	AnswerTimeout  time.Duration // [20 s] a send without an answer for so long ends the connection
	KeepAlive      time.Duration // [30 s] below the five minutes after which carriers drop idle lines
	Logger         *slog.Logger
}

func (o Opts) withDefaults() Opts {
	set := func(d *time.Duration, to time.Duration) {
		if *d == 0 {
			*d = to
		}
	}
	set(&o.MinBackoff, time.Second)
	set(&o.MaxBackoff, 5*time.Minute)
	set(&o.ConnectTimeout, 10*time.Second)
	set(&o.AnswerTimeout, 20*time.Second)
	set(&o.KeepAlive, 30*time.Second)
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}

// Link is one line to the broker. Run works it; Send and Publish may be called
// from any goroutine.
type Link struct {
	opts     Opts
	handlers map[string]func(ctx context.Context, payload []byte)
	filters  []filter
	watchers []func(ctx context.Context, up bool)

	mu   sync.Mutex
	conn *conn // nil while offline
}

// New makes a link that is offline until Run.
func New(opts Opts) *Link {
	return &Link{opts: opts.withDefaults(), handlers: map[string]func(context.Context, []byte){}}
}

// Handle subscribes to topic on every connection. All handlers and watchers run
// in Run's goroutine, one after the other; they may take their time, and may
// send. Call it before Run.
func (l *Link) Handle(topic string, f func(ctx context.Context, payload []byte)) {
	l.handlers[topic] = f
}

// HandleAll is Handle for all topics that a filter fits: a + in it stands for any
// one level.
func (l *Link) HandleAll(topics string, f func(ctx context.Context, topic string, payload []byte)) {
	l.filters = append(l.filters, filter{topics, f})
}

type filter struct {
	topics string
	handle func(ctx context.Context, topic string, payload []byte)
}

func (f filter) fits(topic string) bool {
	wanted, levels := strings.Split(f.topics, "/"), strings.Split(topic, "/")
	return slices.EqualFunc(wanted, levels, func(w, l string) bool { return w == "+" || w == l })
}

// Watch tells of every connection made (all subscriptions stand) and lost. Call
// it before Run.
func (l *Link) Watch(f func(ctx context.Context, up bool)) { l.watchers = append(l.watchers, f) }

// Run keeps the link connected until ctx ends, which is no error.
func (l *Link) Run(ctx context.Context) error {
	failures := 0
	for ctx.Err() == nil {
		c, err := dial(ctx, l.opts, l.topics())
		if err == nil {
			failures = 0
			err = l.serve(ctx, c)
		}
		if ctx.Err() != nil {
			break
		}
		wait := l.backoff(failures)
		failures++
		l.opts.Logger.Info("no line to the centre", "error", err, "next try in", wait)
		if !sleep(ctx, wait) {
			break
		}
	}
	return nil
}

// Connected reports whether a send has a chance now.
func (l *Link) Connected() bool { return l.current() != nil }

// Send hands payload to the line at quality of service 1, in the order of the
// calls. The channel gives one value: nil once the broker answered, else why it
// did not. An answer is not the centre's word: see the acknowledgement.
func (l *Link) Send(topic string, payload []byte) <-chan error {
	done := make(chan error, 1)
	c := l.current()
	if c == nil {
		done <- ErrOffline
		return done
	}
	c.send(topic, payload, false, done)
	return done
}

// Retain is Publish of a message that the broker also gives to everybody who
// subscribes to its topic later.
func (l *Link) Retain(ctx context.Context, topic string, payload []byte) error {
	c := l.current()
	if c == nil {
		return ErrOffline
	}
	done := make(chan error, 1)
	c.send(topic, payload, true, done)
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("publish: %w", ctx.Err())
	}
}

// Publish sends and waits for the broker's answer.
func (l *Link) Publish(ctx context.Context, topic string, payload []byte) error {
	select {
	case err := <-l.Send(topic, payload):
		return err
	case <-ctx.Done():
		return fmt.Errorf("publish: %w", ctx.Err())
	}
}

// Reconnect ends the connection there is, if any; Run makes a new one. What was
// being sent is told ErrOffline.
func (l *Link) Reconnect() {
	if c := l.current(); c != nil {
		c.end(errAsked)
	}
}

// errAsked ends a connection that somebody wants made anew.
var errAsked = errors.New("a new connection was asked for")

// serve delivers what arrives on c until c is lost or ctx ends.
func (l *Link) serve(ctx context.Context, c *conn) error {
	l.become(c)
	l.tell(ctx, true)
	err := l.deliver(ctx, c)
	l.become(nil)
	c.close(err)
	c.sends.Wait()
	l.tell(ctx, false)
	return err
}

func (l *Link) deliver(ctx context.Context, c *conn) error {
	for {
		select {
		case m := <-c.messages:
			l.handle(ctx, m)
		case <-c.lost:
			return c.why
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (l *Link) handle(ctx context.Context, m message) {
	if f := l.handlers[m.topic]; f != nil {
		f(ctx, m.payload)
	}
	for _, f := range l.filters {
		if f.fits(m.topic) {
			f.handle(ctx, m.topic, m.payload)
		}
	}
	m.answer()
}

func (l *Link) tell(ctx context.Context, up bool) {
	for _, f := range l.watchers {
		f(ctx, up)
	}
}

func (l *Link) become(c *conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.conn = c
}

func (l *Link) current() *conn {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.conn
}

func (l *Link) topics() []string {
	var topics []string
	for t := range l.handlers {
		topics = append(topics, t)
	}
	for _, f := range l.filters {
		topics = append(topics, f.topics)
	}
	return topics
}

// backoff is full jitter: anything up to a bound that doubles with each failure.
func (l *Link) backoff(failures int) time.Duration {
	bound := l.opts.MaxBackoff
	if failures < 20 {
		bound = min(bound, l.opts.MinBackoff<<failures)
	}
	return time.Duration(rand.Int64N(int64(bound) + 1))
}

func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
