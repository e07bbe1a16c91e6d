package faq

import (
	"fmt"
	"strings"
)

// Code says what is wrong with scripts. Codes are sentinel errors: errors.Is(err, faq.ErrText).
type Code string

// Why scripts are refused.
const (
	ErrNoScript  Code = "no-script" // a bot needs one
	ErrTooMany   Code = "too-many"  // scripts, answers, questions or words: Count of at most Limit
	ErrLanguage  Code = "language"  // not a BCP 47 tag, or that of an earlier script
	ErrText      Code = "text"      // blank, too long, or nothing that can be sent: the cause is package chat's
	ErrQuestion  Code = "question"  // there is none, or it has no word, is too long or is not UTF-8
	ErrFallbacks Code = "fallbacks" // MaxFallbacks is below zero
)

// Error returns the code in words.
func (c Code) Error() string { return "faq: bad scripts: " + strings.ReplaceAll(string(c), "-", " ") }

// Error is every error that is about scripts. It says where the fault is, never what is written there, and unwraps to
// its Code and its Cause.
type Error struct {
	Code   Code
	Script int    // from 1; 0: not about one
	Answer int    // from 1; 0: not about one
	Field  string // in snake case
	Item   int    // of a field with several, from 1
	Count  int
	Limit  int
	Cause  error
}

// Error returns the code with the place and the numbers.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code.Error())
	number := func(key string, n int) {
		if n != 0 {
			fmt.Fprintf(&b, " %s=%d", key, n)
		}
	}
	number("script", e.Script)
	number("answer", e.Answer)
	if e.Field != "" {
		b.WriteString(" field=" + e.Field)
	}
	number("item", e.Item)
	number("count", e.Count)
	number("limit", e.Limit)
	if e.Cause != nil {
		b.WriteString(": " + e.Cause.Error())
	}
	return b.String()
}

// Unwrap returns the code, and the cause if there is one.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.Cause}
}
