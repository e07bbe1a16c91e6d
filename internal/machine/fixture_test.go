package machine_test

import (
	"fmt"

	"github.com/acdkit/acdkit/internal/machine"
)

// state and event are the types of all tests. Their numbers have gaps, zero is
// in use, and String panics for unknown values, as a lookup in an array would.
type state uint8

const (
	signedOut state = 0
	idle      state = 1
	ringing   state = 3
	busy      state = 9
	erased    state = 200
	nameless  state = 50
	idleAgain state = 51
	unknown   state = 52
	unheardOf state = 53
)

func (s state) String() string { return lookup(stateNames, s) }

var stateNames = map[state]string{
	signedOut: "signed-out", idle: "idle", ringing: "ringing", busy: "busy",
	erased: "erased", nameless: "", idleAgain: "idle",
	unheardOf: "unheard-of",
}

type event uint8

const (
	signIn      event = 2
	signOut     event = 0
	offer       event = 5
	accept      event = 6
	decline     event = 7
	expire      event = 8
	finish      event = 11
	erase       event = 12
	mute        event = 14
	anonymous   event = 60
	acceptAgain event = 61
	unheard     event = 62
)

func (e event) String() string { return lookup(eventNames, e) }

var eventNames = map[event]string{
	signIn: "sign-in", signOut: "sign-out", offer: "offer", accept: "accept",
	decline: "decline", expire: "expire", finish: "finish", erase: "erase",
	mute: "mute", anonymous: "", acceptAgain: "accept",
}

func lookup[V ~uint8](names map[V]string, v V) string {
	name, ok := names[v]
	if !ok {
		panic(fmt.Sprintf("no name for %d", uint8(v)))
	}
	return name
}

type (
	rule       = machine.Rule[state, event]
	definition = machine.Definition[state, event]
)

// agent is a fresh copy of a definition with an event from several states, two
// events between the same states, a self transition and a terminal state.
func agent() definition {
	return definition{
		Name:    "agent",
		Initial: signedOut,
		Rules: []rule{
			{Event: signIn, From: []state{signedOut}, To: idle},
			{Event: offer, From: []state{idle}, To: ringing},
			{Event: accept, From: []state{ringing}, To: busy},
			{Event: decline, From: []state{ringing}, To: idle},
			{Event: expire, From: []state{ringing}, To: idle},
			{Event: mute, From: []state{busy}, To: busy},
			{Event: finish, From: []state{busy}, To: idle},
			{Event: signOut, From: []state{idle, ringing}, To: signedOut},
			{Event: erase, From: []state{signedOut}, To: erased},
		},
	}
}

var agents = machine.MustCompile(agent())
