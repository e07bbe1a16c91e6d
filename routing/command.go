package routing

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/acdkit/acdkit/contact"
)

// Command is something to be done: a plain struct that a host can log, compare and forward. The
// package's own are the only ones.
type Command interface {
	// step checks and then emits; an error means that nothing was emitted.
	step(*Floor) error
	// about returns the identities involved.
	about() Error
}

// Once is a command that is applied once, however often it is sent (I8). The id is the sender's, of
// up to contact.MaxID bytes; the last Settings.KeepCommands ids are remembered.
type Once struct {
	ID      string
	Command Command
}

func (c Once) step(*Floor) error { return ErrInvalidCommand }

func (c Once) about() Error {
	if c.Command == nil {
		return Error{}
	}
	return c.Command.about()
}

// commandTypes holds a value of every command that can be sent, by name; Once is around them.
var commandTypes = map[string]Command{
	"set-settings": SetSettings{}, "set-queue": SetQueue{}, "set-profile": SetProfile{},
	"set-agent": SetAgent{}, "set-reason": SetReason{}, "set-idle-code": SetIdleCode{},
	"remove-queue": RemoveQueue{}, "remove-agent": RemoveAgent{},
	"sign-in": SignIn{}, "sign-out": SignOut{}, "set-state": SetState{},
	"set-next-state": SetNextState{}, "force-state": ForceState{},
	"enqueue": Enqueue{}, "abandon": Abandon{}, "accept": Accept{}, "decline": Decline{},
	"transfer-to-queue": TransferToQueue{}, "transfer-to-agent": TransferToAgent{},
	"conference": Conference{}, "leave": Leave{}, "hold": Hold{}, "retrieve": Retrieve{},
	"end": End{}, "wrap-up": WrapUp{}, "cancel-timer": CancelTimer{}, "reassign": Reassign{}, "supervise": Supervise{},
}

// shellTypes holds the commands that only a shell gives: nobody sends them from outside.
var shellTypes = map[string]Command{"tick": Tick{}, "resume": Resume{}}

// CommandName returns the name of a command as JSON has it in "type", and errors in Command.
func CommandName(cmd Command) string {
	if once, ok := cmd.(Once); ok {
		cmd = once.Command
	}
	for _, types := range []map[string]Command{commandTypes, shellTypes} {
		for name, c := range types {
			if reflect.TypeOf(c) == reflect.TypeOf(cmd) {
				return name
			}
		}
	}
	return ""
}

// MarshalCommand writes a command as a JSON object: its fields, its name as "type", and the id of a
// Once as "command_id".
func MarshalCommand(cmd Command) ([]byte, error) {
	once, ok := cmd.(Once)
	if !ok {
		once.Command = cmd
	}
	name := CommandName(once.Command)
	if _, nested := once.Command.(Once); nested || name == "" {
		return nil, &Error{Code: ErrInvalidCommand}
	}
	if ok && once.ID == "" { // it would come out as a command without Once
		return nil, &Error{Code: ErrInvalidID, Command: name}
	}
	return joinJSON(commandHead{name, once.ID}, once.Command)
}

type commandHead struct {
	Type string `json:"type"`
	ID   string `json:"command_id,omitempty"`
}

// UnmarshalCommand reads what MarshalCommand wrote. What it does not know is an error, of code
// ErrInvalidCommand, for a command half understood must not be done; so are Tick and Resume, which
// nobody sends from outside. The error says where the fault is and never repeats what was written.
func UnmarshalCommand(data []byte) (Command, error) {
	var head commandHead
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, invalidJSON("", err)
	}
	known, ok := commandTypes[head.Type]
	if !ok {
		return nil, &Error{Code: ErrInvalidCommand, Cause: errors.New("unknown type")}
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return nil, invalidJSON(head.Type, err)
	}
	delete(fields, "type")
	delete(fields, "command_id")
	rest, err := json.Marshal(fields)
	if err != nil {
		return nil, invalidJSON(head.Type, err)
	}
	body := reflect.New(reflect.TypeOf(known))
	dec := json.NewDecoder(bytes.NewReader(rest))
	dec.DisallowUnknownFields()
	if err := dec.Decode(body.Interface()); err != nil {
		return nil, invalidJSON(head.Type, err)
	}
	cmd := body.Elem().Interface().(Command)
	if head.ID != "" {
		return Once{ID: head.ID, Command: cmd}, nil
	}
	return cmd, nil
}

// invalidJSON says what is wrong without repeating what was written.
func invalidJSON(command string, err error) error {
	cause := errors.New("a value is not of its field's kind")
	var wrongType *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &wrongType):
		cause = fmt.Errorf("field %s wants a %v", wrongType.Field, wrongType.Type.Kind())
	case errors.As(err, &syntax):
		cause = fmt.Errorf("not JSON at byte %d", syntax.Offset)
	case strings.HasPrefix(err.Error(), "json: unknown field"):
		cause = errors.New("a field that the command does not have")
	case errors.Is(err, contact.ErrUnknownName), errors.Is(err, errUnknownWord):
		cause = err
	}
	return &Error{Code: ErrInvalidCommand, Command: command, Cause: cause}
}

// joinJSON writes the fields of two values as one object.
func joinJSON(head, body any) ([]byte, error) {
	first, err := json.Marshal(head)
	if err != nil {
		return nil, err
	}
	second, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	if len(second) <= len("{}") {
		return first, nil
	}
	first[len(first)-1] = ','
	return append(first, second[1:]...), nil
}
