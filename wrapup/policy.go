package wrapup

import "time"

const (
	// NoMinimum as a Policy's Min lets agents submit without a reason.
	NoMinimum = -1
	// MaxAfter is the longest time until an automatic wrap-up.
	MaxAfter = 24 * time.Hour
)

// Policy is how contacts are wrapped up. The zero Policy is D7's default: at least one reason, no
// upper limit, no timer.
type Policy struct {
	// Min is how many reasons an agent must pick: zero means 1, NoMinimum none. Where fewer can be
	// picked, fewer are enough: see Catalog.Minimum.
	Min int `json:"min,omitempty" cbor:"1,keyasint,omitempty"`
	// Max is how many reasons an agent may pick; zero is no limit.
	Max int `json:"max,omitempty" cbor:"2,keyasint,omitempty"`
	// After is the time from the start to the automatic wrap-up, at most MaxAfter, in JSON as
	// nanoseconds. Zero is no timer.
	After time.Duration `json:"after_ns,omitempty" cbor:"3,keyasint,omitempty"`
	// Default is the reason that the automatic wrap-up files, alone, whatever the minimum. It may be
	// empty under NoMinimum. Whether the reason exists is only looked up at the deadline, because
	// catalogs change: without it, none is filed.
	Default ReasonID `json:"default,omitempty" cbor:"4,keyasint,omitempty"`
	// MayCancel lets the agent cancel the timer. Without After it means nothing.
	MayCancel bool `json:"may_cancel,omitempty" cbor:"5,keyasint,omitempty"`
}

// Validate reports the first contradiction: an *Error of ErrBadMin, ErrBadMax, ErrBadAfter,
// ErrBadReasonID (of Default), or ErrNoDefault (After without Default where Min is not NoMinimum).
func (p Policy) Validate() error {
	switch {
	case p.Min < NoMinimum:
		return &Error{Code: ErrBadMin, Count: p.Min}
	case p.Max < 0 || p.Max > 0 && p.Max < p.minimum():
		return &Error{Code: ErrBadMax, Count: p.Max, Limit: p.minimum()}
	case p.After < 0 || p.After > MaxAfter:
		return &Error{Code: ErrBadAfter}
	case !validID(string(p.Default)):
		return &Error{Code: ErrBadReasonID, Reason: p.Default}
	case p.After > 0 && p.Default == "" && p.minimum() > 0:
		return &Error{Code: ErrNoDefault}
	}
	return nil
}

// minimum is Min with its special values resolved.
func (p Policy) minimum() int {
	switch p.Min {
	case 0:
		return 1
	case NoMinimum:
		return 0
	}
	return p.Min
}
