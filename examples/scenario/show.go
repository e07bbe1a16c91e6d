package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

var showCommands = []command{
	{name: "show", usage: "agents|queues|contacts|ID", parse: parseShow},
	{name: "offers", usage: "AGENT", parse: parseOffers},
}

func parseOffers(in *args) act {
	id := in.agent()
	return func(s *scene) (*result, error) { return s.offers(id) }
}

func parseShow(in *args) act {
	what := in.word("agents, queues, contacts or an ID")
	return func(s *scene) (*result, error) {
		switch what {
		case "agents":
			all := slices.AppendSeq([]routing.AgentView{}, s.floor.Agents())
			return &result{all, agentTable(all...)}, nil
		case "queues":
			all := slices.AppendSeq([]routing.QueueView{}, s.floor.Queues())
			return &result{all, queueTable(all...)}, nil
		case "contacts":
			all := slices.AppendSeq([]routing.ContactView{}, s.floor.Contacts())
			return &result{all, s.contactTable(all...)}, nil
		}
		return s.showOne(what)
	}
}

// showOne shows the contact of that id, or else the agent, or else the queue.
func (s *scene) showOne(id string) (*result, error) {
	if c, ok := s.floor.Contact(contact.ID(id)); ok {
		return &result{c, s.contactTable(c)}, nil
	}
	if a, ok := s.floor.Agent(contact.AgentID(id)); ok {
		return &result{a, agentTable(a)}, nil
	}
	if q, ok := s.floor.Queue(contact.QueueID(id)); ok {
		return &result{q, queueTable(q)}, nil
	}
	return nil, &routing.Error{Code: errUnknownID, Command: "show"}
}

// errUnknownID is the code of showing what is neither contact nor agent nor queue.
const errUnknownID routing.Code = "unknown-id"

func agentTable(agents ...routing.AgentView) table {
	t := table{{"agent", "state", "load", "offers", "contacts", "name"}}
	for _, a := range agents {
		state := stand(a.State, a.Code)
		if a.Next != nil {
			state += ", next " + stand(a.Next.State, a.Next.Code)
		}
		t.add(string(a.ID), state, load(a.Load), join(a.Offers), join(a.Contacts), a.Name)
	}
	return t
}

func queueTable(queues ...routing.QueueView) table {
	t := table{{"queue", "channel", "open", "waiting", "contacts", "agents", "available", "name"}}
	for _, q := range queues {
		t.add(string(q.ID), q.Channel.String(), yesNo(q.Open), str(q.Waiting), str(q.Contacts),
			str(q.Agents), str(q.Available), q.Name)
	}
	return t
}

func (s *scene) contactTable(contacts ...routing.ContactView) table {
	t := table{{"contact", "channel", "queue", "state", "entered", "details"}}
	for _, c := range contacts {
		t.add(string(c.ID), c.Channel.String(), string(c.Queue), c.State.String(), stamp(c.Entered), s.details(c))
	}
	return t
}

// details tells of a contact what only some contacts have.
func (s *scene) details(c routing.ContactView) string {
	var d []string
	add := func(what string, value string) {
		if value != "" {
			d = append(d, what+value)
		}
	}
	add("", c.Reason)
	add("owner ", string(c.Owner))
	if c.OnHold {
		add("", "on-hold")
	}
	add("guest ", join(c.Guests))
	if c.OfferedTo != "" {
		add("offered to ", fmt.Sprintf("%s until %s", c.OfferedTo, stamp(c.Deadline)))
	}
	if c.Priority > 0 {
		add("priority ", str(c.Priority))
	}
	if c.Channel == contact.Email && c.Received != c.Entered {
		add("received ", stamp(c.Received))
	}
	add("wrapping ", join(c.Wrapping))
	for _, a := range slices.Sorted(maps.Keys(c.Reasons)) {
		add(string(a)+" filed ", mark(join(c.Reasons[a])))
	}
	for _, w := range c.Supervisors {
		add(string(w.Supervisor), " ("+w.Role.String()+")")
	}
	if who := s.customer(c); who.Name != "" || who.Email != "" || c.Customer != "" {
		add("from ", address(who.Label(), who.Email))
	}
	return strings.Join(d, ", ")
}

func stand(state contact.AgentState, code string) string {
	if code == "" {
		return state.String()
	}
	return state.String() + " (" + code + ")"
}

func load(l contact.Load) string {
	var parts []string
	for ch := contact.Chat; ch.Valid(); ch++ {
		if l[ch] > 0 {
			parts = append(parts, fmt.Sprintf("%s:%d", ch, l[ch]))
		}
	}
	return strings.Join(parts, " ")
}

func join[ID ~string](ids []ID) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = string(id)
	}
	return strings.Join(parts, " ")
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func str(n any) string { return fmt.Sprint(n) }

// stampOf prints a time that may be missing.
func stampOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return stamp(t)
}
