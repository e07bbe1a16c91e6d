package main

import (
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

var stateCommands = []command{
	{name: "sign-in", usage: "AGENT", parse: parseSignIn, sends: true},
	{name: "sign-out", usage: "AGENT", parse: parseSignOut, sends: true},
	{name: "state", usage: "AGENT available|idle [CODE]", parse: parseState, sends: true},
	{name: "next-state", usage: "AGENT available|idle [CODE]", parse: parseNextState, sends: true},
	{name: "force", usage: "SUPERVISOR AGENT available|idle [CODE]", parse: parseForce, sends: true},
}

func parseSignIn(in *args) act {
	return send(routing.SignIn{Agent: in.agent()})
}

func parseSignOut(in *args) act {
	return send(routing.SignOut{Agent: in.agent()})
}

func parseState(in *args) act {
	return send(routing.SetState{Agent: in.agent(), State: in.state(), Code: in.next()})
}

func parseNextState(in *args) act {
	return send(routing.SetNextState{Agent: in.agent(), State: in.state(), Code: in.next()})
}

func parseForce(in *args) act {
	return send(routing.ForceState{Supervisor: in.supervisor(), Agent: in.agent(), State: in.state(), Code: in.next()})
}

// state takes the name of any state: that rona and signed-out may not be chosen is for the floor to
// say (S4).
func (in *args) state() (state contact.AgentState) {
	in.value("the state", named(&state))
	return state
}

func (in *args) agent() contact.AgentID      { return contact.AgentID(in.word("AGENT")) }
func (in *args) supervisor() contact.AgentID { return contact.AgentID(in.word("SUPERVISOR")) }
func (in *args) contact() contact.ID         { return contact.ID(in.word("CONTACT")) }
