package main

import (
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

var wrapupCommands = []command{
	{name: "reasons", usage: `AGENT CONTACT [search="..."]`, parse: parseReasons},
	{name: "wrapup", usage: "AGENT CONTACT [REASON...]", parse: parseWrapUp, sends: true},
	{name: "cancel-timer", usage: "AGENT CONTACT", parse: parseCancelTimer, sends: true},
}

func parseWrapUp(in *args) act {
	w := routing.WrapUp{Agent: in.agent(), Contact: in.contact()}
	for _, r := range in.rest() {
		w.Reasons = append(w.Reasons, wrapup.ReasonID(r))
	}
	return send(w)
}

func parseCancelTimer(in *args) act {
	return send(routing.CancelTimer{Agent: in.agent(), Contact: in.contact()})
}

func parseReasons(in *args) act {
	agent, id, typed := in.agent(), in.contact(), ""
	in.option("search", text(&typed))
	return func(s *scene) (*result, error) { return s.reasons(agent, id, typed) }
}

// reasons shows what an agent can pick for a contact (W3).
func (s *scene) reasons(agent contact.AgentID, id contact.ID, typed string) (*result, error) {
	if _, known := s.floor.Contact(id); !known {
		return nil, &routing.Error{Code: routing.ErrUnknownContact, Command: "reasons", Contact: id}
	}
	reasons := s.floor.Reasons(agent, id, typed)
	t := table{{"reason", "name"}}
	for _, r := range reasons {
		t.add(string(r.ID), r.Name)
	}
	return &result{reasons, t}, nil
}
