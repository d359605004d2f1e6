package centre

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"time"

	"station365/sync/centre/authority"
	"station365/sync/wire"
)

// Deadlines of the enrolment service: its messages are a few kilobytes.
const (
	serviceReads  = 10 * time.Second
	serviceWrites = 10 * time.Second
)

// service enrols kiosks, renews their certificates and says what time it is.
type service struct {
	centre   *Centre
	throttle *authority.Throttle
}

// answered is how much is answered. A kiosk asks a few times at its start and
// once a day; many may stand behind one address.
func answered() authority.Rates {
	return authority.Rates{PerAddress: 2, PerAddressBurst: 30,
		InAll: 50, InAllBurst: 100} // half of what one core signs with a handshake each
}

// strangers is what may knock at the enrolment service, where nobody needs a
// certificate to get through the handshake. It is more than is answered, so that
// honest ones hear in words that they have to wait.
func strangers() authority.Bounds {
	return authority.Bounds{AtOnce: 64, PerAddress: 16,
		Rates: authority.Rates{PerAddress: 4, PerAddressBurst: 60, InAll: 100, InAllBurst: 200}}
}

// ServeEnrolment answers kiosks that enrol, renew or ask the time, over HTTPS,
// until ctx ends, which is no error. It closes the listener.
func (c *Centre) ServeEnrolment(ctx context.Context, listener net.Listener) error {
	s := service{c, authority.NewThrottle(answered(), c.opts.Now)}
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+wire.PathEnrol, s.answer(s.enrol))
	mux.HandleFunc("POST "+wire.PathRenew, s.answer(s.renew))
	mux.HandleFunc("POST "+wire.PathTime, s.answer(s.time))
	server := &http.Server{Handler: mux, ReadTimeout: serviceReads, WriteTimeout: serviceWrites, MaxHeaderBytes: 8 << 10,
		ErrorLog: log.New(io.Discard, "", 0), BaseContext: func(net.Listener) context.Context { return ctx }}
	server.SetKeepAlivesEnabled(false) // proofs belong to one connection
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(authority.Listen(listener, c.authority.Enrolling(), strangers())) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	err := server.Close()
	<-ended
	return err
}

// answer is a handler of one message and its answer, which is JSON.
func (s service) answer(f func(r *http.Request, body []byte) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if from, err := netip.ParseAddrPort(r.RemoteAddr); err != nil || !s.throttle.Allows(from.Addr().Unmap()) {
			s.refuse(w, wire.RefusedBusy)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, wire.MaxEnrolment))
		if err != nil {
			s.refuse(w, wire.RefusedRequest)
			return
		}
		said, err := f(r, body)
		if err != nil {
			s.centre.opts.Logger.Warn("enrolment service", "path", r.Pattern, "from", r.RemoteAddr, "error", err)
			s.refuse(w, reasonOf(err))
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(said) // who hung up asks again
	}
}

// statuses of refusals; every other one is 403.
var statuses = map[string]int{
	wire.RefusedBusy:    http.StatusTooManyRequests,
	wire.RefusedRequest: http.StatusBadRequest,
	wire.RefusedTaken:   http.StatusConflict,
	wire.RefusedFailed:  http.StatusInternalServerError,
}

func (s service) refuse(w http.ResponseWriter, reason string) {
	status, known := statuses[reason]
	if !known {
		status = http.StatusForbidden
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(wire.Refusal{Reason: reason}) // who hung up asks again
}

// reasonOf says to a stranger as little as helps an honest one.
func reasonOf(err error) string {
	for reason, kinds := range map[string][]error{
		wire.RefusedCode:    {authority.ErrCode},
		wire.RefusedTaken:   {ErrTaken},
		wire.RefusedRevoked: {authority.ErrBanned, authority.ErrRevoked, authority.ErrReplaced, authority.ErrUnknown},
		wire.RefusedRequest: {errBody, ErrName, authority.ErrName, authority.ErrRequest, wire.ErrMalformed, wire.ErrSignature, wire.ErrForeign},
	} {
		for _, kind := range kinds {
			if errors.Is(err, kind) {
				return reason
			}
		}
	}
	return wire.RefusedFailed
}

// errBody is a message that cannot be read.
var errBody = errors.New("message cannot be read")

func (s service) enrol(r *http.Request, body []byte) (any, error) {
	var redemption wire.Redemption
	if err := json.Unmarshal(body, &redemption); err != nil {
		return nil, errBody
	}
	exporter, err := r.TLS.ExportKeyingMaterial(wire.ExporterLabel, nil, wire.ExporterLength)
	if err != nil {
		return nil, fmt.Errorf("bind to connection: %w", err)
	}
	request, key, err := s.centre.authority.Redeem(r.Context(), redemption, exporter)
	if err != nil {
		return nil, err
	}
	identity, err := s.centre.Enrol(r.Context(), request)
	if err != nil {
		return nil, err
	}
	s.centre.opts.Logger.Info("kiosk enrolled by code", "kiosk", identity.Kiosk)
	return wire.NewRedeemed(key, exporter, wire.Welcome{Identity: identity, At: s.centre.opts.Now().UTC()})
}

// renew issues a new certificate to a kiosk that shows the one it has and signs
// with the key of its records.
func (s service) renew(r *http.Request, body []byte) (any, error) {
	if len(r.TLS.PeerCertificates) == 0 {
		return nil, authority.ErrUnknown
	}
	shown := r.TLS.PeerCertificates[0]
	if err := s.centre.authority.Known(r.Context(), shown); err != nil {
		return nil, err
	}
	k, err := s.centre.kiosk(r.Context(), shown.Subject.CommonName)
	if err != nil {
		return nil, err
	}
	renewal, err := wire.DecodeRenewal(body, k.id, k.signKey)
	if err != nil {
		return nil, err
	}
	certificate, err := s.centre.authority.Renew(r.Context(), k.id, renewal.Request, renewal.Authority)
	if err != nil {
		return nil, err
	}
	s.centre.opts.Logger.Info("certificate renewed", "kiosk", k.id)
	return wire.Renewed{Certificate: certificate, At: s.centre.opts.Now().UTC()}, nil
}

// time answers whoever asks, and says whom to believe: both are no secret, and
// what is signed is bound to one nonce. A kiosk that shows its certificate is
// noticed: behind a broker outside nobody else sees that it has a new one.
func (s service) time(r *http.Request, body []byte) (any, error) {
	var q wire.TimeQuestion
	if err := json.Unmarshal(body, &q); err != nil || len(q.Nonce) != wire.NonceLength {
		return nil, errBody
	}
	if shown := r.TLS.PeerCertificates; len(shown) > 0 {
		if err := s.centre.authority.Known(r.Context(), shown[0]); err != nil {
			s.centre.opts.Logger.Info("the time is asked by a kiosk that is not let in", "reason", err)
		}
	}
	told, err := s.centre.authority.Told(r.Context())
	if err != nil {
		return nil, err
	}
	said, err := wire.TimeAnswer{Nonce: q.Nonce, At: s.centre.opts.Now().UTC(), Authorities: told}.Sign(s.centre.keys.sign)
	return json.RawMessage(said), err
}
