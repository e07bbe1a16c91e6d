package routing

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/fxamacker/cbor/v2"
)

// The first byte of a record: the version of the encoding behind it. Package journal says how a version 2 would come.
const encodingVersion = 1

var (
	errUnknownEvent    = errors.New("unknown type of event")
	errUnknownEncoding = errors.New("unknown version of the encoding")
)

// written is an event as logs have it: a CBOR array (RFC 8949) of kind, Unix nanoseconds, command id
// and payload.
type written struct {
	_       struct{} `cbor:",toarray"`
	Kind    kind
	At      int64
	Command string
	Payload Payload
}

// read is written with the payload still in bytes.
type read struct {
	_       struct{} `cbor:",toarray"`
	Kind    kind
	At      int64
	Command string
	Payload cbor.RawMessage
}

// AppendEvents packs events into a record's data: one byte for the version of the encoding, then the
// events one after another. Data that is not empty is packed on.
func AppendEvents(data *bytes.Buffer, events []Event) error {
	if data.Len() == 0 {
		data.WriteByte(encodingVersion)
	}
	for _, ev := range events {
		w := written{Kind: ev.Payload.kind(), At: ev.At.UnixNano(), Command: ev.Command, Payload: ev.Payload}
		if err := encoding.MarshalToBuffer(&w, data); err != nil {
			return fmt.Errorf("routing: %w", err)
		}
	}
	return nil
}

// DecodeEvents unpacks what AppendEvents packed. What it cannot read whole, an unknown type of event
// among it, is a *DamageError, and nothing is skipped but unknown fields.
func DecodeEvents(data []byte) ([]Event, error) { return decodeEvents(data, nil) }

// decodeEvents is DecodeEvents with texts that may come again.
func decodeEvents(data []byte, known *texts) ([]Event, error) {
	if len(data) == 0 || data[0] != encodingVersion {
		return nil, &DamageError{Cause: errUnknownEncoding}
	}
	var events []Event
	r := reader{data: data[1:], known: known}
	for len(r.data) > 0 {
		behind := r.data
		ev := r.event()
		if r.odd {
			var err error
			if ev, r.data, err = decodeEvent(behind); err != nil {
				return nil, err
			}
			r.odd = false
		}
		if events == nil {
			events = make([]Event, 0, 1+len(r.data)/eventSize)
		}
		events = append(events, ev)
	}
	return events, nil
}

// eventSize is about as short as events are on average, in bytes.
const eventSize = 64

// decodeEvent reads the first event of data and returns what is behind it.
func decodeEvent(data []byte) (ev Event, rest []byte, err error) {
	var r read
	rest, err = decoding.UnmarshalFirst(data, &r)
	if err != nil {
		return Event{}, nil, &DamageError{Cause: err}
	}
	at := time.Unix(0, r.At).UTC()
	if !r.Kind.known() {
		return Event{}, nil, &DamageError{At: at, Cause: errUnknownEvent}
	}
	p, err := eventTypes[r.Kind].cbor(r.Payload)
	if err != nil {
		return Event{}, nil, &DamageError{At: at, Event: eventTypes[r.Kind].name, Cause: err}
	}
	return Event{At: at, Command: r.Command, Payload: p}, rest, nil
}
