package main

import (
	"cmp"
	"context"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

// names joins ids with what people read. The center's log holds the names of what an administrator
// sets; those of customers are in the customers' own streams.
type names struct {
	customers contact.Customers
	agents    map[contact.AgentID]string
	queues    map[contact.QueueID]string
	reasons   map[wrapup.ReasonID]string
}

func newNames(customers contact.Customers) *names {
	return &names{
		customers: customers,
		agents:    make(map[contact.AgentID]string),
		queues:    make(map[contact.QueueID]string),
		reasons:   make(map[wrapup.ReasonID]string),
	}
}

// learn notes the names in an event.
func (n *names) learn(p routing.Payload) {
	switch p := p.(type) {
	case routing.AgentSet:
		n.agents[p.Agent.ID] = p.Agent.Name
	case routing.QueueSet:
		n.queues[p.Queue.ID] = p.Queue.Name
	case routing.ReasonSet:
		n.reasons[p.Reason.ID] = p.Reason.Name
	}
}

func (n *names) agent(id contact.AgentID) string { return named(id, n.agents[id]) }
func (n *names) queue(id contact.QueueID) string { return named(id, n.queues[id]) }

func (n *names) agentList(ids []contact.AgentID) string  { return list(ids, n.agents) }
func (n *names) reasonList(ids []wrapup.ReasonID) string { return list(ids, n.reasons) }

// customer returns a customer's profile; who has none goes by id.
func (n *names) customer(id contact.CustomerID) contact.Customer {
	c, err := n.customers.Customer(context.Background(), id)
	if err != nil {
		return contact.Customer{ID: id}
	}
	return c
}

func list[ID ~string](ids []ID, names map[ID]string) string {
	all := make([]string, len(ids))
	for i, id := range ids {
		all[i] = named(id, names[id])
	}
	return cmp.Or(strings.Join(all, ", "), "none")
}

func named[ID ~string](id ID, name string) string {
	return cmp.Or(name, string(id))
}
