package authority

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"station365/sync/wire"
)

// Files of a mosquitto's folder.
const (
	ConfigFile     = "mosquitto.conf"
	accessFile     = "access"
	caPEM          = "authority.crt"
	serverPEM      = "server.crt"
	serverKeyPEM   = "server.key"
	clientPEM      = "centre.crt"
	clientKeyPEM   = "centre.key"
	revokedListPEM = "revoked.crl"
)

// Mosquitto writes configuration, access rules, certificates and the list of
// revoked ones for a mosquitto (2.0 or later) that listens on a port. Writing
// again renews what has to be renewed and keeps the rest; a running mosquitto
// takes lists and certificates at SIGHUP, but a new authority only at its start.
func (a *Authority) Mosquitto(ctx context.Context, folder string, port int) error {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return fmt.Errorf("find folder of mosquitto: %w", err)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make folder of mosquitto: %w", err)
	}
	all, err := a.standing(ctx)
	if err != nil {
		return err
	}
	list, err := a.RevokedList(ctx)
	if err != nil {
		return err
	}
	banned, err := a.Banned(ctx)
	if err != nil {
		return err
	}
	err = errors.Join(
		a.writePair(all.server(), filepath.Join(folder, serverPEM), filepath.Join(folder, serverKeyPEM), x509.ExtKeyUsageServerAuth, []string{wire.CentreName}),
		a.writePair(all.server(), filepath.Join(folder, clientPEM), filepath.Join(folder, clientKeyPEM), x509.ExtKeyUsageClientAuth, nil))
	if err != nil {
		return err
	}
	for name, text := range map[string]string{caPEM: all.pem(), revokedListPEM: string(list),
		accessFile: access(banned), ConfigFile: configuration(folder, port)} {
		if err := wire.WriteBytes(filepath.Join(folder, name), []byte(text)); err != nil {
			return err
		}
	}
	return nil
}

func (b believed) pem() string {
	var all strings.Builder
	for _, r := range b {
		all.Write(certificatePEM(r.ca.Raw))
	}
	return all.String()
}

func certificatePEM(der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

// writePair makes a certificate with its key, unless there is one whose first
// two thirds are not over.
func (a *Authority) writePair(by root, certificate, key string, use x509.ExtKeyUsage, hosts []string) error {
	if old, err := tls.LoadX509KeyPair(certificate, key); err == nil {
		renew := old.Leaf.NotBefore.Add(old.Leaf.NotAfter.Sub(old.Leaf.NotBefore) * 2 / 3)
		if old.Leaf.CheckSignatureFrom(by.ca) == nil && a.opts.Now().Before(renew) {
			return nil
		}
	}
	pair, err := a.own(by, wire.CentreClient, use, hosts)
	if err != nil {
		return err
	}
	der, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		return fmt.Errorf("encode %s: %w", filepath.Base(key), err)
	}
	defer clear(der)
	// The key goes first: a power cut between the two leaves a pair that does not
	// fit, which the next call replaces.
	if err := wire.WriteBytes(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})); err != nil {
		return err
	}
	return wire.WriteBytes(certificate, append(certificatePEM(pair.Certificate[0]), certificatePEM(by.ca.Raw)...))
}

// access are the rules: a kiosk speaks and listens on its own topics only, the
// centre on the other side of all of them. %u is the name in the certificate.
func access(banned map[string]bool) string {
	var b strings.Builder
	rule := func(kind, way string, topics ...string) {
		for _, t := range topics {
			fmt.Fprintf(&b, "%s %s %s\n", kind, way, t)
		}
	}
	of := func(kiosk string) (up, down []string) {
		t := wire.TopicsOf("+", kiosk)
		up, down = []string{t.Up, t.Hello, t.State, wire.CallTopic("+", kiosk)}, []string{t.Ack, t.Down, wire.CallWordTopic("+", kiosk)}
		for _, kind := range wire.DocumentKinds() {
			down = append(down, wire.DocumentTopic("+", kiosk, kind))
		}
		return up, down
	}
	b.WriteString("# Written by centre mosquitto; changes are lost.\n\n# Every kiosk, by the name in its certificate.\n")
	up, down := of("%u")
	rule("pattern", "write", up...)
	rule("pattern", "read", down...)
	up, down = of("+")
	for n := range wire.MostWorkers {
		fmt.Fprintf(&b, "\n# The centre, worker %d.\nuser %s\n", n+1, wire.CentreWorker(n+1))
		rule("topic", "read", up...)
		rule("topic", "write", down...)
	}
	b.WriteString("\n# Revoked kiosks: one that is connected still is mute at once.\n")
	for _, id := range sorted(banned) {
		fmt.Fprintf(&b, "user %s\ntopic deny #\n", id)
	}
	return b.String()
}

var config = template.Must(template.New(ConfigFile).Parse(`# Written by centre mosquitto; changes are lost.
# The user that mosquitto runs as must be able to read this folder.
per_listener_settings false
allow_anonymous false
acl_file {{.Folder}}/{{.Access}}

listener {{.Port}}
tls_version tlsv1.3
cafile {{.Folder}}/{{.CA}}
certfile {{.Folder}}/{{.Server}}
keyfile {{.Folder}}/{{.ServerKey}}
crlfile {{.Folder}}/{{.Revoked}}
# Nobody without a certificate; its name is user name and client id, so that no
# kiosk can speak as another or throw it out.
require_certificate true
use_identity_as_username true
use_username_as_clientid true

# Nothing has to survive here: kiosks keep their records until the centre itself
# has acknowledged them.
persistence false
max_packet_size {{.Limit}}
max_queued_messages 20000
set_tcp_nodelay true
`))

func configuration(folder string, port int) string {
	var b strings.Builder
	err := config.Execute(&b, map[string]any{"Folder": folder, "Port": port, "Access": accessFile, "CA": caPEM, "Server": serverPEM,
		"ServerKey": serverKeyPEM, "Revoked": revokedListPEM, "Limit": messageLimit})
	if err != nil {
		panic("a constant template does not fit its constant fields: " + err.Error())
	}
	return b.String()
}

// messageLimit is more than the largest message, a document, has.
const messageLimit = 2 << 20
