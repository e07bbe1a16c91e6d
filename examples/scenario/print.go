package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/routing"
)

// printer returns how outcomes are printed.
func printer(asJSON bool, w io.Writer) func(*scene, *outcome) error {
	if asJSON {
		return jsonPrinter(w)
	}
	return func(s *scene, o *outcome) error {
		_, err := fmt.Fprintf(w, "%s %s\n", stamp(o.at), o.text)
		for _, line := range o.lines(s) {
			if err == nil {
				_, err = fmt.Fprintf(w, "  %s\n", line)
			}
		}
		return err
	}
}

// report is a line's outcome as JSON has it.
type report struct {
	Line    int             `json:"line"`
	Command string          `json:"command"`
	Events  []routing.Event `json:"events,omitempty"`
	Entries []entry         `json:"entries,omitempty"`
	Letters []letter        `json:"letters,omitempty"`
	Result  any             `json:"result,omitempty"`
	Error   *refusal        `json:"error,omitempty"`
}

// refusal is why a command was not done.
type refusal struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func jsonPrinter(w io.Writer) func(*scene, *outcome) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return func(_ *scene, o *outcome) error {
		r := report{Line: o.line, Command: o.text, Events: o.events(), Entries: o.entries(), Letters: o.letters(), Error: refused(o.err)}
		if o.result != nil {
			r.Result = o.result.value
		}
		return enc.Encode(r)
	}
}

// refused returns the refusal that an error is, nil if it is none.
func refused(err error) *refusal {
	if code, ok := errors.AsType[chat.Code](err); ok {
		return &refusal{string(code), err.Error()}
	}
	if code, ok := errors.AsType[email.Code](err); ok {
		return &refusal{string(code), err.Error()}
	}
	if code, ok := errors.AsType[routing.Code](err); ok {
		return &refusal{string(code), err.Error()}
	}
	return nil
}

// lines returns what a line did, for people.
func (o *outcome) lines(s *scene) []string {
	var lines []string
	for _, h := range o.happened {
		if at, text := h.describe(); at.Equal(o.at) && text != "" {
			lines = append(lines, text)
		} else if text != "" {
			lines = append(lines, stamp(at)+" "+text)
		}
		if note := s.note(h); note != "" {
			lines = append(lines, "  "+note)
		}
	}
	did := len(lines) > 0
	if o.result != nil {
		lines = append(lines, o.result.table.lines()...)
	}
	if r := refused(o.err); r != nil {
		lines = append(lines, fmt.Sprintf("error %s: %s", r.Code, r.Message))
	} else if o.does && !did {
		lines = append(lines, "no change")
	}
	return lines
}

// describe returns what happened as one line, and when; nothing of what is not shown.
func (h happening) describe() (time.Time, string) {
	switch {
	case h.event != nil:
		return h.event.At, routing.Describe(*h.event)
	case h.letter != nil && h.shown:
		return h.letter.Entry.At, h.letter.describe()
	case h.shown:
		return h.entry.Entry.At, h.entry.describe()
	}
	return time.Time{}, ""
}
