package centre

import (
	"context"
	"crypto/subtle"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"time"

	mqtt "github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/packets"

	"station365/sync/centre/authority"
	"station365/sync/centre/database"
	"station365/sync/wire"
)

// Why a connection is refused or ended.
var (
	errClientID = errors.New("client id, user name and certificate name different kiosks")
	errWill     = errors.New("a last will for somebody else's topic")
	errPlain    = errors.New("without TLS only this machine is heard")
	errToken    = errors.New("wrong token")
)

// openAuthority opens the authority of TLS certificates, or makes it for a
// centre that has none yet. Its book is a file of its own, so that ingest and
// handshakes do not wait for each other; where workers share a database it is
// there.
func openAuthority(dir string, db *database.DB, k keys, now func() time.Time) (*authority.Authority, *database.DB, error) {
	lock, err := k.lock("certificate authority")
	if err != nil {
		return nil, nil, err
	}
	defer clear(lock)
	book := db
	if !db.Shared() {
		if book, err = database.OpenFile(filepath.Join(dir, bookFile)); err != nil {
			return nil, nil, err
		}
	}
	a, err := authority.Open(book, lock, authority.Opts{Now: now, Dir: dir})
	if err != nil && !db.Shared() {
		err = errors.Join(err, book.Close())
	}
	return a, book, err
}

// Authority is the authority of this centre's certificates.
func (c *Centre) Authority() *authority.Authority { return c.authority }

// Secure makes a line over which only kiosks with a certificate in force come.
func (c *Centre) Secure(l net.Listener) net.Listener {
	return authority.Listen(l, c.authority.Mutual(), kiosksOwn())
}

// kiosksOwn is what may knock at the line of kiosks. After a restart a whole city
// comes back, perhaps from behind one address; who is turned away comes again
// after its back-off.
func kiosksOwn() authority.Bounds {
	return authority.Bounds{AtOnce: 256, PerAddress: 128,
		Rates: authority.Rates{PerAddress: 100, PerAddressBurst: 1000, InAll: 400, InAllBurst: 2000}}
}

// certify adds what a kiosk needs for TLS.
func (c *Centre) certify(ctx context.Context, identity *wire.Identity, request []byte) error {
	if err := c.authority.Pardon(ctx, identity.Kiosk); err != nil {
		return err
	}
	ca, err := c.authority.CA(ctx)
	if err != nil {
		return err
	}
	identity.CA = ca.Raw
	if len(request) == 0 {
		return nil
	}
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
// process, and of certificates that ended or gave way to a later one or whose
// authority has ended; all are looked for every second.
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
	gone, err := b.centre.authority.Gone(ctx)
	if err != nil {
		return err
	}
	for _, p := range b.centre.everybody() {
		_, certificate := certificateOf(p.client)
		if why := gone(p.row.id, certificate); why != nil {
			p.client.Stop(why)
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
