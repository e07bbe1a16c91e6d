package cluster

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

// failure is a routing.Error on its way to another node.
type failure struct {
	_       struct{} `cbor:",toarray"`
	Code    routing.Code
	Command string
	Agent   contact.AgentID
	Contact contact.ID
	Queue   contact.QueueID
	State   string
	Cause   *cause
}

// cause is what led to a failure: a wrap-up's refusal, damage of a log, or any other error as text with the sentinels
// that it is.
type cause struct {
	_      struct{} `cbor:",toarray"`
	Text   string
	Is     []int // places in sentinels
	WrapUp *wrapUp
	Damage *damage
}

type wrapUp struct {
	_      struct{} `cbor:",toarray"`
	Code   wrapup.Code
	Reason wrapup.ReasonID
	Count  int
	Limit  int
}

type damage struct {
	_     struct{} `cbor:",toarray"`
	At    int64    // nanoseconds since 1970; 0: none
	Event string
}

// sentinels are the errors that the far side can test for. Their places stay for good: add at the end only.
var sentinels = []error{
	journal.ErrConflict, journal.ErrUnknown, journal.ErrTrimmed, journal.ErrCorrupt, journal.ErrTooLarge, journal.ErrInvalid,
	context.Canceled, context.DeadlineExceeded, contact.ErrTransition, contact.ErrUnknownName, errors.ErrUnsupported, ErrTooLarge,
}

// maxText is how many bytes of a cause's text are carried.
const maxText = 512

// encodeFailure writes an error of routing.Center. One that is no *routing.Error leaves the outcome open: so does the
// code that is written for it.
func encodeFailure(err error) *failure {
	if err == nil {
		return nil
	}
	e, ok := errors.AsType[*routing.Error](err)
	if !ok {
		e = &routing.Error{Code: routing.ErrUnavailable, Cause: err}
	}
	return &failure{
		Code: e.Code, Command: e.Command, Agent: e.Agent, Contact: e.Contact, Queue: e.Queue, State: e.State,
		Cause: encodeCause(e.Cause),
	}
}

func encodeCause(err error) *cause {
	if err == nil {
		return nil
	}
	c := &cause{Text: clip(err.Error())}
	for i, sentinel := range sentinels {
		if errors.Is(err, sentinel) {
			c.Is = append(c.Is, i)
		}
	}
	if w, ok := errors.AsType[*wrapup.Error](err); ok {
		c.WrapUp = &wrapUp{Code: w.Code, Reason: w.Reason, Count: w.Count, Limit: w.Limit}
	}
	if d, ok := errors.AsType[*routing.DamageError](err); ok {
		c.Damage = &damage{Event: d.Event}
		if d.Cause != nil {
			c.Text = clip(d.Cause.Error())
		}
		if !d.At.IsZero() {
			c.Damage.At = d.At.UnixNano()
		}
	}
	return c
}

func clip(text string) string {
	return strings.ToValidUTF8(text[:min(len(text), maxText)], "")
}

// decode returns the error as the far side had it.
func (f *failure) decode() error {
	if f == nil {
		return nil
	}
	return &routing.Error{
		Code: f.Code, Command: f.Command, Agent: f.Agent, Contact: f.Contact, Queue: f.Queue, State: f.State,
		Cause: f.Cause.decode(),
	}
}

func (c *cause) decode() error {
	switch {
	case c == nil:
		return nil
	case c.WrapUp != nil:
		w := c.WrapUp
		return &wrapup.Error{Code: w.Code, Reason: w.Reason, Count: w.Count, Limit: w.Limit}
	}
	far := &farError{text: c.Text}
	for _, i := range c.Is {
		if i >= 0 && i < len(sentinels) { // one that a later version added is in the text
			far.is = append(far.is, sentinels[i])
		}
	}
	if d := c.Damage; d != nil {
		damage := &routing.DamageError{Event: d.Event, Cause: far}
		if d.At != 0 {
			damage.At = time.Unix(0, d.At).UTC()
		}
		return damage
	}
	return far
}

// farError is an error of another node.
type farError struct {
	text string
	is   []error
}

func (e *farError) Error() string { return e.text }

// Unwrap returns the sentinels that the error was.
func (e *farError) Unwrap() []error { return e.is }
