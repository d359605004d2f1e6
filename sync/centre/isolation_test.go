package centre_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"slices"
	"sync"
	"testing"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"

	"station365/sync/centre"
	"station365/sync/wire"
)

// realm is a broker with its centre behind, as somebody sees it who is out for
// other people's topics.
type realm struct {
	*centre.Centre
	address string
	provoke func(t *testing.T, m *member) // makes the centre say something on m's ack topic
	came    func() int                    // records that the centre was handed so far, good or bad
	revoked func(t *testing.T)            // the broker learns of a revocation
	mute    bool                          // a revoked kiosk that is connected is not cut but mute
}

// realms are the brokers that the rules must hold on.
var realms = map[string]func(t testing.TB) *realm{"embedded": embeddedRealm, "mosquitto": mosquittoRealm}

func onEveryBroker(t *testing.T, f func(t *testing.T, r *realm)) {
	for name, open := range realms {
		t.Run(name, func(t *testing.T) { f(t, open(t)) })
	}
}

func embeddedRealm(t testing.TB) *realm {
	c, _ := newCentre(t)
	return embeddedOf(t, c)
}

func embeddedOf(t testing.TB, c *centre.Centre) *realm {
	l := listenHere(t)
	serveUntilEnd(t, func(ctx context.Context) error { return c.Serve(ctx, c.Secure(l)) })
	return &realm{Centre: c, address: l.Addr().String(), revoked: func(*testing.T) {},
		provoke: func(t *testing.T, m *member) {
			b, err := m.sealer.Hello(wire.Hello{Epoch: 1}, time.Now())
			must(t, err)
			must(t, finished(m.client.Publish(m.identity.Topics.Hello, 1, false, b)))
		},
		came: func() int {
			n, err := c.Counts(context.Background())
			must(t, err)
			return n.Records + n.Tombstones + n.Quarantined
		}}
}

// member is an enrolled kiosk of which only keys and MQTT client are played.
type member struct {
	identity wire.Identity
	sealer   *wire.Sealer
	pair     tls.Certificate
	client   mqtt.Client

	mu    sync.Mutex
	heard []string
	word  chan string
}

func (r *realm) member(t testing.TB) *member {
	t.Helper()
	keys, err := wire.NewKioskKeys()
	must(t, err)
	request, err := keys.Request()
	must(t, err)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	request.TLS, err = x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{}, key)
	must(t, err)
	m := &member{word: make(chan string, 99)}
	m.identity, err = r.Enrol(t.Context(), request)
	must(t, err)
	m.sealer = wire.NewSealer(m.identity, keys)
	m.pair = tls.Certificate{Certificate: [][]byte{m.identity.Certificate}, PrivateKey: key}
	return m
}

// believing is TLS that believes a centre and shows what it is given.
func believing(t testing.TB, c *centre.Centre, show ...tls.Certificate) *tls.Config {
	t.Helper()
	roots := x509.NewCertPool()
	ca, err := c.Authority().CA(t.Context())
	must(t, err)
	roots.AddCert(ca)
	return &tls.Config{RootCAs: roots, ServerName: wire.CentreName, Certificates: show}
}

func options(address, id string, c *tls.Config) *mqtt.ClientOptions {
	return mqtt.NewClientOptions().AddBroker("mqtts://" + address).SetClientID(id).SetProtocolVersion(4).SetTLSConfig(c).
		SetAutoReconnect(false).SetConnectRetry(false).SetCleanSession(true).SetConnectTimeout(deadline)
}

// join connects a member and listens on its ack topic.
func (m *member) join(t testing.TB, r *realm, change ...func(*mqtt.ClientOptions)) error {
	t.Helper()
	o := options(r.address, m.identity.Kiosk, believing(t, r.Centre, m.pair))
	o.SetDefaultPublishHandler(func(_ mqtt.Client, w mqtt.Message) {
		m.mu.Lock()
		m.heard = append(m.heard, w.Topic())
		m.mu.Unlock()
		m.word <- w.Topic()
	})
	for _, f := range change {
		f(o)
	}
	m.client = mqtt.NewClient(o)
	if err := finished(m.client.Connect()); err != nil {
		return err
	}
	t.Cleanup(func() { m.client.Disconnect(0) })
	return finished(m.client.Subscribe(m.identity.Topics.Ack, 1, nil))
}

func finished(token mqtt.Token) error {
	if !token.WaitTimeout(deadline) {
		return context.DeadlineExceeded
	}
	return token.Error()
}

// hears waits for the centre's word on the member's own topic and returns all
// topics that it has heard anything on.
func (m *member) hears(t *testing.T, r *realm) []string {
	t.Helper()
	r.provoke(t, m)
	for {
		select {
		case topic := <-m.word:
			if topic == m.identity.Topics.Ack {
				m.mu.Lock()
				defer m.mu.Unlock()
				return slices.Compact(slices.Clone(m.heard))
			}
		case <-time.After(deadline):
			t.Fatalf("%s does not hear the centre; so far %v", m.identity.Kiosk, m.heard)
		}
	}
}

