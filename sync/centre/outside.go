package centre

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"net/url"
	"strings"
	"sync"
	"time"

	"station365/sync/link"
	"station365/sync/wire"
)

// Outside is a broker in a process of its own. Its rules must let a kiosk speak
// on its own topics only, as those of Authority.Mosquitto do.
type Outside struct {
	URL       string // "mqtts://host:port", or "mqtt://host:port" without TLS
	Community string // whose kiosks are heard; "" for all
	Worker    int    // which of the centre's workers this is; 0 or 1 for the first
	Workers   int    // how many there are; 0 for one

	// CA are the certificates, in PEM, of whoever certified the broker's server,
	// whose name then is the host in URL; nil: this centre itself, as for a broker
	// of Authority.Mosquitto.
	CA []byte

	MostWait time.Duration // between two tries to connect; 0: 10 s
}

// outsideWait is how long a broker that is back may wait for the centre. One
// centre is not a thousand kiosks: it need not spread its tries over minutes.
const outsideWait = 10 * time.Second

// ErrWorker is a worker's number that is not between 1 and how many there are.
var ErrWorker = errors.New("worker must be between 1 and the number of workers, at most 16")

// ErrBrokerCA are certificates of a broker's that are none.
var ErrBrokerCA = errors.New("the certificates to believe the broker by are not certificates in PEM")

