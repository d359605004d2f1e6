package authority_test

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"testing"
	"time"

	"station365/sync/centre/authority"
)

const day = 24 * time.Hour

func issued(t testing.TB, a *authority.Authority, name string) *x509.Certificate {
	t.Helper()
	return renewed(t, a, name, nil)
}

// renewed is a certificate by the authority that a kiosk wants.
func renewed(t testing.TB, a *authority.Authority, name string, wanted []byte) *x509.Certificate {
	t.Helper()
	r, _ := csr(t, "")
	der, err := a.Renew(t.Context(), name, r, wanted)
	must(t, err)
	c, err := x509.ParseCertificate(der)
	must(t, err)
	return c
}

func told(t testing.TB, a *authority.Authority) (all []*x509.Certificate, first []byte) {
	t.Helper()
	ders, err := a.Told(t.Context())
	must(t, err)
	for _, der := range ders {
		c, err := x509.ParseCertificate(der)
		must(t, err)
		all = append(all, c)
	}
	sum := sha256.Sum256(ders[0])
	return all, sum[:]
}

func TestLaterCertificateIsShown_TheEarlierEndsAnHourAfter(t *testing.T) {
	onBothStores(t, func(t *testing.T, fresh func() shelf) {
		c := &clock{noon}
		a := fresh().open(t, c)
		early, other := issued(t, a, "kiosk-a"), issued(t, a, "kiosk-b")
		must(t, a.Admits(t.Context(), early))
		c.at = c.at.Add(time.Minute)
		later := issued(t, a, "kiosk-a")

		c.at = c.at.Add(30 * day)
		must(t, a.Admits(t.Context(), early)) // the answer with the later one may have got lost
		must(t, a.Admits(t.Context(), later))
		c.at = c.at.Add(59 * time.Minute)
		must(t, a.Admits(t.Context(), early))
		c.at = c.at.Add(2 * time.Minute)

		if err := a.Known(t.Context(), early); !errors.Is(err, authority.ErrReplaced) {
			t.Errorf("the earlier one: %v", err)
		}
		must(t, a.Admits(t.Context(), later))
		must(t, a.Admits(t.Context(), other))
		gone, err := a.Gone(t.Context())
		must(t, err)
		if err := gone("kiosk-a", early); !errors.Is(err, authority.ErrReplaced) || gone("kiosk-a", later) != nil || gone("kiosk-b", other) != nil {
			t.Errorf("who is connected with the earlier one: %v", err)
		}
		if got := listed(t, a); len(got) != 1 || got[0].SerialNumber.Cmp(early.SerialNumber) != 0 {
			t.Errorf("the list for brokers outside has %d", len(got))
		}
	})
}

// listed are the entries of all lists of revoked certificates.
func listed(t testing.TB, a *authority.Authority) (all []x509.RevocationListEntry) {
	t.Helper()
	text, err := a.RevokedList(t.Context())
	must(t, err)
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		list, err := x509.ParseRevocationList(block.Bytes)
		must(t, err)
		all = append(all, list.RevokedCertificateEntries...)
	}
	return all
}

func TestNextAuthority_IsToldFirstThenSignsThenStandsAlone(t *testing.T) {
	onBothStores(t, func(t *testing.T, fresh func() shelf) {
		c := &clock{noon}
		at := fresh()
		a, other := at.open(t, c), at.open(t, c)
		old := root(t, a)
		before := issued(t, a, "kiosk-a")

		must(t, a.Rotate(t.Context(), 90*day, day))
		all, first := told(t, other)
		if len(all) != 2 || !all[0].Equal(old) || all[1].Equal(old) {
			t.Fatalf("in the lead kiosks are told of %d, the first is the old one: %v", len(all), all[0].Equal(old))
		}
		if err := a.Rotate(t.Context(), 90*day, day); !errors.Is(err, authority.ErrRotating) {
			t.Errorf("a third: %v", err)
		}
		if got := renewed(t, other, "kiosk-a", first); got.CheckSignatureFrom(old) != nil {
			t.Error("the next one signs before its time")
		}

		c.at = c.at.Add(2 * day)
		next := all[1]
		all, first = told(t, other)
		if len(all) != 2 || !all[0].Equal(next) || !root(t, other).Equal(old) {
			t.Fatal("after the lead kiosks are to be certified by the next, and the centre still shows the old")
		}
		after := renewed(t, other, "kiosk-b", first)
		must(t, after.CheckSignatureFrom(next))
		must(t, issued(t, other, "kiosk-c").CheckSignatureFrom(old)) // who does not ask for it may not know it
		for _, x := range []*x509.Certificate{before, after} {
			must(t, other.Known(t.Context(), x))
		}

		c.at = c.at.Add(89 * day)
		if got := root(t, a); !got.Equal(next) {
			t.Error("the old one is shown after its end")
		}
		must(t, other.Known(t.Context(), after))
		if err := other.Known(t.Context(), before); !errors.Is(err, authority.ErrUnknown) {
			t.Errorf("a kiosk of the old one: %v", err)
		}
		gone, err := other.Gone(t.Context())
		must(t, err)
		if gone("kiosk-a", before) == nil || gone("kiosk-b", after) != nil {
			t.Error("connections of the old one stay, or those of the next are cut")
		}
		must(t, a.Rotate(t.Context(), 90*day, day))
	})
}

func TestOverlapIsEnded_WhoHasNotComeOverIsNamedBefore(t *testing.T) {
	onBothStores(t, func(t *testing.T, fresh func() shelf) {
		c := &clock{noon}
		a := fresh().open(t, c)
		if err := a.End(t.Context()); !errors.Is(err, authority.ErrAlone) {
			t.Errorf("the only one ended: %v", err)
		}
		issued(t, a, "kiosk-a")
		issued(t, a, "kiosk-b")
		must(t, a.Rotate(t.Context(), 90*day, 0))
		_, first := told(t, a)
		renewed(t, a, "kiosk-b", first)

		is, err := a.Status(t.Context())
		must(t, err)
		must(t, a.End(t.Context()))
		after, err := a.Status(t.Context())
		must(t, err)

		if len(is) != 2 || len(is[0].Waiting) != 1 || is[0].Waiting[0] != "kiosk-a" || is[1].Kiosks != 1 || is[1].Waiting != nil {
			t.Errorf("before %+v", is)
		}
		if len(after) != 1 || after[0].Number != 2 || !after[0].Serves {
			t.Errorf("after %+v", after)
		}
	})
}

func TestOverlapShorterThanItsLead_IsRefused(t *testing.T) {
	a := shelf(t.TempDir()).open(t, &clock{noon})

	for _, lead := range []time.Duration{day, -1} {
		if err := a.Rotate(t.Context(), day, lead); !errors.Is(err, authority.ErrOverlap) {
			t.Errorf("lead %v: %v", lead, err)
		}
	}
	if all, _ := told(t, a); len(all) != 1 {
		t.Error("there is another one")
	}
}

func TestKeysOfTwoAuthorities_HaveDifferentNamesAndNumbers(t *testing.T) {
	a := shelf(t.TempDir()).open(t, &clock{noon})
	must(t, a.Rotate(t.Context(), 90*day, 0))

	all, _ := told(t, a)

	if bytes.Equal(all[0].RawSubject, all[1].RawSubject) || bytes.Equal(all[0].SubjectKeyId, all[1].SubjectKeyId) {
		t.Error("lists of revoked certificates could not be told apart")
	}
}
