package trust_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"station365/sync/centre/authority"
	"station365/sync/link"
	"station365/sync/trust"
	"station365/sync/wire"
)

const year = 365 * 24 * time.Hour

func enrolled(t testing.TB, o *office, c *clock) *machine {
	t.Helper()
	m := newMachine(t, c)
	must(t, m.enrol(t, o, o.code(t, authority.Names{})))
	return m
}

func TestKioskEnrolledByCode_GetsALine(t *testing.T) {
	o := newOffice(t, at(summer))
	m := newMachine(t, at(summer))

	must(t, m.enrol(t, o, o.code(t, authority.Names{Kiosk: "shanan-2", Community: "shanan", Prefix: "S2"})))

	if m.identity.Kiosk != "shanan-2" || m.identity.Community != "shanan" || m.identity.Prefix != "S2" {
		t.Errorf("enrolled as %q in %q with %q", m.identity.Kiosk, m.identity.Community, m.identity.Prefix)
	}
	if !m.connects(t, m.open(t, nil), o.broker) {
		t.Error("no line")
	}
}

func TestCodeThatSomebodyElseMade_NothingIsSent(t *testing.T) {
	o, other := newOffice(t, at(summer)), newOffice(t, at(summer))
	m := newMachine(t, at(summer))

	err := m.enrol(t, o, other.code(t, authority.Names{}))

	if !errors.Is(err, trust.ErrOtherCentre) {
		t.Fatalf("enrolled: %v", err)
	}
	n, err := o.Counts(t.Context())
	must(t, err)
	if n.Kiosks != 0 {
		t.Error("the other centre has a kiosk")
	}
}

// impostor answers like a centre: its leaf is its own, and beside it lies the
// true authority's certificate, which is public. It keeps what callers send.
func impostor(t *testing.T, authority []byte) (address string, heard chan []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	leaf := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{wire.CentreName}, NotBefore: summer.Add(-year), NotAfter: summer.Add(year),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	der, err := x509.CreateCertificate(rand.Reader, leaf, leaf, key.Public(), key)
	must(t, err)
	l := tls.NewListener(listen(t), &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der, authority}, PrivateKey: key}}})
	t.Cleanup(func() { _ = l.Close() })
	heard = make(chan []byte, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		b, _ := io.ReadAll(c)
		heard <- b
	}()
	return l.Addr().String(), heard
}

func TestImpostorWithTheTrueAuthoritysCertificate_HearsNothing(t *testing.T) {
	o := newOffice(t, at(summer))
	m := newMachine(t, at(summer))
	address, heard := impostor(t, ca(t, o).Raw)

	_, err := trust.Redeem(t.Context(), address, o.code(t, authority.Names{}), m.request(t))

	if !errors.Is(err, trust.ErrOtherCentre) {
		t.Errorf("believed: %v", err)
	}
	select {
	case b := <-heard:
		if len(b) > 0 {
			t.Errorf("it was sent %d bytes", len(b))
		}
	case <-time.After(deadline):
		t.Error("the connection stays open")
	}
}

func TestCodeUsedTwice_TheSecondKioskIsToldTheReason(t *testing.T) {
	o := newOffice(t, at(summer))
	code := o.code(t, authority.Names{})
	must(t, newMachine(t, at(summer)).enrol(t, o, code))

	err := newMachine(t, at(summer)).enrol(t, o, code)

	var refused *trust.RefusedError
	if !errors.As(err, &refused) || refused.Reason != wire.RefusedCode {
		t.Errorf("got %v", err)
	}
}

func TestTwoThirdsOfTheTimeAreOver_TheCertificateIsRenewedWithANewKey(t *testing.T) {
	centres := at(summer)
	o := newOffice(t, centres)
	m := enrolled(t, o, at(summer))
	before := mustRead(t, filepath.Join(m.dir, "transport.json"))
	renewed := make(chan bool, 1)
	tr := m.open(t, func() { renewed <- true })
	old := tr.Certificate()
	centres.turn(summer.Add(250 * 24 * time.Hour))
	m.clock.turn(centres.now())

	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { tr.Run(ctx) })
	select {
	case <-renewed:
	case <-time.After(deadline):
		t.Error("not renewed")
	}
	stop()
	running.Wait()

	fresh := tr.Certificate()
	if !fresh.NotAfter.After(old.NotAfter) || fresh.Subject.CommonName != m.identity.Kiosk || fresh.SerialNumber.Cmp(old.SerialNumber) == 0 {
		t.Errorf("renewed: until %v for %q", fresh.NotAfter, fresh.Subject.CommonName)
	}
	if string(mustRead(t, filepath.Join(m.dir, "transport.json"))) == string(before) {
		t.Error("nothing new on the disk")
	}
	if again := m.open(t, nil); again.Certificate().SerialNumber.Cmp(fresh.SerialNumber) != 0 || !m.connects(t, again, o.broker) {
		t.Error("after a restart the kiosk does not connect with the new certificate")
	}
}

