package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// line is one line of the input: a command or a customer, or an error if it cannot be read.
type line struct {
	number   int
	wait     time.Duration // before it is done, or reported
	command  routing.Command
	actor    contact.AgentID // who gave the command, if an agent or a supervisor did
	customer *contact.Customer
	err      error // says what is wrong, without the text
}

// fields are a line's members, still in JSON.
type fields map[string]json.RawMessage

// What can be wrong with a line, beside what routing.UnmarshalCommand finds.
var (
	errNoObject = errors.New("not a JSON object")
	errNeither  = errors.New(`neither "type" nor "customer"`)
	errWait     = errors.New(`"wait" is no duration such as "1.5s"`)
	errCustomer = errors.New(`"customer" wants an object of "id", "name" and "email", all text, and nothing beside it`)
)

// parse reads the text of a line.
func parse(number int, text []byte) line {
	ln := line{number: number}
	var f fields
	if err := json.Unmarshal(text, &f); err != nil || f == nil {
		ln.err = noObject(err)
		return ln
	}
	if ln.wait, ln.err = f.takeWait(); ln.err != nil {
		return ln
	}
	switch {
	case f["type"] != nil:
		ln.command, ln.err = f.command()
		ln.actor = f.actor()
	case f["customer"] != nil:
		ln.customer, ln.err = f.customer()
	default:
		ln.err = errNeither
	}
	return ln
}

// noObject says where a text stops being JSON.
func noObject(err error) error {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("not JSON at byte %d", syntax.Offset)
	}
	return errNoObject
}

// takeWait takes out what only this program knows.
func (f fields) takeWait() (time.Duration, error) {
	raw, given := f["wait"]
	if !given {
		return 0, nil
	}
	delete(f, "wait")
	var text string
	if json.Unmarshal(raw, &text) != nil {
		return 0, errWait
	}
	wait, err := time.ParseDuration(text)
	if err != nil || wait < 0 {
		return 0, errWait
	}
	return wait, nil
}

// command reads the fields as a command of package routing.
func (f fields) command() (routing.Command, error) {
	text, err := json.Marshal(f)
	if err != nil {
		return nil, errNoObject
	}
	cmd, err := routing.UnmarshalCommand(text)
	if refused, ok := errors.AsType[*routing.Error](err); ok && refused.Cause != nil {
		err = refused.Cause
		if refused.Command != "" {
			err = fmt.Errorf("%s: %w", refused.Command, err)
		}
	}
	return cmd, err
}

// actor returns the one who gives the command.
func (f fields) actor() (id contact.AgentID) {
	for _, who := range []string{"supervisor", "agent"} {
		if json.Unmarshal(f[who], &id) == nil {
			return id
		}
	}
	return ""
}

func (f fields) customer() (*contact.Customer, error) {
	c := new(contact.Customer)
	in := json.NewDecoder(bytes.NewReader(f["customer"]))
	in.DisallowUnknownFields()
	if err := in.Decode(c); err != nil || len(f) != 1 {
		return nil, errCustomer
	}
	if err := c.Validate(); err != nil {
		return nil, err
	}
	return c, nil
}
