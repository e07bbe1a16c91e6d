package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/examples/cluster/fleet"
	"github.com/acdkit/acdkit/examples/cluster/host"
	"github.com/acdkit/acdkit/examples/cluster/store"
)

// slot is a place for a node: its addresses, and the links that it reaches the store and other nodes by. Nodes come and go.
type slot struct {
	number  int
	name    string                 // by which the other nodes reach it
	links   map[string]*fleet.Link // by the address or name that they lead to
	process *fleet.Process
	lives   int
	door    *host.Door
}

// newSlots returns places for nodes, linked with one another and with the servers.
func newSlots(nodes int, targets []store.Target) ([]*slot, error) {
	slots := make([]*slot, nodes)
	for i := range slots {
		s := &slot{number: i, name: fmt.Sprintf("node-%d:80", i), links: make(map[string]*fleet.Link), door: host.NewDoor("")}
		slots[i] = s
		for _, t := range targets {
			if err := s.link(t.Addr, t.Network, t.Addr); err != nil {
				return slots, err
			}
		}
		for peer := range nodes {
			if err := s.link(fmt.Sprintf("node-%d:80", peer), "tcp", ""); err != nil {
				return slots, err
			}
		}
	}
	return slots, nil
}

func (s *slot) link(name, network, addr string) (err error) {
	s.links[name], err = fleet.NewLink(network, addr)
	return err
}

// point has doors and links lead to the node in a slot, or to none.
func (p *proving) point(s *slot, api, others string) {
	s.door.Point(api)
	for _, other := range p.slots {
		other.links[s.name].Point(others)
	}
}

// start starts a node in the slot; tries again if it does not come up, for the store may be failing.
func (p *proving) start(ctx context.Context, s *slot) error {
	ctx, cancel := context.WithTimeout(ctx, startWithin)
	defer cancel()
	for {
		s.lives++
		err := p.startOnce(ctx, s)
		if err == nil || ctx.Err() != nil {
			return err
		}
		time.Sleep(200 * time.Millisecond)
	}
}

func (p *proving) startOnce(ctx context.Context, s *slot) error {
	via := make(fleet.Via)
	for addr, link := range s.links {
		via[addr] = link.Addr()
	}
	cfg := host.Config{
		Agents: p.o.agents(), Offer: 2 * p.o.lease, Chat: p.o.chat,
		Store: store.Config{
			Kind: p.o.journal, Source: p.servers.Source(), Monitors: p.servers.Monitors(), Via: via, Session: p.o.lease, Addr: s.name,
			Node: fmt.Sprintf("node-%d-%d-%s", s.number, s.lives, contact.NewID()),
		},
	}
	data, err := json.Marshal(cfg)
	if err != nil {
		return err
	}
	args := append(p.o.program[1:len(p.o.program):len(p.o.program)], asNode, string(data))
	s.process, err = fleet.Start(ctx, p.folder, fmt.Sprintf("node-%d", s.number), p.o.program[0], args...)
	if err != nil {
		return err
	}
	words := append(s.process.Words, "", "")
	p.point(s, words[0], words[1])
	return nil
}

// cut cuts the slot off from everything, or ends that.
func (p *proving) cut(s *slot, off bool) {
	set := (*fleet.Link).Mend
	if off {
		set = (*fleet.Link).Cut
	}
	for _, other := range p.slots {
		set(other.links[s.name])
	}
	for _, link := range s.links {
		set(link)
	}
}
