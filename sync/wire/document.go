package wire

import (
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"time"
)

// TypeDocument is a document that the centre publishes, retained.
const TypeDocument = "station365.document.v1"

// Kinds of documents. A kind stands in a topic.
const (
	KindCatalogue = "catalogue" // of matters; for a whole community
	KindPlaces    = "places"    // dictionary of places; for a whole community
	KindStation   = "station"   // profile, roster, calendar; for one kiosk
	KindSettings  = "settings"  // for one kiosk
)

// DocumentKinds lists all kinds.
func DocumentKinds() []string {
	return []string{KindCatalogue, KindPlaces, KindSettings, KindStation}
}

// ForCommunity reports whether documents of a kind go to a whole community
// rather than to one kiosk.
func ForCommunity(kind string) bool { return kind == KindCatalogue || kind == KindPlaces }

// Document is one version of what a kiosk works with. Versions of a kind may
// only rise at a kiosk, whatever a broker kept or somebody plays again.
type Document struct {
	Kind      string          `json:"kind"`
	Version   uint64          `json:"version"` // from 1
	Community string          `json:"community"`
	Kiosk     string          `json:"kiosk,omitempty"` // "" for the whole community
	At        time.Time       `json:"at"`
	Content   json.RawMessage `json:"content"`
}

// MaxContent is the most that a document may hold, in bytes.
const MaxContent = 1 << 20

// MaxDocument is a whole document message: its content in base64 with envelope.
const MaxDocument = MaxContent/3*4 + 8<<10

var document = spoken{by: byCentre, source: sourceCentre, kind: TypeDocument, limit: MaxDocument}

// Sign encodes the document.
func (d Document) Sign(key ed25519.PrivateKey) ([]byte, error) {
	if len(d.Content) > MaxContent {
		return nil, fmt.Errorf("encode document: %w", ErrTooLarge)
	}
	return document.sign(d, d.At, key)
}

// DecodeDocument reads what the centre signed for this kiosk or its community.
// Errors are ErrTooLarge, ErrMalformed, ErrVersion, ErrSignature or ErrForeign.
func DecodeDocument(b []byte, identity Identity) (Document, error) {
	var d Document
	err := document.verify(b, identity.CentreKey, &d)
	switch {
	case err != nil:
	case d.Community != identity.Community || d.Kiosk != "" && d.Kiosk != identity.Kiosk || (d.Kiosk == "") != ForCommunity(d.Kind):
		err = ErrForeign
	case d.Version == 0 || d.Kind == "" || len(d.Kind) > maxName || len(d.Content) == 0:
		err = ErrMalformed
	}
	if err != nil {
		return Document{}, fmt.Errorf("decode document: %w", err)
	}
	return d, nil
}

// DocumentTopic is where documents of a kind are published to a kiosk.
func DocumentTopic(community, kiosk, kind string) string {
	if ForCommunity(kind) {
		return "v1/" + community + "/all/" + kind
	}
	return "v1/" + community + "/" + kiosk + "/" + kind
}

// DocumentTopics are the topics of all documents that this kiosk hears.
func (i Identity) DocumentTopics() []string {
	var topics []string
	for _, kind := range DocumentKinds() {
		topics = append(topics, DocumentTopic(i.Community, i.Kiosk, kind))
	}
	return topics
}
