package main

import (
	"time"

	"station365/kiosk"
	"station365/kiosk/store"
)

// limitsConfig is when no new requests are taken, and how long what was kept
// stays.
type limitsConfig struct {
	Queue     int    `toml:"queue" within:"10 to 100000"`          // most records that wait for the centre
	Oldest    int    `toml:"oldest_days" within:"1 to 90"`         // longest that one waits
	Reserve   int    `toml:"disk_reserve_mb" within:"16 to 10240"` // what stays free on the disk
	Catalogue int    `toml:"catalogue_days" within:"7 to 3650"`    // longest without a word of the centre on the terms
	Sealed    int    `toml:"sealed_hours" within:"1 to 720"`       // sealed bytes stay so long after the acknowledgement
	Index     int    `toml:"index_days" within:"7 to 365"`         // number, states and dates stay so long after the last that happened
	Audit     int    `toml:"audit_days" within:"30 to 3650"`       // rows of the audit log
	Copies    int    `toml:"copies" within:"1 to 30"`              // nightly copies of the database
	CopiesDir string `toml:"copies_dir"`                           // "" is in the state directory
}

// usualLimits stand where the file says nothing.
var usualLimits = limitsConfig{Queue: 5000, Oldest: 14, Reserve: 64, Catalogue: 180, Sealed: 24, Index: 90, Audit: 180, Copies: 3}

const day = 24 * time.Hour

func (l limitsConfig) rules() kiosk.Limits {
	return kiosk.Limits{Queue: l.Queue, Oldest: time.Duration(l.Oldest) * day, Reserve: int64(l.Reserve) << 20,
		Catalogue: time.Duration(l.Catalogue) * day}
}

func (l limitsConfig) retention() store.Retention {
	return store.Retention{Sealed: time.Duration(l.Sealed) * time.Hour, Index: time.Duration(l.Index) * day}
}
