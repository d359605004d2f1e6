package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Limits of one message up. A single record of the largest size always fits.
const (
	MaxBatch   = 100       // records
	MaxPayload = 256 << 10 // bytes
)

// Batch joins records into one message, in the JSON batch form of CloudEvents:
// an array whose elements are the very bytes of the records. The zero value is
// empty.
type Batch struct {
	records int
	b       []byte
}

// Add puts one more record in, or reports that it has no room there.
func (p *Batch) Add(record []byte) bool {
	if p.records == MaxBatch || p.records > 0 && len(p.b)+len(record)+2 > MaxPayload {
		return false
	}
	if p.records == 0 {
		p.b = append(p.b, '[')
	} else {
		p.b = append(p.b, ',')
	}
	p.b = append(p.b, record...)
	p.records++
	return true
}

// Len is how many records are in it.
func (p *Batch) Len() int { return p.records }

// Bytes is the message; the batch takes nothing more after it.
func (p *Batch) Bytes() []byte { return append(p.b, ']') }

// SplitBatch gives the records of a message, each with the very bytes that were
// put in. A message that is one record instead of an array is a batch of one.
// Errors are ErrTooLarge and ErrMalformed.
func SplitBatch(payload []byte) ([][]byte, error) {
	if len(payload) > MaxPayload {
		return nil, fmt.Errorf("split batch: %w", ErrTooLarge)
	}
	if !bytes.HasPrefix(payload, []byte{'['}) {
		return [][]byte{payload}, nil
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(payload, &parts); err != nil {
		return nil, fmt.Errorf("split batch: %w", ErrMalformed)
	}
	if len(parts) > MaxBatch {
		return nil, fmt.Errorf("split batch: %w", ErrTooLarge)
	}
	records := make([][]byte, len(parts))
	for i, p := range parts {
		records[i] = p
	}
	return records, nil
}

// Speaker reads, without believing it, which kiosk a record or a hello names:
// for those who must find the key to believe it with. It is ErrMalformed if
// there is none.
func Speaker(b []byte) (kiosk string, err error) {
	var e struct {
		Source string `json:"source"`
	}
	if len(b) > MaxPayload || json.Unmarshal(b, &e) != nil {
		return "", fmt.Errorf("read source: %w", ErrMalformed)
	}
	id, is := bytes.CutPrefix([]byte(e.Source), []byte(sourceKiosk("")))
	if !is || !ValidName(string(id)) {
		return "", fmt.Errorf("read source: %w", ErrMalformed)
	}
	return string(id), nil
}
