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
	"path/filepath"
	"strings"
	"testing"
	"time"

	"station365/sync/centre/authority"
	"station365/sync/centre/database"
	"station365/sync/centre/database/databasetest"
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

// shelf is where a book stands: the address of a PostgreSQL's database, or a
// directory.
type shelf string

func (s shelf) book(t testing.TB) *database.DB {
	t.Helper()
	var db *database.DB
	var err error
	if strings.HasPrefix(string(s), "postgres:") {
		db, err = database.OpenPostgres(string(s))
	} else {
		db, err = database.OpenFile(filepath.Join(string(s), "authority.db"))
	}
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// open is one process that has the book open.
func (s shelf) open(t testing.TB, c *clock) *authority.Authority {
	t.Helper()
	a, err := authority.Open(s.book(t), lock, authority.Opts{Now: c.now})
	must(t, err)
	return a
}

// onBothStores runs a rule of the authority on each store that its book may have;
// fresh gives an empty one.
func onBothStores(t *testing.T, f func(t *testing.T, fresh func() shelf)) {
	t.Run("SQLite", func(t *testing.T) { f(t, func() shelf { return shelf(t.TempDir()) }) })
	t.Run("PostgreSQL", func(t *testing.T) {
		e := databasetest.StartPostgres(t)
		f(t, func() shelf { return shelf(e.Address(t)) })
	})
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
	onBothStores(t, func(t *testing.T, fresh func() shelf) {
		a := fresh().open(t, &clock{noon})
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
	})
}

func TestAuthoritysKey_IsNotReadableInTheBook(t *testing.T) {
	onBothStores(t, func(t *testing.T, fresh func() shelf) {
		at := fresh()
		ca := root(t, at.open(t, &clock{noon}))

		if _, err := authority.Open(at.book(t), bytes.Repeat([]byte{8}, 32), authority.Opts{}); !errors.Is(err, authority.ErrLock) {
			t.Errorf("opened with another lock: %v", err)
		}
		if again := root(t, at.open(t, &clock{noon})); !again.Equal(ca) {
			t.Error("the authority is another one after a restart")
		}
		var sealed []byte
		must(t, at.book(t).QueryRow(`SELECT sealed FROM authorities`).Scan(&sealed))
		if _, err := x509.ParsePKCS8PrivateKey(sealed); err == nil || bytes.Contains(sealed, []byte{0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01}) {
			t.Error("the key stands in the book")
		}
	})
}

func TestRevokedKiosk_StaysOutOverRestartsUntilItIsEnrolledAnew(t *testing.T) {
	onBothStores(t, func(t *testing.T, fresh func() shelf) {
		at := fresh()
		a := at.open(t, &clock{noon})
		r, _ := csr(t, "")
		der, err := a.Issue(t.Context(), "kiosk-a", r)
		must(t, err)
		c, _ := x509.ParseCertificate(der)
		before, err := a.RevokedList(t.Context())
		must(t, err)

		must(t, a.Revoke(t.Context(), "kiosk-a", "stolen"))
		a = at.open(t, &clock{noon})

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
		later, _ := x509.ParseCertificate(der)
		must(t, a.Admits(t.Context(), later))
		if err := a.Admits(t.Context(), c); !errors.Is(err, authority.ErrRevoked) {
			t.Errorf("the old certificate works again: %v", err)
		}
	})
}

func TestCertificateOfAnotherAuthority_IsUnknown(t *testing.T) {
	onBothStores(t, func(t *testing.T, fresh func() shelf) {
		a, other := fresh().open(t, &clock{noon}), fresh().open(t, &clock{noon})
		r, _ := csr(t, "")
		der, err := other.Issue(t.Context(), "kiosk-a", r)
		must(t, err)
		c, _ := x509.ParseCertificate(der)

		if err := a.Known(t.Context(), c); err == nil {
			t.Error("believed")
		}
	})
}

// redemption is what a kiosk with this code would send.
func redemption(t testing.TB, a *authority.Authority, code wire.Code, r wire.Request) wire.Redemption {
	t.Helper()
	m, err := wire.NewRedemption(code, code.Key(root(t, a).RawSubjectPublicKeyInfo), exporter, r)
	must(t, err)
	return m
}

func TestCode_WorksOnceAndForWhoeverRedeemedItAgain(t *testing.T) {
	onBothStores(t, func(t *testing.T, fresh func() shelf) {
		a := fresh().open(t, &clock{noon})
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
	})
}

func TestCode_IsShutAfterFiveTriesAndAfterAQuarterOfAnHour(t *testing.T) {
	onBothStores(t, func(t *testing.T, fresh func() shelf) {
		c := &clock{noon}
		a := fresh().open(t, c)
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
	})
}

func TestRedemptionThatIsNoRequest_IsRefusedAndTakesNoCode(t *testing.T) {
	onBothStores(t, func(t *testing.T, fresh func() shelf) {
		a := fresh().open(t, &clock{noon})
		code, _, err := a.NewCode(t.Context(), authority.Names{})
		must(t, err)
		bad := redemption(t, a, code, wire.Request{Version: 1, Sign: ed25519.PublicKey{1}})

		if _, _, err := a.Redeem(t.Context(), bad, exporter); err == nil {
			t.Error("taken")
		}
		if _, _, err := a.Redeem(t.Context(), redemption(t, a, code, request(t)), exporter); err != nil {
			t.Errorf("the code is gone: %v", err)
		}
	})
}

func root(t testing.TB, a *authority.Authority) *x509.Certificate {
	t.Helper()
	c, err := a.CA(t.Context())
	must(t, err)
	return c
}
