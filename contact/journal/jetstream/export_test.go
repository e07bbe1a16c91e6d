package jetstream

import (
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/nats-io/nats.go/jetstream"
)

// LogSettings are those of the stream that Open creates.
func LogSettings(cfg Config) jetstream.StreamConfig { return logSettings(cfg) }

// LeaseSettings are those of the stream that OpenLeases creates.
func LeaseSettings(cfg Config) jetstream.StreamConfig { return leaseSettings(cfg.withDefaults()) }

// Part is a part of a record as it is stored.
func Part(version journal.Version, part, parts uint64, rec journal.Record) []byte {
	return message{kind: kindPart, version: version, part: part, parts: parts, id: rec.ID, sum: rec.Sum, data: rec.Data}.encode(nil)
}
