package cluster

import (
	"errors"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/fxamacker/cbor/v2"
)

// op is what a node asks another to do. The numbers stay for good.
type op uint8

const (
	opDo      op = 1 // do commands, if you lead the center
	opPrepare op = 2 // open the center, and read its log up to a version: you are going to lead it
	opTake    op = 3 // lead the center if nobody else holds it
)

// request is a message from one node to another.
type request struct {
	_        struct{} `cbor:",toarray"`
	Op       op
	Center   string
	Commands [][]byte        // of opDo, as routing.MarshalCommand writes them
	Version  journal.Version // of opPrepare: that the center is to have reached
}

// reply is what comes back.
type reply struct {
	_       struct{} `cbor:",toarray"`
	Done    bool     // false: not now, or not understood
	Leader  string   // id of the node that leads the center, as far as the one that was asked knows
	Answers []answer // of opDo, as many as there were commands
}

// answer is what became of a command.
type answer struct {
	_       struct{} `cbor:",toarray"`
	Version journal.Version
	Failure *failure // nil: none
}

// Limits of what other nodes send.
const (
	maxCommands = 128            // in one request
	maxCommand  = MaxMessage / 2 // bytes of all commands in one request: a reply may repeat some of their ids
)

var errMessage = errors.New("cluster: message cannot be understood")

// messages is how both sides read: strictly, and no more than a message can hold.
var messages = must(cbor.DecOptions{
	DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden, MaxNestedLevels: 8,
	MaxArrayElements: 1 << 10, MaxMapPairs: 1 << 10, UTF8: cbor.UTF8DecodeInvalid,
}.DecMode())

func must[M any](mode M, err error) M {
	if err != nil {
		panic(err) // options that contradict each other: never in a program that was tested
	}
	return mode
}

func encode(v any) []byte {
	return must(cbor.Marshal(v)) // of this package's own types, which have nothing that cannot be written
}

// encodeCommand writes a command. What cannot be forwarded is refused as the node that leads would refuse it.
func encodeCommand(cmd routing.Command) ([]byte, error) {
	if once, is := cmd.(routing.Once); is && once.ID == "" { // without an id, JSON takes it for a command that is not in a Once
		return nil, &routing.Error{Code: routing.ErrInvalidID, Command: routing.CommandName(cmd)}
	}
	data, err := routing.MarshalCommand(cmd)
	if err == nil && len(data) > maxCommand {
		err = &routing.Error{Code: routing.ErrInvalidCommand, Command: routing.CommandName(cmd), Cause: ErrTooLarge}
	}
	return data, err
}

// decodeRequest reads what another node asks.
func decodeRequest(data []byte) (request, error) {
	var r request
	if err := messages.Unmarshal(data, &r); err != nil {
		return request{}, errMessage
	}
	if r.Center == "" || len(r.Commands) > maxCommands || (r.Op == opDo) != (len(r.Commands) > 0) {
		return request{}, errMessage
	}
	return r, nil
}

// decodeReply reads the answer to a request with that many commands.
func decodeReply(data []byte, commands int) (reply, error) {
	var r reply
	if err := messages.Unmarshal(data, &r); err != nil {
		return reply{}, errMessage
	}
	if r.Done && len(r.Answers) != commands {
		return reply{}, errMessage
	}
	return r, nil
}
