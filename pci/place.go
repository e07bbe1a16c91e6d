package pci

import (
	"errors"
	"fmt"
	"slices"

	"github.com/acdkit/acdkit/contact"
)

// Direction is which way a message goes.
type Direction uint8

// The directions.
const (
	Inbound  Direction = iota + 1 // from the customer
	Outbound                      // to the customer: from an agent, a bot, a template
)

// String returns inbound or outbound.
func (d Direction) String() string {
	switch d {
	case Inbound:
		return "inbound"
	case Outbound:
		return "outbound"
	}
	return fmt.Sprintf("direction(%d)", uint8(d))
}

// MarshalText writes the name.
func (d Direction) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Field is the part of a message that something was found in.
type Field uint8

// The fields (P1). The zero value is the body.
const (
	Body Field = iota
	Subject
	FileName
	Attachment // the content of a file
	Header     // other headers of a mail
	Draft
	Template

	fieldEnd // one past the last
)

var fieldNames = [fieldEnd]string{"body", "subject", "file name", "attachment", "header", "draft", "template"}

// String returns the name in English.
func (f Field) String() string {
	if f >= fieldEnd {
		return fmt.Sprintf("field(%d)", uint8(f))
	}
	return fieldNames[f]
}

// MarshalText writes the name.
func (f Field) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads what MarshalText wrote; anything else is ErrUnknownName.
func (f *Field) UnmarshalText(text []byte) error { return named(f, fieldNames[:], text) }

// ErrUnknownName refuses a text that names no value of the type that is read.
var ErrUnknownName = errors.New("pci: unknown name")

// named sets a value to the one that has a name.
func named[T ~uint8](value *T, names []string, name []byte) error {
	i := slices.Index(names, string(name))
	if i < 0 {
		return ErrUnknownName
	}
	*value = T(i)
	return nil
}

// A Lane is a channel in one direction. An administrator's policy is set per lane.
type Lane struct {
	Channel   contact.Channel `json:"channel"`
	Direction Direction       `json:"direction"`
}

// A Place is where something was found.
type Place struct {
	Lane
	Field Field `json:"field"`
	// File is the number of the attachment, counted from 1; 0 for other fields.
	File int `json:"file,omitempty"`
}
