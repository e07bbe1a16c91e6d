package main

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/routing"
	"github.com/fxamacker/cbor/v2"
)

// reader returns what reads the records of a stream, by the stream's name. It is called with the records in order; whole, if
// the first is among them.
func reader(stream string, whole bool) func(journal.Record) ([]line, error) {
	kind, rest, _ := strings.Cut(stream, "/")
	switch {
	case kind == "center" && strings.HasSuffix(rest, "/snapshots"):
		return readName
	case kind == "center" && strings.Contains(rest, "/snapshot/"):
		return readPart
	case kind == "center" && !strings.Contains(rest, "/"):
		return readEvents
	case kind == "chat":
		return conversation(whole, chat.DecodeEntries, showChat)
	case kind == "email":
		return conversation(whole, email.DecodeEntries, showEmail)
	case kind == "history":
		return readHistory
	case kind == "customer":
		return readCustomer
	}
	return readAnything
}

// numbered reports whether the entries of a stream are counted from its beginning.
func numbered(stream string) bool {
	return strings.HasPrefix(stream, "chat/") || strings.HasPrefix(stream, "email/")
}

// lastVersion is the last that a byte before CBOR is taken for.
const lastVersion = 9

// readAnything shows a record as CBOR, behind the version of its encoding or not; as bytes, if it is no CBOR.
func readAnything(rec journal.Record) ([]line, error) {
	const note = "a stream of no known kind"
	for skip := range min(2, len(rec.Data)) {
		var v any
		if skip == 1 && rec.Data[0] > lastVersion {
			break
		}
		if cbor.Unmarshal(rec.Data[skip:], &v) == nil {
			return []line{{Kind: "cbor", Payload: plain(v), Note: note}}, nil
		}
	}
	return []line{{Data: rec.Data, Note: note}}, nil
}

// plain makes a value of CBOR one that JSON can write, whose keys are texts.
func plain(v any) any {
	switch v := v.(type) {
	case map[any]any:
		m := make(map[string]any, len(v))
		for key, value := range v {
			m[fmt.Sprint(key)] = plain(value)
		}
		return m
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	case cbor.Tag:
		return map[string]any{"tag": v.Number, "content": plain(v.Content)}
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Sprint(v)
		}
	}
	return v
}

func readEvents(rec journal.Record) (lines []line, err error) {
	events, err := routing.DecodeEvents(rec.Data)
	for _, ev := range events {
		lines = append(lines, line{Kind: routing.EventName(ev.Payload), Time: ev.At, Command: ev.Command, Payload: ev.Payload})
	}
	return lines, err
}

// name is what the stream of snapshots has of one.
type name struct {
	_       struct{} `cbor:",toarray" json:"-"`
	Version uint64   `json:"version"` // of the log
	Stream  string   `json:"stream"`
	Records uint64   `json:"records,omitempty"`
}

func readName(rec journal.Record) ([]line, error) {
	var n name
	if err := cbor.Unmarshal(rec.Data, &n); err != nil {
		return nil, errNotRead
	}
	kind := "snapshot"
	if n.Records == 0 {
		kind = "snapshot-announced"
	}
	return []line{{Kind: kind, Payload: n}}, nil
}

// readPart prints nothing of what is in a snapshot: it is large, and the log says the same.
func readPart(rec journal.Record) ([]line, error) {
	return []line{{Kind: "snapshot-part", Payload: map[string]int{"bytes": len(rec.Data)}}}, nil
}

// conversation reads the entries of one conversation, which are numbered through from the beginning of its stream.
func conversation[E any](whole bool, decode func([]byte, uint64) ([]E, error), show func(E) line) func(journal.Record) ([]line, error) {
	seq := uint64(0)
	return func(rec journal.Record) (lines []line, err error) {
		entries, err := decode(rec.Data, seq)
		seq += uint64(len(entries))
		for _, e := range entries {
			l := show(e)
			if !whole {
				l.Seq = 0 // counted from somewhere
			}
			lines = append(lines, l)
		}
		return lines, err
	}
}

func showChat(e chat.Entry) line {
	return line{Kind: e.Kind(), Time: e.At, Seq: e.Seq, Payload: e.Payload}
}

func showEmail(e email.Entry) line {
	return line{Kind: e.Kind(), Time: e.At, Seq: e.Seq, Payload: e.Payload}
}

// errNotRead stands for the decoder's own errors, which could quote what they are about.
var errNotRead = errors.New("not a record of this kind of stream")

// readHistory reads an entry, or the seal of an erasure.
func readHistory(rec journal.Record) ([]line, error) {
	if len(rec.Data) == 1 && rec.Data[0] == 0 {
		return []line{{Kind: "sealed", Note: "an erasure has begun"}}, nil
	}
	var e history.Entry
	if err := first(rec.Data, &e); err != nil {
		return nil, err
	}
	return []line{{Kind: "contact", Time: e.Began.UTC(), Payload: e}}, nil
}

func readCustomer(rec journal.Record) ([]line, error) {
	var c contact.Customer
	if err := first(rec.Data, &c); err != nil {
		return nil, err
	}
	return []line{{Kind: "profile", Payload: c}}, nil
}

// first reads what version 1 of an encoding wrote: that number, and one CBOR item.
func first(data []byte, v any) error {
	if len(data) == 0 || data[0] != 1 || cbor.Unmarshal(data[1:], v) != nil {
		return errNotRead
	}
	return nil
}
