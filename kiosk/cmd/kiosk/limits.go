package main

import (
	"time"

	"station365/kiosk"
	"station365/kiosk/store"
)

// limitsConfig is when no new requests are taken, and how long what was kept
// stays.
type limitsConfig struct {
	Queue     int    `toml:"queue"`           // most records that wait for the centre
	Oldest    int    `toml:"oldest_days"`     // longest that one waits
	Reserve   int    `toml:"disk_reserve_mb"` // what stays free on the disk
	Catalogue int    `toml:"catalogue_days"`  // longest without a word of the centre on the terms
	Sealed    int    `toml:"sealed_hours"`    // sealed bytes stay so long after the acknowledgement
	Index     int    `toml:"index_days"`      // number, states and dates stay so long after the last that happened
	Audit     int    `toml:"audit_days"`      // rows of the audit log
	Copies    int    `toml:"copies"`          // nightly copies of the database
	CopiesDir string `toml:"copies_dir"`      // "" is in the state directory
}

// usualLimits stand where the file says nothing.
var usualLimits = limitsConfig{Queue: 5000, Oldest: 14, Reserve: 64, Catalogue: 180, Sealed: 24, Index: 90, Audit: 180, Copies: 3}

func (e *configError) checkLimits(l limitsConfig) {
	e.within("limits.queue", float64(l.Queue), 10, 100_000)
	e.within("limits.oldest_days", float64(l.Oldest), 1, 90)
	e.within("limits.disk_reserve_mb", float64(l.Reserve), 16, 10_240)
	e.within("limits.catalogue_days", float64(l.Catalogue), 7, 3650)
	e.within("limits.sealed_hours", float64(l.Sealed), 1, 720)
	e.within("limits.index_days", float64(l.Index), 7, 365)
	e.within("limits.audit_days", float64(l.Audit), 30, 3650)
	e.within("limits.copies", float64(l.Copies), 1, 30)
}

const day = 24 * time.Hour

func (l limitsConfig) rules() kiosk.Limits {
	return kiosk.Limits{Queue: l.Queue, Oldest: time.Duration(l.Oldest) * day, Reserve: int64(l.Reserve) << 20,
		Catalogue: time.Duration(l.Catalogue) * day}
}

func (l limitsConfig) retention() store.Retention {
	return store.Retention{Sealed: time.Duration(l.Sealed) * time.Hour, Index: time.Duration(l.Index) * day}
}
