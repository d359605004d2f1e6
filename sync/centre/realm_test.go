package centre_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"

	"station365/sync/centre"
	"station365/sync/centre/authority"
	"station365/sync/centre/database/databasetest"
	"station365/sync/wire"
)

// newCentre is an open centre that serves nobody yet.
func newCentre(t testing.TB) (c *centre.Centre, dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "centre")
	_, err := centre.Init(dir)
	must(t, err)
	c, err = centre.Open(dir, centre.Opts{Who: "tester"})
	must(t, err)
	t.Cleanup(func() { must(t, c.Close()) })
	return c, dir
}

func listenHere(t testing.TB) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	return l
}

// serveUntilEnd runs f beside the test.
func serveUntilEnd(t testing.TB, f func(ctx context.Context) error) {
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	all.Go(func() {
		if err := f(ctx); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(func() { cancel(); all.Wait() })
}

// cut is a connection that a test can break without a word.
type cut struct{ conn net.Conn }

func (c *cut) under(o *mqtt.ClientOptions) {
	o.SetCustomOpenConnectionFn(func(u *url.URL, o mqtt.ClientOptions) (net.Conn, error) {
		raw, err := net.Dial("tcp", u.Host)
		if err != nil {
			return nil, err
		}
		c.conn = raw
		return tls.Client(raw, o.TLSConfig), nil
	})
}

func (c *cut) now() { _ = c.conn.Close() }

// mosquitto is the real one, with what the centre wrote for it.
type mosquitto struct {
	t       testing.TB
	program string
	folder  string
	port    int
	centre  *centre.Centre
	process *exec.Cmd
	log     *said
}

func mosquittoRealm(t testing.TB) *realm {
	c, _ := newCentre(t)
	return mosquittoOf(t, c)
}

func mosquittoOf(t testing.TB, c *centre.Centre) *realm {
	m := startMosquitto(t, c)
	pair, err := tls.LoadX509KeyPair(filepath.Join(m.folder, "centre.crt"), filepath.Join(m.folder, "centre.key"))
	must(t, err)
	var came atomic.Int64
	client := mqtt.NewClient(options(m.address(), "", believing(t, c, pair)))
	must(t, finished(client.Connect()))
	t.Cleanup(func() { client.Disconnect(0) })
	must(t, finished(client.Subscribe(wire.TopicsOf("+", "+").Up, 1, func(mqtt.Client, mqtt.Message) { came.Add(1) })))
	return &realm{Centre: c, address: m.address(), came: func() int { return int(came.Load()) }, revoked: m.reload, mute: true,
		provoke: func(t *testing.T, k *member) {
			must(t, finished(client.Publish(k.identity.Topics.Ack, 1, false, "the centre's word")))
		}}
}

func (m *mosquitto) address() string { return fmt.Sprintf("127.0.0.1:%d", m.port) }

// newMosquitto installs it if it is missing; where that cannot be done the test
// is skipped.
func newMosquitto(t testing.TB) *mosquitto {
	t.Helper()
	return &mosquitto{t: t, program: databasetest.Service(t, "mosquitto"), folder: filepath.Join(t.TempDir(), "mosquitto"), port: freePort(t),
		log: &said{t: t, reloads: make(chan bool, 9)}}
}

func startMosquitto(t testing.TB, c *centre.Centre) *mosquitto {
	t.Helper()
	m := newMosquitto(t)
	m.start(c)
	return m
}

// start runs it with what a centre writes for it, until the test ends.
func (m *mosquitto) start(c *centre.Centre) {
	m.t.Helper()
	m.centre = c
	m.write()
	m.run()
	m.t.Cleanup(m.kill)
	m.await()
}

func (m *mosquitto) run() {
	m.t.Helper()
	m.process = exec.Command(m.program, "-c", filepath.Join(m.folder, authority.ConfigFile))
	m.process.Stderr = m.log
	must(m.t, m.process.Start())
}

func (m *mosquitto) kill() {
	_ = m.process.Process.Kill()
	_ = m.process.Wait() // killed
}

// write has the folder written, and lets mosquitto stay root, who alone can read
// a test's directory.
func (m *mosquitto) write() {
	must(m.t, m.centre.Authority().Mosquitto(m.t.Context(), m.folder, m.port))
	path := filepath.Join(m.folder, authority.ConfigFile)
	text := mustRead(m.t, path)
	if os.Getuid() == 0 {
		text = append(text, "user root\n"...)
	}
	must(m.t, os.WriteFile(path, text, 0o600))
}

func (m *mosquitto) await() {
	m.t.Helper()
	end, again := time.After(deadline), time.NewTicker(20*time.Millisecond)
	defer again.Stop()
	for {
		if c, err := net.Dial("tcp", m.address()); err == nil {
			_ = c.Close()
			return
		}
		select {
		case <-again.C:
		case <-end:
			m.t.Fatal("mosquitto does not begin to listen")
		}
	}
}

// reload is what an operator does after a revocation. All of mosquitto is one
// loop: what comes after it has said that it reads again meets the new files.
func (m *mosquitto) reload(t *testing.T) {
	t.Helper()
	m.write()
	must(t, m.process.Process.Signal(syscall.SIGHUP))
	select {
	case <-m.log.reloads:
	case <-time.After(deadline):
		t.Fatal("mosquitto does not read its files again")
	}
}

// said hands a program's lines to the test's log.
type said struct {
	t       testing.TB
	reloads chan bool
}

func (s *said) Write(b []byte) (int, error) {
	s.t.Log(strings.TrimSpace(string(b)))
	if strings.Contains(string(b), "Reloading config") {
		s.reloads <- true
	}
	return len(b), nil
}

// plainClient is a machine's MQTT client without TLS.
func plainClient(m *machine) mqtt.Client {
	return mqtt.NewClient(mqtt.NewClientOptions().AddBroker("mqtt://" + m.address).SetClientID(m.identity.Kiosk).SetUsername(m.identity.Kiosk).
		SetPassword(m.identity.Token).SetProtocolVersion(4).SetAutoReconnect(false).SetConnectRetry(false))
}
