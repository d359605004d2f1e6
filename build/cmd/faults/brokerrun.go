package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"station365/build/cmd/demo/programs"
	"station365/build/cmd/faults/proxy"
	"station365/sync/trust"
	"station365/sync/wire"
)

// The brokers that kiosk and centre can meet at.
const (
	embedded  = "embedded" // the centre's own, with mutual TLS
	mosquitto = "mosquitto"
	plain     = "plain" // the centre's own, without TLS
)

var brokers = []string{embedded, mosquitto, plain}

// Ports are below those that the system gives to outgoing connections (from 32768
// on): one that is free while the centre lies dead must stay so.
const lowestPort, highestPort = 21000, 32000

func (h *home) secure() bool   { return h.broker != plain }
func (h *home) papers() string { return h.file("mosquitto") }

func (h *home) scheme() string {
	if h.secure() {
		return "mqtts://"
	}
	return "mqtt://"
}

// line is how the centre is told where it meets its kiosks.
func (h *home) line() []string {
	switch h.broker {
	case mosquitto:
		return []string{"--broker", fmt.Sprintf("mqtts://127.0.0.1:%d", h.port)}
	case plain:
		return []string{"--listen", "", "--plain", "127.0.0.1:0"}
	}
	return []string{"--listen", "127.0.0.1:0"}
}

// lay finds ports, and has the centre certify a broker: a mosquitto, and the
// network, which stands for the broker towards the kiosk.
func (h *home) lay(ctx context.Context) error {
	if !h.secure() {
		return nil
	}
	from := lowestPort + os.Getpid()%(highestPort-lowestPort)
	port, err := free(from)
	if err != nil {
		return err
	}
	h.enrol = fmt.Sprintf("127.0.0.1:%d", port)
	if h.port, err = free(port + 1); err != nil {
		return err
	}
	if _, err := programs.Run(ctx, h.program("centre"), "mosquitto", "--out", h.papers(), "--port", strconv.Itoa(h.port), "--dir", h.centre()); err != nil {
		return err
	}
	if os.Getuid() != 0 {
		return nil
	}
	f, err := os.OpenFile(filepath.Join(h.papers(), "mosquitto.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("let mosquitto read its folder: %w", err)
	}
	_, err = f.WriteString("user root\n") // who alone can read this directory
	return errors.Join(err, f.Close())
}

// free is the next port from on that nobody listens on.
func free(from int) (int, error) {
	for port := from; port < from+100; port++ {
		if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			return port, l.Close()
		}
	}
	return 0, fmt.Errorf("no port is free from %d on", from)
}

// seal gives the network the papers of both ends.
func (g *ground) seal() error {
	identity, err := wire.ReadIdentity(g.home.identity())
	if err != nil {
		return err
	}
	ca, err := x509.ParseCertificate(identity.CA)
	if err != nil {
		return fmt.Errorf("read the centre's authority: %w", err)
	}
	server, err := tls.LoadX509KeyPair(filepath.Join(g.home.papers(), "server.crt"), filepath.Join(g.home.papers(), "server.key"))
	if err != nil {
		return fmt.Errorf("read the broker's certificate: %w", err)
	}
	believed := x509.NewCertPool()
	believed.AddCert(ca)
	g.net.Seal(proxy.Ends{
		Broker: &tls.Config{MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{server}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: believed},
		Kiosk: func() (*tls.Config, error) {
			p, err := trust.OpenPapers(g.home.kiosk())
			if err != nil {
				return nil, err
			}
			return &tls.Config{MinVersion: tls.VersionTLS13, ServerName: wire.CentreName, RootCAs: believed,
				GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return p.Certificate(), nil }}, nil
		}})
	return nil
}

// brokerRun is a mosquitto that can be killed and started again.
type brokerRun struct {
	home *home
	said func(line string)

	mu      sync.Mutex
	program *programs.Program
}

// start starts the mosquitto unless it runs, and waits until it listens.
func (b *brokerRun) start(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.program != nil && !ended(b.program) {
		return nil
	}
	path, err := exec.LookPath("mosquitto")
	if err != nil {
		return fmt.Errorf("find mosquitto: %w", err)
	}
	p, err := programs.Start("mosquitto", path, []string{"-c", filepath.Join(b.home.papers(), "mosquitto.conf")}, b.said)
	if err != nil {
		return err
	}
	b.program = p
	late := time.Now().Add(beginning)
	for time.Now().Before(late) && pause(ctx, comesUp) {
		if c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", b.home.port)); err == nil {
			return c.Close()
		}
		if ended(p) {
			return errors.Join(errors.New("mosquitto ended at once"), p.Err())
		}
	}
	p.Kill()
	return errors.New("mosquitto does not begin to listen")
}

const comesUp = 10 * time.Millisecond // a mosquitto listens some milliseconds after its start

// kill ends the mosquitto as kill -9 does.
func (b *brokerRun) kill() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.program != nil {
		b.program.Kill()
	}
}
