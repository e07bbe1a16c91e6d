package main

import (
	"cmp"
	"time"

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
	known := s.customers[who.ID]
	who.Name, who.Email = cmp.Or(who.Name, known.Name), cmp.Or(who.Email, known.Email)
	if err := s.send(c); err != nil {
		return err
	}
	s.customers[who.ID] = who
	return nil
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
	return send(routing.Abandon{Contact: in.contact()})
}

func parseEnd(in *args) act {
	return send(routing.End{Agent: in.agent(), Contact: in.contact()})
}
