package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/acdkit/acdkit/routing"
)

// maxLine is the length in bytes that a line may have.
const maxLine = 1 << 20

// outcome is what one line did.
type outcome struct {
	line     int
	text     string    // the line as written, trimmed
	at       time.Time // when it began
	does     bool      // it was a command for the floor or for a conversation
	happened []happening
	result   *result // what it shows, nil for nothing
	err      error   // the refusal
}

// result is what a line shows: a value for JSON, the same as a table for people.
type result struct {
	value any
	table table
}

// events returns the events of the floor among what happened.
func (o *outcome) events() []routing.Event {
	var events []routing.Event
	for _, h := range o.happened {
		if h.event != nil {
			events = append(events, *h.event)
		}
	}
	return events
}

// entries returns the entries of conversations that are shown.
func (o *outcome) entries() []entry {
	var entries []entry
	for _, h := range o.happened {
		if h.entry != nil && h.shown {
			entries = append(entries, *h.entry)
		}
	}
	return entries
}

// letters returns the entries of threads that are shown.
func (o *outcome) letters() []letter {
	var letters []letter
	for _, h := range o.happened {
		if h.letter != nil && h.shown {
			letters = append(letters, *h.letter)
		}
	}
	return letters
}

// play runs a scenario line by line and prints each outcome before it reads on. It returns a
// *syntaxError for a line that cannot be parsed.
func play(input io.Reader, s *scene, print func(*scene, *outcome) error) error {
	lines := bufio.NewScanner(input)
	lines.Buffer(nil, maxLine)
	number := 0
	for lines.Scan() {
		number++
		text := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		o, err := s.play(number, text)
		if err != nil {
			return err
		}
		if o == nil {
			continue
		}
		if err := print(s, o); err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return &syntaxError{line: number + 1, text: fmt.Sprintf("longer than %d bytes", maxLine)}
	}
	return lines.Err()
}

// play runs one line; the outcome is nil if there is no command on it. An error that is no refusal
// ends the scenario.
func (s *scene) play(number int, text string) (*outcome, error) {
	st, err := parse(text)
	if err == nil && st == nil {
		return nil, nil
	}
	o := &outcome{line: number, text: text, at: s.now}
	if err == nil {
		o.does = st.command.sends || st.command.tells
		o.result, err = s.perform(st)
		o.happened = s.takeHappened()
	}
	if syntax, ok := errors.AsType[*syntaxError](err); ok {
		syntax.line = number
		return nil, syntax
	}
	if err != nil && refused(err) == nil {
		return nil, fmt.Errorf("line %d: %w", number, err)
	}
	o.err = err
	return o, nil
}
