package centre_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"station365/sync/centre"
	"station365/sync/centre/authority"
)

// foreign is a server's certificate for this machine by a firm's own authority.
func foreign(t *testing.T, folder string) (ca []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	sign := func(of, by *x509.Certificate) []byte {
		of.SerialNumber, of.NotBefore, of.NotAfter = big.NewInt(time.Now().UnixNano()), time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
		der, err := x509.CreateCertificate(rand.Reader, of, by, key.Public(), key)
		must(t, err)
		return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	}
	self := &x509.Certificate{Subject: pkix.Name{CommonName: "a firm's authority"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	ca = sign(self, self)
	leaf := sign(&x509.Certificate{Subject: pkix.Name{CommonName: "a firm's broker"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}, self)
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(folder, "firm.crt"), leaf, 0o600))
	must(t, os.WriteFile(filepath.Join(folder, "firm.key"), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600))
	return ca
}

// heardOf hands on what went wrong on a line.
type heardOf struct {
	slog.Handler
	wrong chan string
}

func (h heardOf) Enabled(context.Context, slog.Level) bool { return true }

func (h heardOf) Handle(_ context.Context, r slog.Record) error {
	r.Attrs(func(a slog.Attr) bool {
		select {
		case h.wrong <- a.Value.String():
		default:
		}
		return true
	})
	return nil
}

// secondLine gives mosquitto a line for the centre with a firm's certificate
// beside the kiosks' own.
func (m *mosquitto) secondLine(t *testing.T) (address string, ca []byte) {
	t.Helper()
	ca = foreign(t, m.folder)
	path, port := filepath.Join(m.folder, authority.ConfigFile), freePort(t)
	text := string(mustRead(t, path)) + fmt.Sprintf(`
listener %d
tls_version tlsv1.3
cafile %[2]s/authority.crt
certfile %[2]s/firm.crt
keyfile %[2]s/firm.key
crlfile %[2]s/revoked.crl
require_certificate true
use_identity_as_username true
use_username_as_clientid true
`, port, m.folder)
	must(t, os.WriteFile(path, []byte(text), 0o600))
	m.kill()
	m.run()
	m.await()
	return fmt.Sprintf("127.0.0.1:%d", port), ca
}

func TestBrokerThatAFirmCertified_IsBelievedByItsAuthorityOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "centre")
	_, err := centre.Init(dir)
	must(t, err)
	wrong := make(chan string, 99)
	c, err := centre.Open(dir, centre.Opts{Logger: slog.New(heardOf{slog.DiscardHandler, wrong})})
	must(t, err)
	defer func() { must(t, c.Close()) }()
	m := startMosquitto(t, c)
	address, ca := m.secondLine(t)
	at := centre.Outside{URL: "mqtts://" + address, MostWait: 20 * time.Millisecond}

	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	ended := make(chan error, 1)
	go func() { ended <- c.Join(ctx, at) }()
	for said := ""; !strings.Contains(said, "x509: "); {
		select {
		case said = <-wrong:
		case <-ctx.Done():
			t.Fatal("nothing is wrong with a broker of a strange firm")
		}
	}
	cancel()
	must(t, <-ended)

	at.CA = ca
	serveUntilEnd(t, func(ctx context.Context) error { return c.Join(ctx, at) })
	o := &office{Centre: c, t: t, dir: dir, address: m.address(), outside: m}
	k := o.kiosk()
	k.submit(3)
	k.start()
	k.allAcknowledged(3)
}

func TestFileThatHoldsNoCertificates_IsNoReasonToBelieveAnybody(t *testing.T) {
	c, _ := newCentre(t)

	err := c.Join(t.Context(), centre.Outside{URL: "mqtts://127.0.0.1:1", CA: []byte("nothing of the kind")})

	if !errors.Is(err, centre.ErrBrokerCA) {
		t.Errorf("joined: %v", err)
	}
}
