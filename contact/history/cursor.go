package history

import (
	"encoding/base64"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact"
)

// Cursor is a place in a history, for [Log.Page]: the place behind one contact, whatever is put before
// or behind it later. The empty one is the beginning, before the newest contact. It is opaque and safe
// in a URL, and is checked when it comes back: hosts may hand it to a browser.
type Cursor string

// maxCursor is more than a cursor has: an id, a time and a few bytes, in base64.
const maxCursor = 256

// place is where a contact stands in a history; a CBOR array in a cursor.
type place struct {
	_       struct{} `cbor:",toarray"`
	Began   time.Time
	Contact contact.ID
}

func (e Entry) place() place { return place{Began: e.Began, Contact: e.Contact} }

// compare is negative if p comes before q: newest first, and of contacts that began at the same time
// the one with the greater id, because the ids of [contact.NewID] grow.
func (p place) compare(q place) int {
	if c := q.Began.Compare(p.Began); c != 0 {
		return c
	}
	return strings.Compare(string(q.Contact), string(p.Contact))
}

// cursor returns the place as a cursor. Marshalling a valid place cannot fail; what failed would not be
// accepted as a cursor.
func (p place) cursor() Cursor {
	data, _ := writer.Marshal(p)
	return Cursor(base64.RawURLEncoding.EncodeToString(data))
}

// place returns the place that c stands for. Each place has one cursor, and nothing else is accepted.
func (c Cursor) place() (p place, err error) {
	refused := &Error{Err: ErrCursor}
	if len(c) > maxCursor {
		return place{}, refused
	}
	data, err := base64.RawURLEncoding.DecodeString(string(c))
	if err != nil || reader.Unmarshal(data, &p) != nil {
		return place{}, refused
	}
	p.Began = p.Began.UTC()
	if p.Began.IsZero() || !writable(p.Began) || flaw(string(p.Contact), 1, contact.MaxID) != "" || p.cursor() != c {
		return place{}, refused
	}
	return p, nil
}
