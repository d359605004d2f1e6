package trust

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"station365/sync/wire"
)

// serviceTime is the most that one question to the enrolment service takes,
// with a slow line and a board that takes seconds for a code's key.
const serviceTime = 30 * time.Second

// ErrOtherCentre is a server that is not this kiosk's centre. Nothing was sent.
var ErrOtherCentre = errors.New("whoever answers there is not the centre")

// RefusedError is a refusal of the enrolment service.
type RefusedError struct{ Reason string } // one of wire.Refused…

func (e *RefusedError) Error() string { return "the centre refused: " + e.Reason }

// visit is one connection to the enrolment service, for one question.
type visit struct {
	conn   *tls.Conn
	server *x509.Certificate
}

// call connects; believe says of the server's certificates whether it is the
// centre, before anything is sent.
func call(ctx context.Context, address string, c *tls.Config, believe func([]*x509.Certificate) error) (*visit, error) {
	c.MinVersion, c.ServerName, c.NextProtos = tls.VersionTLS13, wire.CentreName, []string{"http/1.1"}
	// The library's own check would need a clock; believe does the rest of it.
	c.InsecureSkipVerify = true
	c.VerifyConnection = func(s tls.ConnectionState) error { return believe(s.PeerCertificates) }
	dialer := tls.Dialer{Config: c}
	conn, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("call the centre: %w", err)
	}
	t := conn.(*tls.Conn)
	return &visit{conn: t, server: t.ConnectionState().PeerCertificates[0]}, nil
}

// isCentre checks chain and name of a server, at whatever time it is good for.
func isCentre(shown []*x509.Certificate, roots *x509.CertPool) error {
	_, err := shown[0].Verify(x509.VerifyOptions{Roots: roots, DNSName: wire.CentreName, CurrentTime: shown[0].NotAfter,
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}})
	if err != nil {
		return fmt.Errorf("%w, or its authority is another one since this kiosk was last in touch (then redeem a new code with kiosk enrol): %w", ErrOtherCentre, err)
	}
	return nil
}

func inForce(c *x509.Certificate, at time.Time) error {
	if at.Before(c.NotBefore) || at.After(c.NotAfter) {
		return fmt.Errorf("the centre's certificate is good from %s to %s, and it is %s", c.NotBefore.Format(time.DateOnly),
			c.NotAfter.Format(time.DateOnly), at.Format(time.DateOnly))
	}
	return nil
}

// ask posts one question over the connection and reads the answer.
func (v *visit) ask(ctx context.Context, path string, question, answer any) error {
	body, raw := question.([]byte)
	if !raw {
		var err error
		if body, err = json.Marshal(question); err != nil {
			return fmt.Errorf("encode question: %w", err)
		}
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://"+wire.CentreName+path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("ask the centre: %w", err)
	}
	over := &http.Transport{DisableKeepAlives: true, DialTLSContext: func(context.Context, string, string) (net.Conn, error) { return v.conn, nil }}
	said, err := over.RoundTrip(r)
	if err != nil {
		return fmt.Errorf("ask the centre: %w", err)
	}
	defer func() { _ = said.Body.Close() }() // read as far as wanted
	b, err := io.ReadAll(io.LimitReader(said.Body, wire.MaxEnrolment))
	if err != nil {
		return fmt.Errorf("hear the centre: %w", err)
	}
	if said.StatusCode != http.StatusOK {
		var refused wire.Refusal
		if json.Unmarshal(b, &refused) != nil || refused.Reason == "" {
			refused.Reason = said.Status
		}
		return &RefusedError{refused.Reason}
	}
	if into, raw := answer.(*[]byte); raw {
		*into = b
		return nil
	}
	if err := json.Unmarshal(b, answer); err != nil {
		return fmt.Errorf("understand the centre: %w", wire.ErrMalformed)
	}
	return nil
}

func (v *visit) close() { _ = v.conn.Close() } // one question, answered or not

func (v *visit) exporter() ([]byte, error) {
	s := v.conn.ConnectionState()
	b, err := s.ExportKeyingMaterial(wire.ExporterLabel, nil, wire.ExporterLength)
	if err != nil {
		return nil, fmt.Errorf("bind to connection: %w", err)
	}
	return b, nil
}