// Join serves kiosks at a broker outside until ctx ends, which is no error. Such
// a broker answers kiosks by itself, before anything is committed; kiosks wait
// for the centre's own acknowledgement.
//
// Every worker hears all that is said, and each kiosk belongs to one of them: its
// messages are taken in their order. The kiosks of a worker that is not there
// keep their records until it is.
func (c *Centre) Join(ctx context.Context, at Outside) error {
	at.Worker, at.Workers = max(at.Worker, 1), max(at.Workers, 1)
	if at.Worker > at.Workers || at.Workers > wire.MostWorkers {
		return ErrWorker
	}
	if at.CA != nil && !x509.NewCertPool().AppendCertsFromPEM(at.CA) {
		return ErrBrokerCA
	}
	if at.MostWait == 0 {
		at.MostWait = outsideWait
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	o := &outside{at: at}
	o.exchange = newExchange(ctx, c, o)
	o.link = link.New(o.line())
	if !c.begin(o.exchange) {
		return ErrRunning
	}
	defer c.begin(nil)
	o.listen()
	var all sync.WaitGroup
	o.work(ctx, &all)
	err := o.link.Run(ctx)
	cancel()
	all.Wait()
	return err
}

// outside is the exchange as a client of a broker.
type outside struct {
	*exchange
	at   Outside
	link *link.Link
}

func (o *outside) line() link.Opts {
	l := link.Opts{URL: o.at.URL, Client: wire.CentreWorker(o.at.Worker), AnswerAfter: true,
		MaxBackoff: o.at.MostWait, Logger: o.centre.opts.Logger}
	if strings.HasPrefix(o.at.URL, "mqtts:") {
		l.TLS = o.secure
	}
	return l
}

// secure shows the worker's own certificate, which this centre has made, and
// believes a broker that this centre, or who was named for it, has certified.
func (o *outside) secure(ctx context.Context) (*tls.Config, error) {
	c, err := o.centre.authority.Client(ctx, o.at.Worker)
	if err != nil || o.at.CA == nil {
		return c, err
	}
	u, err := url.Parse(o.at.URL)
	if err != nil {
		return nil, fmt.Errorf("read the broker's address: %w", err)
	}
	c.RootCAs, c.ServerName = x509.NewCertPool(), u.Hostname()
	if !c.RootCAs.AppendCertsFromPEM(o.at.CA) {
		return nil, ErrBrokerCA
	}
	return c, nil
}

// listen subscribes to all that kiosks say. State comes first: it is retained,
// and tells who is there.
func (o *outside) listen() {
	community := o.at.Community
	if community == "" {
		community = "+"
	}
	t := wire.TopicsOf(community, "+")
	o.link.HandleAll(t.State, o.state)
	o.link.HandleAll(t.Hello, func(ctx context.Context, topic string, b []byte) {
		if p := o.from(ctx, topic); p != nil {
			_ = o.hello(p, b) // logged there
		}
	})
	o.link.HandleAll(t.Up, func(ctx context.Context, topic string, b []byte) {
		if p := o.from(ctx, topic); p != nil {
			_ = o.up(p.row, b) // logged there; not acknowledged: the kiosk sends it again
		}
	})
	o.link.HandleAll(wire.CallTopic(community, "+"), func(ctx context.Context, topic string, b []byte) {
		if p := o.from(ctx, topic); p != nil {
			_ = o.call(p.row, b) // logged there; the kiosk is not told
		}
	})
	o.link.Watch(func(_ context.Context, up bool) {
		if up {
			o.afresh.Store(true)
		}
	})
}

// state follows who is connected.
func (o *outside) state(ctx context.Context, topic string, b []byte) {
	if string(b) == wire.StateHere {
		o.from(ctx, topic)
		return
	}
	if _, id, is := speakerOf(topic); is && o.mine(id) {
		o.centre.gone(id)
	}
}

// from is the kiosk that speaks on a topic, if it is enrolled, not revoked, and
// this worker's. The broker vouches for the topic; records and hellos are signed
// besides.
func (o *outside) from(ctx context.Context, topic string) *present {
	community, id, is := speakerOf(topic)
	if !is || !o.mine(id) {
		return nil
	}
	p, err := o.find(ctx, community, id)
	if err != nil && ctx.Err() == nil {
		o.centre.opts.Logger.Warn("a message was left unread", "reason", err)
	}
	return p
}

func (o *outside) find(ctx context.Context, community, id string) (*present, error) {
	if err := o.centre.authority.Allows(ctx, id); err != nil {
		o.centre.gone(id)
		return nil, err
	}
	if p := o.centre.presentOf(id); p != nil && p.row.community == community {
		return p, nil
	}
	k, err := o.centre.kiosk(ctx, id)
	if err != nil {
		return nil, err
	}
	if k.community != community {
		return nil, errClientID
	}
	return o.centre.noticed(ctx, k)
}

// speakerOf takes a topic apart.
func speakerOf(topic string) (community, kioskID string, is bool) {
	levels := strings.Split(topic, "/")
	if len(levels) != 4 || !wire.ValidName(levels[1]) || !wire.ValidName(levels[2]) {
		return "", "", false
	}
	return levels[1], levels[2], true
}

// mine reports whether a kiosk belongs to this worker.
func (o *outside) mine(kioskID string) bool {
	h := fnv.New32a()
	_, _ = h.Write([]byte(kioskID)) // a hash never fails
	return int(h.Sum32()%uint32(o.at.Workers)) == o.at.Worker-1
}

func (o *outside) publish(ctx context.Context, topic string, payload []byte, retain bool) error {
	if retain {
		return o.link.Retain(ctx, topic, payload)
	}
	return o.link.Publish(ctx, topic, payload)
}

func (o *outside) reaches(*present) bool { return o.link.Connected() }

// noticed notes a kiosk at a broker outside. It may have said hello when nobody
// listened: what is sent down begins where it last said that it stood.
func (c *Centre) noticed(ctx context.Context, row kioskRow) (*present, error) {
	var last uint64
	err := c.db.QueryRowContext(ctx, `SELECT last_down FROM kiosks WHERE kiosk = ?`, row.id).Scan(&last)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("read where the kiosk stands: %w", err)
	}
	c.mu.Lock()
	p := &present{row: row, told: true, pushed: last}
	c.kiosks[row.id] = p
	c.mu.Unlock()
	c.watch.tell()
	return p, nil
}

// gone forgets a kiosk of a broker outside.
func (c *Centre) gone(kioskID string) {
	c.mu.Lock()
	delete(c.kiosks, kioskID)
	c.mu.Unlock()
	c.watch.tell()
}
