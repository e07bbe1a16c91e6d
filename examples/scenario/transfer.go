package main

import (
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

var transferCommands = []command{
	{name: "transfer", usage: "AGENT CONTACT queue=ID | agent=ID", parse: parseTransfer, sends: true},
	{name: "conference", usage: "AGENT CONTACT agent=ID", parse: parseConference, sends: true},
	{name: "leave", usage: "AGENT CONTACT", parse: parseLeave, sends: true},
}

func parseTransfer(in *args) act {
	agent, id := in.agent(), in.contact()
	var queue contact.QueueID
	var to contact.AgentID
	toQueue, toAgent := in.option("queue", text(&queue)), in.option("agent", text(&to))
	if toQueue == toAgent {
		in.lack("either queue= or agent= is needed")
	}
	if toQueue {
		return send(routing.TransferToQueue{Agent: agent, Contact: id, Queue: queue})
	}
	return send(routing.TransferToAgent{Agent: agent, Contact: id, To: to})
}

func parseConference(in *args) act {
	c := routing.Conference{Agent: in.agent(), Contact: in.contact()}
	in.need("agent", text(&c.Guest))
	return send(c)
}

func parseLeave(in *args) act {
	return send(routing.Leave{Agent: in.agent(), Contact: in.contact()})
}