func TestNoCertificateOrOneOfAnotherCentre_IsRefused(t *testing.T) {
	onEveryBroker(t, func(t *testing.T, r *realm) {
		other, _ := newCentre(t)
		stranger := (&realm{Centre: other}).member(t)

		for what, show := range map[string][]tls.Certificate{"no certificate": nil, "another centre's": {stranger.pair}} {
			if err := finished(mqtt.NewClient(options(r.address, stranger.identity.Kiosk, believing(t, r.Centre, show...))).Connect()); err == nil {
				t.Errorf("%s: let in", what)
			}
		}
	})
}

func TestKioskThatPublishesAsAnother_IsNotHeard(t *testing.T) {
	onEveryBroker(t, func(t *testing.T, r *realm) {
		a, b := r.member(t), r.member(t)
		must(t, b.join(t, r))
		theirs := b.identity.Topics
		shared := wire.DocumentTopic(b.identity.Community, "", wire.KindCatalogue)
		must(t, finished(b.client.Subscribe(shared, 1, nil)))

		for _, topic := range []string{theirs.Up, theirs.Hello, theirs.State, theirs.Ack, theirs.Down, shared} {
			must(t, a.join(t, r))
			_ = finished(a.client.Publish(topic, 1, true, "a's word in b's name")) // refused by a cut, or silently
			a.client.Disconnect(0)
		}

		if heard := b.hears(t, r); !slices.Equal(heard, []string{theirs.Ack}) {
			t.Errorf("b has heard %v", heard)
		}
		if n := r.came(); n != 0 {
			t.Errorf("%d of them came to the centre", n)
		}
	})
}

func TestKioskThatListensToAnother_HearsNothing(t *testing.T) {
	onEveryBroker(t, func(t *testing.T, r *realm) {
		a, b := r.member(t), r.member(t)
		must(t, a.join(t, r))
		must(t, b.join(t, r))

		for _, filter := range []string{b.identity.Topics.Ack, b.identity.Topics.Down, "#", "v1/#", "+/+/+/ack", "v1/+/" + b.identity.Kiosk + "/+"} {
			_ = finished(a.client.Subscribe(filter, 1, nil)) // refused, or granted and empty
		}
		b.hears(t, r)

		if heard := a.hears(t, r); !slices.Equal(heard, []string{a.identity.Topics.Ack}) {
			t.Errorf("a has heard %v", heard)
		}
	})
}

func TestLastWillOnAnothersTopic_IsNotPublished(t *testing.T) {
	onEveryBroker(t, func(t *testing.T, r *realm) {
		a, b := r.member(t), r.member(t)
		must(t, b.join(t, r))
		shared := wire.DocumentTopic(b.identity.Community, "", wire.KindCatalogue)
		must(t, finished(b.client.Subscribe(shared, 1, nil)))

		for _, topic := range []string{b.identity.Topics.Down, shared} {
			var line cut
			if err := a.join(t, r, func(o *mqtt.ClientOptions) { o.SetWill(topic, "a's will", 1, true); line.under(o) }); err == nil {
				line.now()
			}
		}

		if heard := b.hears(t, r); !slices.Equal(heard, []string{b.identity.Topics.Ack}) {
			t.Errorf("b has heard %v", heard)
		}
	})
}

func TestKioskUnderAnothersClientID_DoesNotThrowItOut(t *testing.T) {
	onEveryBroker(t, func(t *testing.T, r *realm) {
		a, b := r.member(t), r.member(t)
		must(t, b.join(t, r))

		_ = a.join(t, r, func(o *mqtt.ClientOptions) { o.SetClientID(b.identity.Kiosk).SetUsername(b.identity.Kiosk) })

		if heard := b.hears(t, r); !slices.Equal(heard, []string{b.identity.Topics.Ack}) || !b.client.IsConnectionOpen() {
			t.Errorf("b has heard %v, connected %v", heard, b.client.IsConnectionOpen())
		}
	})
}

func TestRevokedKiosk_IsDroppedAndNotLetInAgain(t *testing.T) {
	onEveryBroker(t, func(t *testing.T, r *realm) {
		a, b := r.member(t), r.member(t)
		gone := make(chan bool)
		must(t, a.join(t, r, func(o *mqtt.ClientOptions) {
			o.SetConnectionLostHandler(func(mqtt.Client, error) { close(gone) })
		}))
		must(t, b.join(t, r))

		must(t, r.Revoke(t.Context(), a.identity.Kiosk, "stolen"))
		r.revoked(t)

		if r.mute {
			before := r.came()
			_ = finished(a.client.Publish(a.identity.Topics.Up, 1, false, "from a thief"))
			b.hears(t, r)
			if n := r.came(); n != before {
				t.Error("it is still heard")
			}
			a.client.Disconnect(0)
		} else {
			select {
			case <-gone:
			case <-time.After(deadline):
				t.Error("still connected")
			}
		}
		if err := a.join(t, r); err == nil {
			t.Error("let in again")
		}
		b.hears(t, r)
	})
}
