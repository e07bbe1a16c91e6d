package wire

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/fxamacker/cbor/v2"
)

// ErrUnknown refuses a kind or a name that is not in Types.
var ErrUnknown = errors.New("wire: unknown kind")

// Types holds a Type for every kind of payload, indexed by kind; 0 is none.
type Types[P any] []Type[P]

// A Type is how one kind of payload is named and read.
type Type[P any] struct {
	name string
	cbor func([]byte) (P, error)
	json func([]byte) (P, error)
}

// Of returns the Type of T, which must be a P.
func Of[P, T any](name string) Type[P] {
	read := func(unmarshal func([]byte, any) error) func([]byte) (P, error) {
		return func(data []byte) (P, error) {
			var t T
			err := unmarshal(data, &t)
			return any(t).(P), err
		}
	}
	return Type[P]{name: name, cbor: read(decoding.Unmarshal), json: read(json.Unmarshal)}
}

// Name returns the name of a kind, "" if there is none.
func (ts Types[P]) Name(kind uint8) string {
	if !ts.known(kind) {
		return ""
	}
	return ts[kind].name
}

func (ts Types[P]) known(kind uint8) bool { return int(kind) < len(ts) && ts[kind].cbor != nil }

// JSON reads a payload of the kind with a name.
func (ts Types[P]) JSON(name string, data []byte) (P, error) {
	for _, t := range ts {
		if t.name == name && t.json != nil {
			return t.json(data)
		}
	}
	var none P
	return none, ErrUnknown
}

// written is a payload as logs have it: a CBOR array (RFC 8949) of kind, Unix nanoseconds and payload.
type written[P any] struct {
	_       struct{} `cbor:",toarray"`
	Kind    uint8
	At      int64
	Payload P
}

// Append packs a payload behind what is in data already. At is in Unix nanoseconds.
func Append[P any](data *bytes.Buffer, kind uint8, at int64, p P) error {
	return encoding.MarshalToBuffer(&written[P]{Kind: kind, At: at, Payload: p}, data)
}

// First unpacks the first payload of data and returns what is behind it. The kind and the time are good with
// an error too, as far as they could be read.
func (ts Types[P]) First(data []byte) (p P, kind uint8, at int64, rest []byte, err error) {
	var r written[cbor.RawMessage]
	rest, err = decoding.UnmarshalFirst(data, &r)
	switch {
	case err != nil:
		return p, 0, 0, nil, err
	case !ts.known(r.Kind):
		return p, r.Kind, r.At, nil, ErrUnknown
	}
	p, err = ts[r.Kind].cbor(r.Payload)
	return p, r.Kind, r.At, rest, err
}

// The CBOR modes of logs: deterministic out (RFC 8949, 4.2.1), strict in.
var (
	encoding = must(cbor.EncOptions{Sort: cbor.SortCoreDeterministic, IndefLength: cbor.IndefLengthForbidden}.UserBufferEncMode())
	decoding = must(cbor.DecOptions{
		DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden,
		MaxArrayElements: 1 << 20, MaxMapPairs: 1 << 20,
	}.DecMode())
)

func must[M any](mode M, err error) M {
	if err != nil {
		panic(err) // options that contradict each other: never in a program that was tested
	}
	return mode
}
