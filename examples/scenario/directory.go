package main

import (
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

var directoryCommands = []command{
	{name: "explain", usage: "CONTACT", parse: parseExplain},
	{name: "estimate", usage: "CONTACT", parse: parseEstimate},
	{name: "actions", usage: "WHO CONTACT [of=routing|chat]", parse: parseActions},
	{name: "directory", usage: `AGENT agents|queues [search="..."] [channel=chat]`, parse: parseDirectory},
}

func parseExplain(in *args) act {
	id := in.contact()
	return func(s *scene) (*result, error) {
		all, err := s.floor.Explain(id)
		if err != nil {
			return nil, err
		}
		t := table{{"agent", "why"}}
		for _, e := range all {
			t.add(string(e.Agent), why(e))
		}
		return &result{all, t}, nil
	}
}

func why(e routing.Explanation) string {
	switch {
	case e.State != nil:
		return string(e.Why) + " " + e.State.String()
	case e.Skill != "":
		return string(e.Why) + " " + e.Skill + ":" + str(e.Level)
	}
	return string(e.Why)
}

func parseEstimate(in *args) act {
	id := in.contact()
	return func(s *scene) (*result, error) {
		e, err := s.floor.Estimate(id)
		if err != nil {
			return nil, err
		}
		wait := "unknown"
		if e.Known {
			wait = e.Wait.Round(time.Millisecond).String()
		}
		return &result{e, table{{"position", "wait"}, {str(e.Position), wait}}}, nil
	}
}

func parseActions(in *args) act {
	who, id, of := in.member(), in.contact(), ""
	agent, isAgent := who.Agent()
	in.option("of", text(&of))
	switch {
	case of == "chat", of == "" && !isAgent:
		return func(s *scene) (*result, error) { return s.chatActions(who, id) }
	case of == "", of == "routing" && isAgent:
		return func(s *scene) (*result, error) { return s.actions(agent, id) }
	}
	in.fail("of=: neither routing, of an agent, nor chat")
	return nil
}

// actions shows what an agent or a supervisor may do with a contact (R11).
func (s *scene) actions(agent contact.AgentID, id contact.ID) (*result, error) {
	all, err := s.floor.Actions(agent, id)
	if err != nil {
		return nil, err
	}
	t := table{{"action", "allowed", "why not"}}
	for _, p := range all {
		t.add(string(p.Action), yesNo(p.Allowed), string(p.Why))
	}
	return &result{all, t}, nil
}

// chatActions shows what somebody may do in a conversation.
func (s *scene) chatActions(who chat.Member, id contact.ID) (*result, error) {
	talk, err := s.talk(id)
	if err != nil {
		return nil, err
	}
	all, err := talk.conv.Actions(who)
	if err != nil {
		return nil, err
	}
	t := table{{"action", "allowed", "why not"}}
	for _, p := range all {
		t.add(string(p.Action), yesNo(p.Allowed), string(p.Why))
	}
	return &result{all, t}, nil
}

func parseDirectory(in *args) act {
	agent, list := in.agent(), in.word("agents or queues")
	typed, channel := "", contact.Channel(0)
	in.option("search", text(&typed))
	in.option("channel", named(&channel))
	switch list {
	case "agents":
		if channel == 0 {
			channel = contact.Chat
		}
		return func(s *scene) (*result, error) { return s.targetAgents(agent, channel, typed) }
	case "queues":
		return func(s *scene) (*result, error) { return s.targetQueues(agent, channel, typed) }
	}
	in.fail("%q is neither agents nor queues", list)
	return nil
}

// targetAgents shows whom an agent sees when transferring or asking for a conference (X2, K2).
func (s *scene) targetAgents(agent contact.AgentID, ch contact.Channel, typed string) (*result, error) {
	if err := s.knows(agent); err != nil {
		return nil, err
	}
	all := s.floor.TargetAgents(agent, ch, typed)
	t := table{{"agent", "state", "allowed", "why not", "name"}}
	for _, a := range all {
		t.add(string(a.ID), stand(a.State, a.Code), yesNo(a.Allowed), string(a.Why), a.Name)
	}
	return &result{all, t}, nil
}

// targetQueues shows the queues that an agent sees when transferring (X2, E10).
func (s *scene) targetQueues(agent contact.AgentID, ch contact.Channel, typed string) (*result, error) {
	if err := s.knows(agent); err != nil {
		return nil, err
	}
	all := s.floor.TargetQueues(ch, typed)
	t := table{{"queue", "channel", "waiting", "allowed", "why not", "name"}}
	for _, q := range all {
		t.add(string(q.ID), q.Channel.String(), str(q.Waiting), yesNo(q.Allowed), string(q.Why), q.Name)
	}
	return &result{all, t}, nil
}

func (s *scene) knows(agent contact.AgentID) error {
	if _, known := s.floor.Agent(agent); !known {
		return &routing.Error{Code: routing.ErrUnknownAgent, Command: "directory", Agent: agent}
	}
	return nil
}
