package main

import (
	"cmp"
	"context"
	"slices"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/routing"
)

var historyCommands = []command{{name: "history", usage: "CUSTOMER", parse: parseHistory}}

func parseHistory(in *args) act {
	who := in.word("CUSTOMER")
	return func(s *scene) (*result, error) {
		id, err := s.customerOf(who)
		return s.history(id), err
	}
}

// customerOf returns the customer of an id, or of an address that mail comes from.
func (s *scene) customerOf(who string) (contact.CustomerID, error) {
	if a, err := message.ParseAddress(who); err == nil {
		return s.identify(context.Background(), a)
	}
	return contact.CustomerID(who), nil
}

// history shows the contacts of a customer, chat and email together, newest first (C8).
func (s *scene) history(id contact.CustomerID) *result {
	list := []history.Entry{}
	for _, t := range s.chats {
		if t.conv.Opened().Customer == id {
			list = append(list, t.past())
		}
	}
	for _, t := range s.office.threads {
		if t.Opened().Customer == id {
			list = append(list, pastOf(t))
		}
	}
	for _, p := range s.past {
		if p.customer == id && s.office.threads[p.Contact] == nil {
			list = append(list, p.Entry)
		}
	}
	slices.SortFunc(list, func(a, b history.Entry) int {
		return cmp.Or(b.Began.Compare(a.Began), cmp.Compare(b.Contact, a.Contact))
	})
	t := table{{"contact", "channel", "began", "ended", "reason", "queue", "agents", "messages"}}
	subjects := slices.ContainsFunc(list, func(e history.Entry) bool { return e.Subject != "" })
	if subjects {
		t[0] = append(t[0], "subject")
	}
	for _, e := range list {
		row := []string{string(e.Contact), e.Channel.String(), stamp(e.Began), stampOf(e.Ended), e.Reason.String(),
			string(e.Queue), join(e.Agents), str(e.Messages)}
		if subjects {
			row = append(row, e.Subject)
		}
		t.add(row...)
	}
	return &result{list, t}
}

// past returns a conversation as a history has it.
func (t *talk) past() history.Entry {
	c := t.conv
	e := history.Entry{
		Contact: c.ID(), Channel: contact.Chat, Queue: c.Queue().Queue, QueueName: c.Queue().Name,
		Began: c.Began(), Agents: c.Served(), Messages: c.Messages(),
	}
	if end, over := c.Ended(); over {
		all := c.All()
		e.Ended, e.Reason = all[len(all)-1].At, reasonOf(end.Cause)
	}
	return e
}

// pastOf returns a thread as a history has it.
func pastOf(t *email.Thread) history.Entry {
	e := history.Entry{
		Contact: t.ID(), Channel: contact.Email, Queue: t.Queue().Queue, QueueName: t.Queue().Name, Subject: t.Subject(),
		Began: t.Began(), Agents: t.Served(), Messages: t.Mails(),
	}
	if end, over := t.Ended(); over {
		for _, l := range t.All() {
			if _, is := l.Payload.(email.Ended); is {
				e.Ended, e.Reason = l.At, end.Reason
			}
		}
	}
	return e
}

func reasonOf(c chat.Cause) contact.Reason {
	switch c {
	case chat.AgentEnded:
		return contact.AgentEnded
	case chat.LeftByCustomer:
		return contact.CustomerLeft
	case chat.TransferMissed:
		return contact.TransferMissed
	}
	return contact.Abandoned
}

// past is a contact of another channel, as far as events tell of it.
type past struct {
	customer contact.CustomerID
	history.Entry
}

// remember notes what an event tells of a contact that is no chat.
func (s *scene) remember(ev routing.Event) {
	id := ev.Contact()
	p, known := s.past[id]
	switch e := ev.Payload.(type) {
	case routing.ContactQueued:
		if e.Channel == contact.Chat {
			return
		}
		p = past{e.Customer, history.Entry{Contact: id, Channel: e.Channel, Queue: e.Queue, Began: ev.At}}
		known = true
	case routing.ContactMoved:
		p.Queue = e.Queue
	case routing.ContactTransferred:
		p.Queue = cmp.Or(e.Queue, p.Queue)
	case routing.OfferAccepted:
		if !slices.Contains(p.Agents, e.Agent) {
			p.Agents = append(slices.Clone(p.Agents), e.Agent)
		}
	case routing.ContactEnded:
		p.Ended, p.Reason = ev.At, e.Reason
	case routing.ContactClosed:
		if p.Ended.IsZero() {
			p.Ended, p.Reason = ev.At, e.Reason
		}
	}
	if known {
		p.QueueName = names{s.floor}.QueueName(p.Queue)
		s.past[id] = p
	}
}
