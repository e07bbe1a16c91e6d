package main

import (
	"cmp"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

var contactCommands = []command{{
	name: "contact", parse: parseContact, sends: true,
	usage: `ID queue=ID [customer=ID] [name="..."] [email=...] [priority=9] [skills=ko:3] [last-agent=AGENT] [received=5m]`,
},
	{name: "accept", usage: "AGENT CONTACT", parse: parseAccept, sends: true},
	{name: "decline", usage: "AGENT CONTACT", parse: parseDecline, sends: true},
	{name: "hold", usage: "AGENT CONTACT", parse: parseHold, sends: true},
	{name: "retrieve", usage: "AGENT CONTACT", parse: parseRetrieve, sends: true},
	{name: "abandon", usage: "CONTACT", parse: parseAbandon, sends: true},
	{name: "end", usage: "AGENT CONTACT", parse: parseEnd, sends: true},
}

func parseContact(in *args) act {
	var c routing.Enqueue
	var who contact.Customer
	in.value("ID", text(&c.Contact))
	in.need("queue", text(&c.Queue))
	in.option("customer", text(&c.Customer))
	in.option("name", text(&who.Name))
	in.option("email", text(&who.Email))
	var priority int
	if in.option("priority", number(&priority)) {
		c.Priority = &priority
	}
	in.option("skills", skills(&c.Skills))
	in.option("last-agent", text(&c.LastAgent))
	var ago time.Duration
	received := in.option("received", duration(&ago))
	who.ID = cmp.Or(c.Customer, contact.CustomerID(c.Contact))
	return func(s *scene) (*result, error) {
		if received {
			c.Received = s.now.Add(-ago)
		}
		return nil, s.enqueue(c, who)
	}
}

// enqueue keeps what is personal here, for the floor gets ids only.
func (s *scene) enqueue(c routing.Enqueue, who contact.Customer) error {
	return s.introduced(who, func() error { return s.send(c) })
}

// introduced does something with a customer known, who stays so unless it is refused.
func (s *scene) introduced(who contact.Customer, do func() error) error {
	before, had := s.customers[who.ID]
	s.customers[who.ID] = s.known(who)
	err := do()
	if err != nil && had {
		s.customers[who.ID] = before
	} else if err != nil {
		delete(s.customers, who.ID)
	}
	return err
}

// known adds to a customer what was known before.
func (s *scene) known(who contact.Customer) contact.Customer {
	before := s.customers[who.ID]
	who.Name, who.Email = cmp.Or(who.Name, before.Name), cmp.Or(who.Email, before.Email)
	return who
}

func parseAccept(in *args) act {
	return send(routing.Accept{Agent: in.agent(), Contact: in.contact()})
}

func parseDecline(in *args) act {
	return send(routing.Decline{Agent: in.agent(), Contact: in.contact()})
}

func parseHold(in *args) act {
	return send(routing.Hold{Agent: in.agent(), Contact: in.contact()})
}

func parseRetrieve(in *args) act {
	return send(routing.Retrieve{Agent: in.agent(), Contact: in.contact()})
}

func parseAbandon(in *args) act {
	cmd := routing.Abandon{Contact: in.contact()}
	return func(s *scene) (*result, error) {
		_, routed := s.floor.Contact(cmd.Contact)
		if t := s.chats[cmd.Contact]; t != nil && !routed {
			return nil, s.tell(t, chat.Leave{})
		}
		return nil, s.send(cmd)
	}
}

func parseEnd(in *args) act {
	return send(routing.End{Agent: in.agent(), Contact: in.contact()})
}
