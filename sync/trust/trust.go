package trust

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	mathrand "math/rand/v2"
	"time"

	"station365/sync/wire"
)

// Waits of the renewal.
const (
	lookEvery  = time.Hour        // two thirds of a year are over at some hour
	urgently   = 10 * time.Minute // a certificate has ended: no broker lets the kiosk in
	askTimeout = 5 * time.Second  // the time, before each connection that has none: it must not hold that up for long
)

// ErrNoService is a kiosk that does not know where the enrolment service is.
var ErrNoService = errors.New("where the centre's enrolment service is, is not known")

// Opts is what trust is built on.
type Opts struct {
	Identity wire.Identity
	Sign     ed25519.PrivateKey // of the kiosk's records
	Centre   string             // host:port of the enrolment service; "": where it answered last
	Now      func() time.Time   // the machine's clock; nil: time.Now
	Logger   *slog.Logger       // may be nil
}

// Trust is the kiosk's transport security at work.
type Trust struct {
	opts    Opts
	papers  *Papers
	clock   *Clock
	renewed func()
}

// Open reads the papers in the kiosk's directory and takes the identity's
// certificate into use. Errors include ErrNoCertificate, ErrForeignKey and
// ErrForeignCentre.
func Open(dir string, o Opts) (*Trust, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if len(o.Identity.CA) == 0 {
		return nil, ErrNoCertificate
	}
	p, err := OpenPapers(dir)
	if err != nil {
		return nil, err
	}
	if err := p.Take(o.Identity, ""); err != nil {
		return nil, err
	}
	if o.Centre == "" {
		o.Centre = p.Centre()
	}
	clock, err := openClock(dir, o.Now)
	if err != nil {
		return nil, err
	}
	if _, err := rootsOf(p.authorities(o.Identity)); err != nil {
		return nil, err
	}
	return &Trust{opts: o, papers: p, clock: clock, renewed: func() {}}, nil
}

// OnRenewed is told that a new certificate is in use. Call it before Run.
func (t *Trust) OnRenewed(f func()) { t.renewed = f }

// Clock is the time by which certificates are checked.
func (t *Trust) Clock() *Clock { return t.clock }

// Certificate is what the kiosk shows now.
func (t *Trust) Certificate() *x509.Certificate { return t.papers.Certificate().Leaf }

// TLS is the configuration for a connection to the broker that is made now. It
// asks the centre for the time first, if it has not said it lately; a centre
// that cannot be asked is no reason not to try.
func (t *Trust) TLS(ctx context.Context) (*tls.Config, error) {
	if !t.clock.Fresh() {
		if err := t.AskTime(ctx); err != nil {
			t.opts.Logger.Log(ctx, graveness(err), "the centre did not say the time", "reason", err, "certificates are checked against", t.clock.Now())
		}
	}
	roots, err := t.roots()
	if err != nil {
		return nil, err
	}
	return &tls.Config{MinVersion: tls.VersionTLS13, RootCAs: roots, ServerName: wire.CentreName, Time: t.clock.Now,
		GetClientCertificate: t.show}, nil
}

func (t *Trust) show(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
	return t.papers.Certificate(), nil
}

// AskTime sets the clock by the centre's, and learns whom to believe. The kiosk
// shows its certificate, so that the centre knows which one is in use.
func (t *Trust) AskTime(ctx context.Context) error {
	if t.opts.Centre == "" {
		return ErrNoService
	}
	said, err := askTime(ctx, t.opts.Centre, t.opts.Identity, t.papers.authorities(t.opts.Identity), &tls.Config{GetClientCertificate: t.show})
	if err != nil {
		return err
	}
	if err := t.clock.set(said.At); err != nil {
		return err
	}
	return t.learn(said.Authorities)
}

// graveness of not being answered: a centre that is away comes back by itself, one
// that is another needs a person.
func graveness(err error) slog.Level {
	if errors.Is(err, ErrOtherCentre) {
		return slog.LevelWarn
	}
	return slog.LevelInfo
}

