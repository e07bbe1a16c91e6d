package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/routing"
	"github.com/fxamacker/cbor/v2"
)

// decoder returns what turns the data of a stream's records, one after the other, into lines.
func decoder(stream string) func(data []byte) ([]line, error) {
	kind, rest, _ := strings.Cut(stream, "/")
	switch {
	case kind == "center" && !strings.Contains(rest, "/"):
		return func(data []byte) ([]line, error) {
			events, err := routing.DecodeEvents(data)
			return lines(events, func(ev routing.Event) line { return line{Event: ev} }), err
		}
	case kind == "chat":
		return counted(chat.DecodeEntries, func(e chat.Entry) uint64 { return e.Seq })
	case kind == "email":
		return counted(email.DecodeEntries, func(e email.Entry) uint64 { return e.Seq })
	case kind == "history":
		return typed[history.Entry]
	case kind == "customer":
		return typed[contact.Customer]
	}
	return anything
}

func lines[T any](list []T, as func(T) line) []line {
	all := make([]line, len(list))
	for i, v := range list {
		all[i] = as(v)
	}
	return all
}

// counted decodes the entries of a conversation, which are numbered through.
func counted[E any](decode func([]byte, uint64) ([]E, error), seq func(E) uint64) func([]byte) ([]line, error) {
	last := uint64(0)
	return func(data []byte) ([]line, error) {
		entries, err := decode(data, last)
		if len(entries) > 0 {
			last = seq(entries[len(entries)-1])
		}
		return lines(entries, func(e E) line { return line{Entry: e} }), err
	}
}

// The first byte of the records of histories and profiles.
const (
	sealed    = 0 // what the history lists is erased
	encoding1 = 1 // one CBOR map follows
)

// typed decodes a record that is one value behind the version of its encoding.
func typed[T any](data []byte) ([]line, error) {
	switch {
	case len(data) == 1 && data[0] == sealed:
		return []line{{Entry: "erased"}}, nil
	case len(data) == 0 || data[0] != encoding1:
		return nil, errors.New("unknown version of the encoding")
	}
	var v T
	if cbor.Unmarshal(data[1:], &v) != nil { // the decoder's own error could quote it
		return nil, errors.New("not what the stream's name says")
	}
	return []line{{Entry: v}}, nil
}

// anything shows a record as CBOR if it is CBOR, with the version of its encoding before it or not.
func anything(data []byte) ([]line, error) {
	for skip := range min(2, len(data)) {
		var v any
		if cbor.Unmarshal(data[skip:], &v) == nil {
			return []line{{CBOR: plain(v)}}, nil
		}
	}
	return []line{{Base64: data}}, nil
}

// plain makes a value of CBOR one that JSON can write: its maps may have keys of any kind.
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
	}
	return v
}
