package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

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
	Result  any             `json:"result,omitempty"`
	Error   *refusal        `json:"error,omitempty"`
}

// refusal is why a command was not done.
type refusal struct {
	Code    routing.Code `json:"code"`
	Message string       `json:"message"`
}

func jsonPrinter(w io.Writer) func(*scene, *outcome) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return func(_ *scene, o *outcome) error {
		r := report{Line: o.line, Command: o.text, Events: o.events, Error: refused(o.err)}
		if o.result != nil {
			r.Result = o.result.value
		}
		return enc.Encode(r)
	}
}

func refused(err error) *refusal {
	code, ok := errors.AsType[routing.Code](err)
	if !ok {
		return nil
	}
	return &refusal{Code: code, Message: err.Error()}
}

// lines returns what a line did, for people.
func (o *outcome) lines(s *scene) []string {
	var lines []string
	for _, ev := range o.events {
		prefix := ""
		if !ev.At.Equal(o.at) {
			prefix = stamp(ev.At) + " "
		}
		lines = append(lines, prefix+routing.Describe(ev))
		if note := s.note(ev); note != "" {
			lines = append(lines, "  "+note)
		}
	}
	if o.result != nil {
		lines = append(lines, o.result.table.lines()...)
	}
	if r := refused(o.err); r != nil {
		lines = append(lines, fmt.Sprintf("error %s: %s", string(r.Code), r.Message))
	} else if o.sends && len(o.events) == 0 {
		lines = append(lines, "no change")
	}
	return lines
}