// askTime asks whoever answers at address, if that is the centre by one of these
// authorities.
func askTime(ctx context.Context, address string, i wire.Identity, authorities [][]byte, c *tls.Config) (wire.TimeAnswer, error) {
	var none wire.TimeAnswer
	roots, err := rootsOf(authorities)
	if err != nil {
		return none, err
	}
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	v, err := call(ctx, address, c, func(shown []*x509.Certificate) error { return isCentre(shown, roots) })
	if err != nil {
		return none, err
	}
	defer v.close()
	nonce := make([]byte, wire.NonceLength)
	_, _ = rand.Read(nonce) // crypto/rand never returns an error
	var answer []byte
	if err := v.ask(ctx, wire.PathTime, wire.TimeQuestion{Nonce: nonce}, &answer); err != nil {
		return none, err
	}
	return wire.DecodeTimeAnswer(answer, i.CentreKey, nonce)
}

// Run asks the centre once a day, and renews the certificate when two thirds of
// its time are over or the centre has a new authority. It tries until it has,
// until ctx ends.
func (t *Trust) Run(ctx context.Context) {
	for {
		t.keepUp(ctx)
		wait := lookEvery
		if t.clock.Now().After(t.Certificate().NotAfter) {
			wait = urgently
		}
		// Kiosks that were enrolled on one day must not ask in one minute.
		wait = wait/2 + mathrand.N(wait)
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
	}
}

func (t *Trust) keepUp(ctx context.Context) {
	if !t.clock.Fresh() {
		if err := t.AskTime(ctx); err != nil && ctx.Err() == nil {
			t.opts.Logger.Log(ctx, graveness(err), "the centre was not asked", "reason", err)
		}
	}
	if t.clock.Now().Before(renewAt(t.Certificate())) && !t.outdated() {
		return
	}
	if err := t.Renew(ctx); err != nil && ctx.Err() == nil {
		t.opts.Logger.Warn("renew certificate", "error", err, "it ends", t.Certificate().NotAfter)
	}
}

// Renew gets a certificate for a new key. The old pair stays in use until the
// new one is on the disk; nothing is lost if the power goes at any point.
func (t *Trust) Renew(ctx context.Context) error {
	if t.opts.Centre == "" {
		return ErrNoService
	}
	if !t.clock.Fresh() {
		if err := t.AskTime(ctx); err != nil {
			return err
		}
	}
	key, keyDER, err := newKey()
	if err != nil {
		return err
	}
	request, err := requestFor(key)
	if err != nil {
		return err
	}
	question, err := wire.Renewal{Kiosk: t.opts.Identity.Kiosk, Request: request, Authority: t.wanted()}.Sign(t.opts.Sign)
	if err != nil {
		return err
	}
	answer, err := t.askRenewal(ctx, question)
	if err != nil {
		return err
	}
	leaf, err := ours(t.opts.Identity.Kiosk, t.papers.authorities(t.opts.Identity), answer.Certificate)
	if err != nil {
		return err
	}
	if err := t.papers.swap(key, keyDER, answer.Certificate); err != nil {
		return fmt.Errorf("keep new certificate: %w", err)
	}
	t.opts.Logger.Info("certificate renewed", "until", leaf.NotAfter)
	t.renewed()
	return nil
}

func (t *Trust) askRenewal(ctx context.Context, question []byte) (wire.Renewed, error) {
	roots, err := t.roots()
	if err != nil {
		return wire.Renewed{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, serviceTime)
	defer cancel()
	v, err := call(ctx, t.opts.Centre, &tls.Config{GetClientCertificate: t.show}, func(shown []*x509.Certificate) error {
		return errors.Join(isCentre(shown, roots), inForce(shown[0], t.clock.Now()))
	})
	if err != nil {
		return wire.Renewed{}, err
	}
	defer v.close()
	var answer wire.Renewed
	err = v.ask(ctx, wire.PathRenew, question, &answer)
	return answer, err
}
