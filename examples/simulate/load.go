package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"

	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/simulate"
)

//go:embed scenario.json
var shipped []byte

// maxFile is the size in bytes that a scenario may have.
const maxFile = 256 << 20

// formatError says that a file is no scenario.
type formatError struct {
	file    string
	problem string
}

func (e *formatError) Error() string { return e.file + ": " + e.problem }

// isWrong reports whether an error is the scenario's.
func isWrong(err error) bool {
	_, format := errors.AsType[*formatError](err)
	_, scenario := errors.AsType[*simulate.ScenarioError](err)
	_, refused := errors.AsType[*routing.Error](err)
	return format || scenario || refused
}

// load reads a scenario, the one that ships without a name.
func load(name string) (s simulate.Scenario, err error) {
	text := shipped
	if name != "" {
		if text, err = readFile(name); err != nil {
			return s, err
		}
	}
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	if err := in.Decode(&s); err != nil {
		return s, &formatError{name, problem(err)}
	}
	if _, err := in.Token(); err != io.EOF {
		return s, &formatError{name, "something follows the scenario"}
	}
	return s, nil
}

func readFile(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err == nil && len(text) > maxFile {
		err = &formatError{name, fmt.Sprintf("longer than %d bytes", maxFile)}
	}
	return text, err
}

// kind names what a field wants.
func kind(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Slice:
		return "a list"
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	}
	return "a number"
}

// problem says what is wrong with a file.
func problem(err error) string {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Sprintf("not JSON at byte %d", syntax.Offset)
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("%s wants %s, and is given %s", cmp.Or(wrong.Field, "the file"), kind(wrong.Type), wrong.Value)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "not a whole JSON object"
	}
	return err.Error()
}
