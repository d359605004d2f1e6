package centre_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"

	"station365/sync/centre"
)

// later is a newer certificate of the member's, for a new key.
func (m *member) later(t *testing.T, r *realm) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	request, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{}, key)
	must(t, err)
	der, err := r.Authority().Issue(t.Context(), m.identity.Kiosk, request)
	must(t, err)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// A copy of the kiosk's disk from before the renewal has the earlier certificate
// and its key.
func TestCertificateThatWasRenewed_WorksForAnHourMoreAndThenNotAtAll(t *testing.T) {
	for name, open := range map[string]func(testing.TB, *centre.Centre) *realm{"embedded": embeddedOf, "mosquitto": mosquittoOf} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "centre")
			_, err := centre.Init(dir)
			must(t, err)
			var ahead atomic.Int64
			c, err := centre.Open(dir, centre.Opts{Now: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }})
			must(t, err)
			t.Cleanup(func() { must(t, c.Close()) })
			r := open(t, c)
			m, other := r.member(t), r.member(t)
			gone := make(chan bool)
			must(t, m.join(t, r))
			early := &member{identity: m.identity, sealer: m.sealer, pair: m.pair, client: m.client, word: m.word}
			m.pair = m.later(t, r)
			leaf, err := x509.ParseCertificate(m.pair.Certificate[0])
			must(t, err)
			must(t, r.Authority().Known(t.Context(), leaf)) // as when it asks the time

			early.client.Disconnect(0)
			must(t, early.join(t, r, func(o *mqtt.ClientOptions) { o.SetConnectionLostHandler(func(mqtt.Client, error) { close(gone) }) }))
			ahead.Store(int64(time.Hour))
			r.revoked(t)

			if !r.mute {
				select {
				case <-gone:
				case <-time.After(deadline):
					t.Error("a connection with the earlier one stays")
				}
			}
			early.client.Disconnect(0)
			if err := early.join(t, r); err == nil {
				t.Error("let in with the earlier one")
			}
			must(t, m.join(t, r))
			must(t, other.join(t, r))
		})
	}
}
