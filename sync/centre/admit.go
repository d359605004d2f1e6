package centre

import (
	"context"
	"crypto/subtle"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"time"

	mqtt "github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/packets"

	"station365/sync/centre/authority"
	"station365/sync/wire"
)

// Why a connection is refused or ended.
var (
	errClientID = errors.New("client id, user name and certificate name different kiosks")
	errWill     = errors.New("a last will for somebody else's topic")
	errPlain    = errors.New("without TLS only this machine is heard")
	errToken    = errors.New("wrong token")
	errRevoked  = errors.New("revoked")
	errExpired  = errors.New("the certificate has ended")
)

// openAuthority opens the authority of TLS certificates, or makes it for a
// centre that has none yet.
func openAuthority(dir string, k keys, now func() time.Time) (*authority.Authority, error) {
	lock, err := k.lock("certificate authority")
	if err != nil {
		return nil, err
	}
	defer clear(lock)
	return authority.Open(dir, lock, authority.Opts{Now: now})
}

// Authority is the authority of this centre's certificates.
func (c *Centre) Authority() *authority.Authority { return c.authority }

// Secure makes a line over which only kiosks with a certificate in force come.
func (c *Centre) Secure(l net.Listener) net.Listener {
	return authority.Listen(l, c.authority.Mutual())
}

// certify adds what a kiosk needs for TLS.
func (c *Centre) certify(ctx context.Context, identity *wire.Identity, request []byte) error {
	if err := c.authority.Pardon(ctx, identity.Kiosk); err != nil {
		return err
	}
	identity.CA = c.authority.CA().Raw
	if len(request) == 0 {
		return nil
	}
	var err error
	identity.Certificate, err = c.authority.Issue(ctx, identity.Kiosk, request)
	return err
}

// admit says which kiosk speaks on a new connection. The name comes from the
// certificate, which the handshake has checked; without TLS from the token. The
// client id must be the same, so that nobody throws out another.
func (b *broker) admit(cl *mqtt.Client, p packets.Packet) (kioskRow, error) {
	name, user := cl.ID, string(p.Connect.Username)
	secure, certificate := certificateOf(cl)
	if secure && (certificate == nil || certificate.Subject.CommonName != name) {
		return kioskRow{}, errClientID
	}
	if user != name && !(secure && user == "") {
		return kioskRow{}, errClientID
	}
	k, err := b.centre.kiosk(b.ctx, name)
	if err != nil {
		return kioskRow{}, err
	}
	// The broker publishes a will without asking OnACLCheck.
	if p.Connect.WillFlag && p.Connect.WillTopic != k.topics.State {
		return kioskRow{}, errWill
	}
	if secure {
		return k, nil
	}
	return k, b.admitPlain(cl, p, k)
}

func (b *broker) admitPlain(cl *mqtt.Client, p packets.Packet, k kioskRow) error {
	if !onLoopback(cl.Net.Conn.RemoteAddr()) {
		return errPlain
	}
	if subtle.ConstantTimeCompare(hashToken(p.Connect.Password), k.tokenHash) != 1 {
		return errToken
	}
	return b.centre.authority.Allows(b.ctx, k.id)
}

func onLoopback(a net.Addr) bool {
	tcp, ok := a.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// certificateOf is what a connection showed in its handshake.
func certificateOf(cl *mqtt.Client) (secure bool, c *x509.Certificate) {
	conn, secure := cl.Net.Conn.(*tls.Conn)
	if !secure {
		return false, nil
	}
	if shown := conn.ConnectionState().PeerCertificates; len(shown) > 0 {
		c = shown[0]
	}
	return true, c
}

// banish ends the connections of kiosks that were revoked, also by another
// process, and of certificates that ended; both are looked for every second.
func (b *broker) banish(ctx context.Context) {
	t := time.NewTicker(lookEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		if err := b.banishOnce(ctx); err != nil && ctx.Err() == nil {
			b.centre.opts.Logger.Error("look for revoked kiosks", "error", err)
		}
	}
}

func (b *broker) banishOnce(ctx context.Context) error {
	banned, err := b.centre.authority.Banned(ctx)
	if err != nil {
		return err
	}
	now := b.centre.opts.Now()
	for _, p := range b.centre.everybody() {
		_, certificate := certificateOf(p.client)
		switch {
		case banned[p.row.id]:
			p.client.Stop(errRevoked)
		case certificate != nil && now.After(certificate.NotAfter):
			p.client.Stop(errExpired)
		}
	}
	return nil
}

// Revoke keeps a kiosk out from now on, until it is enrolled anew.
func (c *Centre) Revoke(ctx context.Context, kioskID, reason string) error {
	if _, err := c.kiosk(ctx, kioskID); err != nil {
		return fmt.Errorf("revoke %q: %w", kioskID, err)
	}
	return c.authority.Revoke(ctx, kioskID, reason)
}