func TestRenewedWhileConnected_TheLineIsMadeAnewWithTheNewCertificate(t *testing.T) {
	o := newOffice(t, at(summer))
	m := enrolled(t, o, at(summer))
	tr := m.open(t, nil)
	l := link.New(m.line(tr, o.broker))
	tr.OnRenewed(l.Reconnect)
	ups := make(chan bool, 9)
	l.Watch(func(_ context.Context, up bool) { ups <- up })
	running(t, func(ctx context.Context) { must(t, l.Run(ctx)) })
	seen(t, ups, true)

	must(t, tr.Renew(t.Context()))

	seen(t, ups, false)
	seen(t, ups, true)
}

func TestCertificateEndsWhileConnected_TheBrokerCutsTheLine(t *testing.T) {
	centres := at(summer)
	o := newOffice(t, centres)
	m := enrolled(t, o, at(summer))
	l := link.New(m.line(m.open(t, nil), o.broker))
	ups := make(chan bool, 9)
	l.Watch(func(_ context.Context, up bool) { ups <- up })
	running(t, func(ctx context.Context) { must(t, l.Run(ctx)) })
	seen(t, ups, true)

	centres.turn(summer.Add(2 * year))

	seen(t, ups, false)
}

// running runs f beside the test.
func running(t *testing.T, f func(ctx context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	all.Go(func() { f(ctx) })
	t.Cleanup(func() { cancel(); all.Wait() })
}

func seen(t *testing.T, ups <-chan bool, want bool) {
	t.Helper()
	select {
	case got := <-ups:
		if got != want {
			t.Errorf("the line is up: %v", got)
		}
	case <-time.After(deadline):
		t.Fatalf("waited for the line to be up: %v", want)
	}
}

func TestRevokedKiosk_NeitherConnectsNorRenews(t *testing.T) {
	o := newOffice(t, at(summer))
	m := enrolled(t, o, at(summer))
	tr := m.open(t, nil)
	must(t, o.Revoke(t.Context(), m.identity.Kiosk, "stolen"))

	if m.connects(t, tr, o.broker) {
		t.Error("connected")
	}
	var refused *trust.RefusedError
	if err := tr.Renew(t.Context()); !errors.As(err, &refused) || refused.Reason != wire.RefusedRevoked {
		t.Errorf("renewed: %v", err)
	}
	must(t, m.enrol(t, o, o.code(t, authority.Names{})))
	if !m.connects(t, m.open(t, nil), o.broker) {
		t.Error("enrolled anew, and no line")
	}
}

func TestIdentityWithAForeignCertificate_IsRefusedInWords(t *testing.T) {
	o := newOffice(t, at(summer))
	m, other := enrolled(t, o, at(summer)), enrolled(t, o, at(summer))
	foreign := m.identity
	foreign.Certificate = other.identity.Certificate

	for want, i := range map[error]wire.Identity{trust.ErrForeignCentre: foreign, trust.ErrNoCertificate: {}} {
		dir := t.TempDir()
		if _, err := trust.Open(dir, trust.Opts{Identity: i, Sign: m.keys.SignKey()}); !errors.Is(err, want) {
			t.Errorf("want %v, got %v", want, err)
		}
	}
	if _, err := trust.Open(t.TempDir(), trust.Opts{Identity: m.identity}); !errors.Is(err, trust.ErrForeignKey) {
		t.Errorf("another machine's key: %v", err)
	}
}

func TestTransportKey_IsReadableByItsOwnerOnly(t *testing.T) {
	m := newMachine(t, at(summer))
	first, second := m.request(t), m.request(t)

	info, err := os.Stat(filepath.Join(m.dir, "transport.json"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	if string(first.TLS) != string(second.TLS) {
		t.Error("the request differs from call to call")
	}
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	must(t, err)
	return b
}
