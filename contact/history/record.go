package history

import (
	"errors"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/fxamacker/cbor/v2"
)

// The first byte of a record. A seal is that byte alone: everything that the records before it list is
// erased, and the stream is about to be.
const (
	sealed        = 0
	entryEncoding = 1 // the version of the encoding behind it (see package journal): one CBOR map with integer keys (RFC 8949)
)

// What is wrong with a record. The decoder's own errors could quote it, and are dropped.
var (
	errEncoding = errors.New("unknown version of the encoding")
	errEntry    = errors.New("not an entry of a history")
	errOther    = errors.New("the entry contradicts an earlier one")
	errBehind   = errors.New("something stands behind the seal")
)

var (
	writer = mustMode(encOptions().EncMode())
	reader = mustMode(cbor.DecOptions{
		DupMapKey:        cbor.DupMapKeyEnforcedAPF,
		IndefLength:      cbor.IndefLengthForbidden,
		TagsMd:           cbor.TagsForbidden,
		MaxNestedLevels:  8,
		MaxArrayElements: 1024,
		MaxMapPairs:      64,
	}.DecMode())
)

// encOptions are those of deterministic encoding (RFC 8949, section 4.2.1), with times in UTC as
// RFC 3339 writes them, to the nanosecond.
func encOptions() cbor.EncOptions {
	o := cbor.CoreDetEncOptions()
	o.Time = cbor.TimeRFC3339NanoUTC
	return o
}

func mustMode[M any](mode M, err error) M {
	if err != nil {
		panic(err) // options that contradict each other: never in a program that was tested
	}
	return mode
}

func encodeEntry(e Entry) ([]byte, error) {
	data, err := writer.Marshal(e)
	return append([]byte{entryEncoding}, data...), err
}

// decodeEntry reads what encodeEntry wrote. It skips fields that it does not know.
func decodeEntry(data []byte) (e Entry, err error) {
	if len(data) == 0 || data[0] != entryEncoding {
		return Entry{}, errEncoding
	}
	if len(data) > journal.PortableRecord || reader.Unmarshal(data[1:], &e) != nil {
		return Entry{}, errEntry
	}
	e.Began, e.Ended = e.Began.UTC(), e.Ended.UTC()
	if e.Validate() != nil {
		return Entry{}, errEntry
	}
	return e, nil
}
