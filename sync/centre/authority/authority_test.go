package authority_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"station365/sync/centre/authority"
	"station365/sync/wire"
)

var (
	lock     = bytes.Repeat([]byte{7}, 32)
	noon     = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	exporter = []byte("a connection")
)

// clock is one that a test turns.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, dir string, c *clock) *authority.Authority {
	t.Helper()
	a, err := authority.Open(dir, lock, authority.Opts{Now: c.now})
	must(t, err)
	t.Cleanup(func() { _ = a.Close() })
	return a
}

// csr is a request in any name, and its key.
func csr(t testing.TB, name string) ([]byte, crypto.Signer) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	der, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{Subject: pkix.Name{CommonName: name}, DNSNames: []string{wire.CentreName}}, key)
	must(t, err)
	return der, key
}

func request(t testing.TB) wire.Request {
	t.Helper()
	keys, err := wire.NewKioskKeys()
	must(t, err)
	r, err := keys.Request()
	must(t, err)
	r.TLS, _ = csr(t, "")
	return r
}

func TestCertificate_CarriesTheNameTheCentreChose(t *testing.T) {
	a := open(t, t.TempDir(), &clock{noon})
	r, _ := csr(t, "kiosk-b")

	der, err := a.Issue(t.Context(), "kiosk-a", r)
	must(t, err)
	c, err := x509.ParseCertificate(der)
	must(t, err)

	if c.Subject.CommonName != "kiosk-a" || len(c.DNSNames) > 0 || c.IsCA || len(c.ExtKeyUsage) != 1 || c.ExtKeyUsage[0] != x509.ExtKeyUsageClientAuth {
		t.Errorf("issued %v %v %v %v", c.Subject, c.DNSNames, c.IsCA, c.ExtKeyUsage)
	}
	must(t, a.Known(t.Context(), c))
	for _, name := range []string{wire.CentreClient, wire.CentreWorker(2), wire.Everybody, "a/b", ""} {
		if _, err := a.Issue(t.Context(), name, r); !errors.Is(err, authority.ErrName) {
			t.Errorf("a certificate for %q: %v", name, err)
		}
	}
	r[len(r)-1] ^= 1
	if _, err := a.Issue(t.Context(), "kiosk-a", r); !errors.Is(err, authority.ErrRequest) {
		t.Errorf("a request that its key did not sign: %v", err)
	}
}

func TestAuthoritysKey_IsNotReadableOnTheDisk(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, &clock{noon})
	ca := a.CA()
	must(t, a.Close())

	if _, err := authority.Open(dir, bytes.Repeat([]byte{8}, 32), authority.Opts{}); !errors.Is(err, authority.ErrLock) {
		t.Errorf("opened with another lock: %v", err)
	}
	if again := open(t, dir, &clock{noon}); !again.CA().Equal(ca) {
		t.Error("the authority is another one after a restart")
	}
	text, err := os.ReadFile(filepath.Join(dir, "authority.key"))
	must(t, err)
	if bytes.Contains(text, []byte("PRIVATE")) {
		t.Error("the key stands in the file")
	}
}

func TestRevokedKiosk_StaysOutOverRestartsUntilItIsEnrolledAnew(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, &clock{noon})
	r, _ := csr(t, "")
	der, err := a.Issue(t.Context(), "kiosk-a", r)
	must(t, err)
	c, _ := x509.ParseCertificate(der)
	before, err := a.RevokedList(t.Context())
	must(t, err)

	must(t, a.Revoke(t.Context(), "kiosk-a", "stolen"))
	must(t, a.Close())
	a = open(t, dir, &clock{noon})

	if err := a.Admits(t.Context(), c); !errors.Is(err, authority.ErrRevoked) {
		t.Errorf("admitted: %v", err)
	}
	if err := a.Allows(t.Context(), "kiosk-a"); !errors.Is(err, authority.ErrBanned) {
		t.Errorf("allowed: %v", err)
	}
	after, err := a.RevokedList(t.Context())
	must(t, err)
	if len(after) <= len(before) {
		t.Error("the list of revoked certificates did not grow")
	}
	must(t, a.Pardon(t.Context(), "kiosk-a"))
	der, err = a.Issue(t.Context(), "kiosk-a", r)
	must(t, err)
	fresh, _ := x509.ParseCertificate(der)
	must(t, a.Admits(t.Context(), fresh))
	if err := a.Admits(t.Context(), c); !errors.Is(err, authority.ErrRevoked) {
		t.Errorf("the old certificate works again: %v", err)
	}
}

