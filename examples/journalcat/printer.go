package main

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/acdkit/acdkit/contact/journal"
)

// printer writes records as lines.
type printer struct{ w io.Writer }

// line is what is printed of an event, an entry, or another record.
type line struct {
	Stream  string          `json:"stream"`
	Version journal.Version `json:"version"`
	Record  string          `json:"record"`
	Event   any             `json:"event,omitempty"`  // of a center
	Entry   any             `json:"entry,omitempty"`  // of a conversation, a thread, a history, a customer
	CBOR    any             `json:"cbor,omitempty"`   // of what journalcat does not know
	Base64  []byte          `json:"base64,omitempty"` // and is no CBOR
	Error   string          `json:"error,omitempty"`  // why it could not be read
}

// begin returns the version behind which a stream is to be read, to print what is behind after: entries of conversations
// are numbered from the beginning.
func (p printer) begin(stream string, after journal.Version) journal.Version {
	if numbered(stream) {
		return 0
	}
	return after
}

func numbered(stream string) bool {
	return strings.HasPrefix(stream, "chat/") || strings.HasPrefix(stream, "email/")
}

// stream prints the records of a stream that are behind after. The error is the first; what can be read behind a record
// that cannot be decoded is printed, too.
func (p printer) stream(name string, after journal.Version, records iter.Seq2[journal.Record, error]) error {
	decode := decoder(name)
	var first error
	for rec, err := range records {
		if err != nil {
			return err
		}
		lines, err := decode(rec.Data)
		if err != nil {
			first = cmpError(first, fmt.Errorf("%s at version %d: %w", name, rec.Version, err))
			lines = []line{{Base64: rec.Data, Error: err.Error()}}
		}
		if rec.Version <= after {
			continue
		}
		for _, l := range lines {
			l.Stream, l.Version, l.Record = name, rec.Version, rec.ID
			if err := json.NewEncoder(p.w).Encode(l); err != nil {
				return err
			}
		}
	}
	return first
}

func cmpError(first, second error) error {
	if first != nil {
		return first
	}
	return second
}
