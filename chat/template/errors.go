package template

import (
	"fmt"
	"strings"
)

// Code says what is wrong. Codes are sentinel errors: errors.Is(err, template.ErrBadText).
type Code string

// Why a template is refused.
const (
	ErrBadID           Code = "the template id is empty, too long or not printable UTF-8"
	ErrBadName         Code = "the name is blank, too long or not printable UTF-8"
	ErrBadText         Code = "the text is blank, not UTF-8 or has a NUL"
	ErrTooLong         Code = "the text is too long"
	ErrUnknownVariable Code = "no such variable"
	ErrUnclosed        Code = "two opening braces without two closing ones"
	ErrTooManyQueues   Code = "too many queues"
	ErrBadQueue        Code = "the queue id is empty, too long or not printable UTF-8"
	ErrBadLanguage     Code = "the language is not a BCP 47 tag"
)

// Error returns the text of the code after "template: ".
func (c Code) Error() string { return "template: " + string(c) }

// Error is every error of this package. errors.Is finds its Code, errors.AsType the rest. Nothing in
// it is from the name or the text of a template.
type Error struct {
	Code     Code
	Template ID
	Offset   int // ErrUnknownVariable, ErrUnclosed: the byte of the given text at which the braces open; ErrBadQueue: the place in Queues
	Count    int // ErrTooLong, ErrTooManyQueues: how many there are
	Limit    int // ErrTooLong, ErrTooManyQueues: MaxText characters, MaxTextBytes bytes or MaxQueues
}

// Error returns the code with the id and numbers that belong to it. An id that is refused may be any
// text: it stays out of the message, and is in the field Template only.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code.Error())
	if e.Template != "" && e.Code != ErrBadID {
		fmt.Fprintf(&b, " (template %q)", string(e.Template))
	}
	switch e.Code {
	case ErrUnknownVariable, ErrUnclosed, ErrBadQueue:
		fmt.Fprintf(&b, " (at %d)", e.Offset)
	case ErrTooLong, ErrTooManyQueues:
		fmt.Fprintf(&b, " (%d, limit %d)", e.Count, e.Limit)
	}
	return b.String()
}

// Unwrap returns the code, for errors.Is.
func (e *Error) Unwrap() error { return e.Code }
