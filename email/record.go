package email

import (
	"bytes"
	"time"

	"github.com/acdkit/acdkit/internal/wire"
)

// The first byte of a record: the version of the encoding behind it. Package journal says how a version 2 would come.
const encodingVersion = 1

// AppendEntries packs entries into a record's data: one byte for the version of the encoding, then the entries one
// after another. Numbers are not written: they follow from the order.
func AppendEntries(data *bytes.Buffer, entries []Entry) error {
	if data.Len() == 0 {
		data.WriteByte(encodingVersion)
	}
	for _, e := range entries {
		if err := wire.Append(data, e.Payload.kind(), e.At.UnixNano(), e.Payload); err != nil {
			return &Error{Code: ErrInvalidCommand, Cause: err}
		}
	}
	return nil
}

// DecodeEntries unpacks what AppendEntries packed, and a Desk has stored; the first has the number after + 1. What it
// cannot read whole is ErrDamaged, and nothing is skipped but unknown fields.
func DecodeEntries(data []byte, after uint64) ([]Entry, error) {
	_, data = wire.Followed(data)
	if len(data) == 0 || data[0] != encodingVersion {
		return nil, &Error{Code: ErrDamaged, Cause: wire.ErrUnknown}
	}
	var entries []Entry
	for data = data[1:]; len(data) > 0; {
		p, _, at, rest, err := payloads.First(data)
		if err != nil {
			return nil, &Error{Code: ErrDamaged, Cause: err}
		}
		after++
		entries = append(entries, Entry{Seq: after, At: time.Unix(0, at).UTC(), Payload: p})
		data = rest
	}
	return entries, nil
}