func TestCertificateOfAnotherAuthority_IsUnknown(t *testing.T) {
	a, other := open(t, t.TempDir(), &clock{noon}), open(t, t.TempDir(), &clock{noon})
	r, _ := csr(t, "")
	der, err := other.Issue(t.Context(), "kiosk-a", r)
	must(t, err)
	c, _ := x509.ParseCertificate(der)

	if err := a.Known(t.Context(), c); err == nil {
		t.Error("believed")
	}
}

// redemption is what a kiosk with this code would send.
func redemption(t testing.TB, a *authority.Authority, code wire.Code, r wire.Request) wire.Redemption {
	t.Helper()
	m, err := wire.NewRedemption(code, code.Key(a.CA().RawSubjectPublicKeyInfo), exporter, r)
	must(t, err)
	return m
}

func TestCode_WorksOnceAndForWhoeverRedeemedItAgain(t *testing.T) {
	a := open(t, t.TempDir(), &clock{noon})
	code, _, err := a.NewCode(t.Context(), authority.Names{Kiosk: "shanan-2", Prefix: "S2"})
	must(t, err)
	mine, other := request(t), request(t)
	mine.Kiosk = "a-wish"

	got, _, err := a.Redeem(t.Context(), redemption(t, a, code, mine), exporter)
	must(t, err)
	if got.Kiosk != "shanan-2" || got.Prefix != "S2" {
		t.Errorf("names %q %q", got.Kiosk, got.Prefix)
	}
	if _, _, err := a.Redeem(t.Context(), redemption(t, a, code, mine), exporter); err != nil {
		t.Errorf("the answer was lost, and asking again is refused: %v", err)
	}
	if _, _, err := a.Redeem(t.Context(), redemption(t, a, code, other), exporter); !errors.Is(err, authority.ErrCode) {
		t.Errorf("redeemed twice: %v", err)
	}
}

func TestCode_IsShutAfterFiveTriesAndAfterAQuarterOfAnHour(t *testing.T) {
	c := &clock{noon}
	a := open(t, t.TempDir(), c)
	guessed, _, err := a.NewCode(t.Context(), authority.Names{})
	must(t, err)
	late, _, err := a.NewCode(t.Context(), authority.Names{})
	must(t, err)
	right := redemption(t, a, guessed, request(t))
	wrong := right
	wrong.Proof = make([]byte, 32)

	for range 5 {
		if _, _, err := a.Redeem(t.Context(), wrong, exporter); !errors.Is(err, authority.ErrCode) {
			t.Fatalf("a guess: %v", err)
		}
	}
	if _, _, err := a.Redeem(t.Context(), right, exporter); !errors.Is(err, authority.ErrCode) {
		t.Errorf("the sixth try: %v", err)
	}
	if _, _, err := a.Redeem(t.Context(), redemption(t, a, late, request(t)), []byte("another connection")); !errors.Is(err, authority.ErrCode) {
		t.Errorf("a proof from another connection: %v", err)
	}
	c.at = c.at.Add(authority.CodeLifetime)
	if _, _, err := a.Redeem(t.Context(), redemption(t, a, late, request(t)), exporter); !errors.Is(err, authority.ErrCode) {
		t.Errorf("after a quarter of an hour: %v", err)
	}
}

func TestRedemptionThatIsNoRequest_IsRefusedAndTakesNoCode(t *testing.T) {
	a := open(t, t.TempDir(), &clock{noon})
	code, _, err := a.NewCode(t.Context(), authority.Names{})
	must(t, err)
	bad := redemption(t, a, code, wire.Request{Version: 1, Sign: ed25519.PublicKey{1}})

	if _, _, err := a.Redeem(t.Context(), bad, exporter); err == nil {
		t.Error("taken")
	}
	if _, _, err := a.Redeem(t.Context(), redemption(t, a, code, request(t)), exporter); err != nil {
		t.Errorf("the code is gone: %v", err)
	}
}
