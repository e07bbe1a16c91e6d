package main

import "github.com/acdkit/acdkit/routing"

var supervisorCommands = []command{
	{name: "reassign", usage: "SUPERVISOR CONTACT agent=ID", parse: parseReassign, sends: true},
	{name: "monitor", usage: "SUPERVISOR CONTACT", parse: parseSupervise(routing.Monitor), sends: true},
	{name: "whisper", usage: "SUPERVISOR CONTACT", parse: parseSupervise(routing.Whisper), sends: true},
	{name: "barge", usage: "SUPERVISOR CONTACT", parse: parseSupervise(routing.Barge), sends: true},
}

func parseReassign(in *args) act {
	r := routing.Reassign{Supervisor: in.supervisor(), Contact: in.contact()}
	in.need("agent", text(&r.To))
	return send(r)
}

func parseSupervise(role routing.WatchRole) func(*args) act {
	return func(in *args) act {
		return send(routing.Supervise{Supervisor: in.supervisor(), Contact: in.contact(), Role: role})
	}
}
