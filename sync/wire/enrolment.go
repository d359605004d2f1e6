package wire

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Paths of the centre's enrolment service, which speaks HTTPS with JSON bodies.
const (
	PathEnrol = "/v1/enrol" // Redemption -> Redeemed
	PathRenew = "/v1/renew" // a signed Renewal, with the kiosk's certificate -> Renewed
	PathTime  = "/v1/time"  // TimeQuestion -> a signed TimeAnswer
)

// MaxEnrolment is the most that a body of the enrolment service may have.
const MaxEnrolment = 32 << 10

// CentreName is the one name in the certificates of a centre's servers. A kiosk
// checks it instead of a host name: it believes one CA, which serves one centre,
// wherever that is reached.
const CentreName = "centre.station365"

// CentreClient is the common name of the centre's own client certificate, at a
// broker outside its process. No kiosk may have it for its id.
const CentreClient = "centre"

// MostWorkers of one centre may listen at a broker beside each other.
const MostWorkers = 16

// CentreWorker is the name of a centre's worker in its certificate, and its
// client id; the first is CentreClient.
func CentreWorker(n int) string {
	if n <= 1 {
		return CentreClient
	}
	return fmt.Sprintf("%s-%d", CentreClient, n)
}

// IsCentre reports whether a name is a centre's own.
func IsCentre(name string) bool {
	for n := range MostWorkers {
		if name == CentreWorker(n+1) {
			return true
		}
	}
	return false
}

// Everybody stands in a topic where a kiosk's id would; see DocumentTopic.
const Everybody = "all"

// Label and length of the TLS exporter (RFC 8446, 7.5) that binds proofs to a
// connection.
const (
	ExporterLabel  = "EXPORTER-station365-enrolment"
	ExporterLength = 32
)

// Redemption is a kiosk that redeems a code.
type Redemption struct {
	Version int    `json:"version"`
	Place   string `json:"place"`   // of the code
	Request []byte `json:"request"` // a Request, as JSON
	Proof   []byte `json:"proof"`   // ProvenByKiosk over Request
}

// Redeemed is the centre's answer.
type Redeemed struct {
	Answer []byte `json:"answer"` // a Welcome, as JSON
	Proof  []byte `json:"proof"`  // ProvenByCentre over Answer
}

// Welcome is what a kiosk gets for its code.
type Welcome struct {
	Identity Identity  `json:"identity"`
	At       time.Time `json:"at"` // the centre's clock
}

// Refusal is why the enrolment service did not do what it was asked.
type Refusal struct {
	Reason string `json:"reason"` // one of Refused…
}

// Stable keys of refusals.
const (
	RefusedCode    = "code"    // unknown, used, expired or tried too often
	RefusedTaken   = "taken"   // the names belong to another kiosk
	RefusedRevoked = "revoked" // the kiosk or its certificate
	RefusedRequest = "request" // it cannot be read or used
	RefusedBusy    = "busy"    // too many at a time; ask later
	RefusedFailed  = "failed"  // at the centre; its log says why
)

// NewRedemption encodes a request and proves the code.
func NewRedemption(code Code, key CodeKey, exporter []byte, r Request) (Redemption, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return Redemption{}, fmt.Errorf("encode request: %w", err)
	}
	return Redemption{Version: fileVersion, Place: code.Place(), Request: b, Proof: key.Prove(ProvenByKiosk, exporter, b)}, nil
}

// Open decodes the request of a redemption whose proof has been checked.
func (r Redemption) Open() (Request, error) {
	if r.Version != fileVersion {
		return Request{}, ErrVersion
	}
	return decodeFile[Request](bytes.NewReader(r.Request))
}

// NewRedeemed encodes a welcome and proves that it is from who made the code.
func NewRedeemed(key CodeKey, exporter []byte, w Welcome) (Redeemed, error) {
	b, err := json.Marshal(w)
	if err != nil {
		return Redeemed{}, fmt.Errorf("encode welcome: %w", err)
	}
	return Redeemed{Answer: b, Proof: key.Prove(ProvenByCentre, exporter, b)}, nil
}

// Open decodes a welcome if it is from who made the code; else ErrSignature.
func (r Redeemed) Open(key CodeKey, exporter []byte) (Welcome, error) {
	if !key.Proves(ProvenByCentre, exporter, r.Answer, r.Proof) {
		return Welcome{}, ErrSignature
	}
	w, err := decodeFile[Welcome](bytes.NewReader(r.Answer))
	if err != nil {
		return Welcome{}, fmt.Errorf("read welcome: %w", err)
	}
	return w, nil
}

