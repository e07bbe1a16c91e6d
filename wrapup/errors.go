package wrapup

import (
	"fmt"
	"strings"
)

// Code says what is wrong. Codes are sentinel errors: errors.Is(err, wrapup.ErrTooFew).
type Code string

// Why a configuration is refused.
const (
	ErrBadReasonID Code = "the reason id is empty, too long or not UTF-8"
	ErrBadName     Code = "the name is blank, too long, not UTF-8 or has control characters"
	ErrBadChannel  Code = "no such channel"
	ErrBadQueue    Code = "the queue id is too long or not UTF-8"
	ErrBadMin      Code = "the minimum is out of range"
	ErrBadMax      Code = "the maximum is out of range or below the minimum"
	ErrBadAfter    Code = "the time until the automatic wrap-up is out of range"
	ErrNoDefault   Code = "an automatic wrap-up needs a default reason where a minimum holds"
)

// Why a selection is refused.
const (
	ErrUnknown  Code = "no such reason"
	ErrInactive Code = "the reason is inactive"
	ErrNotHere  Code = "the reason is for another channel or queue"
	ErrTwice    Code = "the reason is picked twice"
	ErrTooFew   Code = "too few reasons"
	ErrTooMany  Code = "too many reasons"
)

// Why a step of a wrap-up is refused.
const (
	ErrGuest      Code = "a guest has no wrap-up"
	ErrBadRole    Code = "no such role"
	ErrClosed     Code = "the wrap-up is over"
	ErrNoTimer    Code = "no timer runs"
	ErrKeepsTimer Code = "the policy keeps the timer"
	ErrNotDue     Code = "the deadline has not come"
)

// Error returns the text of the code after "wrapup: ".
func (c Code) Error() string { return "wrapup: " + string(c) }

// Error is every error of this package. errors.Is finds its Code, errors.AsType the rest.
type Error struct {
	Code   Code
	Reason ReasonID // the reason at fault, if it is about one
	Count  int      // ErrTooFew, ErrTooMany: how many were picked; ErrBadMin, ErrBadMax: the value
	Limit  int      // ErrTooFew, ErrTooMany, ErrBadMax: the limit in force
}

// Error returns the code with the id and numbers that belong to it. An id that is in no catalog came
// from outside and may be any text: it stays out of the message, and is in the field Reason only.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code.Error())
	if e.Reason != "" && e.Code != ErrUnknown && e.Code != ErrBadReasonID {
		fmt.Fprintf(&b, " (reason %q)", string(e.Reason))
	}
	switch e.Code {
	case ErrTooFew, ErrTooMany, ErrBadMax:
		fmt.Fprintf(&b, " (%d, limit %d)", e.Count, e.Limit)
	case ErrBadMin:
		fmt.Fprintf(&b, " (%d)", e.Count)
	}
	return b.String()
}

// Unwrap returns the code, for errors.Is.
func (e *Error) Unwrap() error { return e.Code }
