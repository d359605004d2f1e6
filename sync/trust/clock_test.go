package trust_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"station365/sync/trust"
	"station365/sync/wire"
)

func TestClockAt1970OrAt2099_TheKioskEnrolsAndConnects(t *testing.T) {
	for _, wrong := range []time.Time{time.Unix(0, 0), time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)} {
		t.Run(wrong.Format("2006"), func(t *testing.T) {
			o := newOffice(t, at(summer))
			m := enrolled(t, o, at(wrong))

			tr := m.open(t, nil)

			if !m.connects(t, tr, o.broker) {
				t.Error("no line")
			}
			if off := tr.Clock().Now().Sub(summer).Abs(); !tr.Clock().Fresh() || off > time.Minute {
				t.Errorf("the kiosk is off by %v", off)
			}
		})
	}
}

func TestClockAt1970AndNobodyToAsk_WhatTheCentreSignedLastCounts(t *testing.T) {
	o := newOffice(t, at(summer))
	m := enrolled(t, o, at(time.Unix(0, 0)))
	tr, err := trust.Open(m.dir, trust.Opts{Identity: m.identity, Sign: m.keys.SignKey(), Now: m.clock.now, Centre: "127.0.0.1:1"})
	must(t, err)

	if !m.connects(t, tr, o.broker) {
		t.Error("a certificate in force is refused")
	}
	must(t, tr.Clock().Heard(summer.Add(2*year))) // an acknowledgement bears this
	if m.connects(t, tr, o.broker) {
		t.Error("a server whose certificate had ended by then is believed")
	}
	again, err := trust.Open(m.dir, trust.Opts{Identity: m.identity, Sign: m.keys.SignKey(), Now: m.clock.now, Centre: "127.0.0.1:1"})
	must(t, err)
	if again.Clock().Now().Before(summer.Add(2 * year)) {
		t.Error("the time is forgotten over a restart")
	}
}

func TestServersCertificateHasEnded_NoClockMakesItGood(t *testing.T) {
	centres := at(summer)
	o := newOffice(t, centres)
	m := enrolled(t, o, at(summer))
	old, err := o.Authority().Server(t.Context())
	must(t, err)
	l := tls.NewListener(listen(t), &tls.Config{Certificates: []tls.Certificate{*old}})
	t.Cleanup(func() { _ = l.Close() })
	go serveNothing(l)
	centres.turn(summer.Add(2 * year))

	for _, local := range []time.Time{time.Unix(0, 0), summer, summer.Add(2 * year)} {
		m.clock.turn(local)
		config, err := m.open(t, nil).TLS(t.Context())
		must(t, err)
		if _, err := tls.Dial("tcp", l.Addr().String(), config); err == nil || !strings.Contains(err.Error(), "expired") {
			t.Errorf("with the clock at %s: %v", local.Format(time.DateOnly), err)
		}
	}
}

func serveNothing(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		_ = c.(*tls.Conn).Handshake() // the other side judges it
		_ = c.Close()
	}
}

func TestOldAnswerPlayedAgain_SetsNoClock(t *testing.T) {
	public, sign, err := ed25519.GenerateKey(nil)
	must(t, err)
	asked, now := bytes.Repeat([]byte{1}, wire.NonceLength), bytes.Repeat([]byte{2}, wire.NonceLength)
	old, err := wire.TimeAnswer{Nonce: asked, At: summer}.Sign(sign)
	must(t, err)

	if said, err := wire.DecodeTimeAnswer(old, public, asked); err != nil || !said.At.Equal(summer) {
		t.Errorf("the answer to the question itself: %v %v", said.At, err)
	}
	if _, err := wire.DecodeTimeAnswer(old, public, now); !errors.Is(err, wire.ErrForeign) {
		t.Errorf("the answer to another question: %v", err)
	}
	other, _, err := ed25519.GenerateKey(nil)
	must(t, err)
	if _, err := wire.DecodeTimeAnswer(old, other, asked); !errors.Is(err, wire.ErrSignature) {
		t.Errorf("somebody else's word: %v", err)
	}
}

func TestCertificateEndedWhileTheKioskWasOff_ItComesBackByItself(t *testing.T) {
	centres := at(summer)
	o := newOffice(t, centres)
	m := enrolled(t, o, at(summer))
	centres.turn(summer.Add(3 * year))
	m.clock.turn(time.Unix(0, 0)) // and the battery is empty, too
	tr := m.open(t, nil)

	if m.connects(t, tr, o.broker) {
		t.Error("an ended certificate opens the broker")
	}
	must(t, tr.Renew(t.Context()))
	if !m.connects(t, tr, o.broker) {
		t.Error("no line with the new certificate")
	}
}