func (w Welcome) validate() error {
	if w.At.IsZero() {
		return errors.New("the centre's time is missing")
	}
	return w.Identity.validate()
}

// Purposes that signatures of the enrolment service are bound to.
const (
	purposeRenewal = "renewal of a kiosk's certificate v1"
	purposeTime    = "time said by the centre v1"
)

// Renewal asks for a new certificate. It is signed with the key of the kiosk's
// records, and sent in a connection made with the certificate there is.
type Renewal struct {
	Kiosk   string `json:"kiosk"`
	Request []byte `json:"request"` // PKCS #10 in DER, for a key that may be new

	// Authority is the SHA-256 of the certificate of the authority that is to
	// certify it, the first of TimeAnswer; without it, the one that all kiosks know.
	Authority []byte `json:"authority,omitempty"`
}

// Renewed is the new certificate.
type Renewed struct {
	Certificate []byte    `json:"certificate"` // X.509 in DER
	At          time.Time `json:"at"`          // the centre's clock
}

// Sign encodes the renewal.
func (r Renewal) Sign(key ed25519.PrivateKey) ([]byte, error) { return vouch(purposeRenewal, r, key) }

// DecodeRenewal reads what the kiosk with this id and key said. Errors are
// ErrTooLarge, ErrMalformed, ErrSignature or ErrForeign.
func DecodeRenewal(b []byte, kiosk string, key ed25519.PublicKey) (Renewal, error) {
	r, err := vouchedFor[Renewal](purposeRenewal, b, key)
	if err == nil && r.Kiosk != kiosk {
		err = ErrForeign
	}
	if err != nil {
		return Renewal{}, fmt.Errorf("decode renewal: %w", err)
	}
	return r, nil
}

// TimeQuestion asks what time it is. The nonce makes an old answer worthless.
type TimeQuestion struct {
	Nonce []byte `json:"nonce"`
}

// NonceLength is the one length of a nonce, in bytes.
const NonceLength = 32

// TimeAnswer is the centre's clock, and whom to believe, said for one question.
type TimeAnswer struct {
	Nonce []byte    `json:"nonce"`
	At    time.Time `json:"at"`

	// Authorities are the certificates, in DER, of all authorities in force. The
	// first certifies kiosks now. A centre of before there could be several says none.
	Authorities [][]byte `json:"authorities,omitempty"`
}

// MaxAuthorities is the most that are in force at a time: one and the next.
const MaxAuthorities = 2

// Sign encodes the answer.
func (a TimeAnswer) Sign(key ed25519.PrivateKey) ([]byte, error) { return vouch(purposeTime, a, key) }

// DecodeTimeAnswer reads what the centre signed for the question with this
// nonce. Errors are those of DecodeRenewal.
func DecodeTimeAnswer(b []byte, key ed25519.PublicKey, nonce []byte) (TimeAnswer, error) {
	a, err := vouchedFor[TimeAnswer](purposeTime, b, key)
	if err == nil && (!bytes.Equal(a.Nonce, nonce) || a.At.IsZero() || len(a.Authorities) > MaxAuthorities) {
		err = ErrForeign
	}
	if err != nil {
		return TimeAnswer{}, fmt.Errorf("decode time: %w", err)
	}
	return a, nil
}

// vouched is signed JSON outside the queue: no CloudEvent, nobody routes it.
type vouched struct {
	Data []byte `json:"data"`
	Sig  []byte `json:"sig"`
}

func vouchedBytes(purpose string, data []byte) []byte {
	c := newCanonical(purpose)
	c.bytes(data)
	return c.b
}

func vouch(purpose string, content any, key ed25519.PrivateKey) ([]byte, error) {
	data, err := json.Marshal(content)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", purpose, err)
	}
	return json.Marshal(vouched{Data: data, Sig: ed25519.Sign(key, vouchedBytes(purpose, data))})
}

func vouchedFor[T any](purpose string, b []byte, key ed25519.PublicKey) (T, error) {
	var content, none T
	var v vouched
	switch {
	case len(b) > MaxEnrolment:
		return none, ErrTooLarge
	case json.Unmarshal(b, &v) != nil:
		return none, ErrMalformed
	case !validSignature(key, vouchedBytes(purpose, v.Data), v.Sig):
		return none, ErrSignature
	case json.Unmarshal(v.Data, &content) != nil:
		return none, ErrMalformed
	}
	return content, nil
}
