package journal

import (
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// Limits of every journal, in bytes.
const (
	MaxStream      = 256       // length of a stream name
	MaxID          = 128       // length of a record id
	MaxRecord      = 16 << 20  // length of Data; an adapter may publish a lower limit of its own
	PortableRecord = 256 << 10 // length of Data that every adapter takes; packers stay below it
)

// CheckStream returns nil if stream is a legal name: not empty, at most MaxStream bytes, valid UTF-8
// without control characters. Otherwise the error is an *[Error] for op that is [ErrInvalid].
func CheckStream(op Op, stream string) error {
	if err := checkName(stream, MaxStream); err != nil {
		return &Error{Op: op, Stream: stream, Err: ErrInvalid, Cause: fmt.Errorf("stream name %w", err)}
	}
	return nil
}

// CheckPrefix returns nil if names of streams can begin with prefix: it is empty, or a legal name itself.
// Otherwise the error is an *[Error] for OpList that is [ErrInvalid].
func CheckPrefix(prefix string) error {
	if prefix == "" {
		return nil
	}
	return CheckStream(OpList, prefix)
}

// CheckAppend checks the arguments of Append; implementations call it first. limit is the greatest
// length of Data that the journal takes, in bytes; 0, or anything above MaxRecord, means MaxRecord.
// The error is an *[Error]: [ErrTooLarge] for too much Data, [ErrInvalid] for a bad stream name, a bad
// record id (the rules are those for stream names, with MaxID), a version beyond MaxVersion, and a
// checksum that does not fit, which shows a record made without NewRecord or Data changed since.
func CheckAppend(stream string, after Version, rec Record, limit int) error {
	if err := CheckStream(OpAppend, stream); err != nil {
		return err
	}
	if limit <= 0 || limit > MaxRecord {
		limit = MaxRecord
	}
	fail := func(err, cause error) error {
		return &Error{Op: OpAppend, Stream: stream, Version: after, RecordID: rec.ID, Err: err, Cause: cause}
	}
	if err := checkName(rec.ID, MaxID); err != nil {
		return fail(ErrInvalid, fmt.Errorf("record id %w", err))
	}
	switch {
	case after >= MaxVersion:
		return fail(ErrInvalid, errors.New("version out of range"))
	case len(rec.Data) > limit:
		return fail(ErrTooLarge, fmt.Errorf("%d bytes, limit %d", len(rec.Data), limit))
	case rec.Sum != sum(rec.ID, rec.Data):
		return fail(ErrInvalid, errSum)
	}
	return nil
}

var (
	errEmpty   = errors.New("is empty")
	errLong    = errors.New("is too long")
	errUTF8    = errors.New("is not valid UTF-8")
	errControl = errors.New("contains a control character")
)

func checkName(s string, limit int) error {
	if s == "" {
		return errEmpty
	}
	if len(s) > limit {
		return errLong
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			return checkRunes(s)
		case c < ' ' || c == 0x7f:
			return errControl
		}
	}
	return nil
}

func checkRunes(s string) error {
	if !utf8.ValidString(s) {
		return errUTF8
	}
	for _, r := range s {
		if unicode.IsControl(r) {
			return errControl
		}
	}
	return nil
}
