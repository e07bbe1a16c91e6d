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
	api     string
	rpc     string
	links   map[string]*fleet.Link // by the address that they lead to
	process *fleet.Process
	lives   int
	door    *host.Door
}

// newSlots returns places for nodes, linked with one another and with the servers.
func newSlots(nodes int, targets []store.Target) ([]*slot, error) {
	addrs, err := fleet.FreeAddrs(2 * nodes)
	if err != nil {
		return nil, err
	}
	slots := make([]*slot, nodes)
	for i := range slots {
		s := &slot{number: i, api: addrs[i], rpc: addrs[nodes+i], links: make(map[string]*fleet.Link), door: host.NewDoor(addrs[i])}
		slots[i] = s
		for _, t := range targets {
			if err := s.link(t.Network, t.Addr); err != nil {
				return slots, err
			}
		}
		for _, peer := range addrs[nodes:] {
			if err := s.link("tcp", peer); err != nil {
				return slots, err
			}
		}
	}
	return slots, nil
}

func (s *slot) link(network, addr string) (err error) {
	s.links[addr], err = fleet.NewLink(network, addr)
	return err
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
		fmt.Fprintln(p.log, "cluster:", err)
		time.Sleep(100 * time.Millisecond)
	}
}

func (p *proving) startOnce(ctx context.Context, s *slot) error {
	via := make(fleet.Via)
	for addr, link := range s.links {
		via[addr] = link.Addr()
	}
	cfg := host.Config{
		API: s.api, Agents: p.o.agents(), Offer: 2 * p.o.lease, Chat: p.o.chat,
		Store: store.Config{
			Kind: p.o.journal, Source: p.servers.Source(), Monitors: p.servers.Monitors(), Via: via, Session: p.o.lease, Addr: s.rpc,
			Node: fmt.Sprintf("node-%d-%d-%s", s.number, s.lives, contact.NewID()),
		},
	}
	data, err := json.Marshal(cfg)
	if err != nil {
		return err
	}
	args := append(p.o.program[1:len(p.o.program):len(p.o.program)], asNode, string(data))
	s.process, err = fleet.Start(ctx, p.folder, fmt.Sprintf("node-%d", s.number), p.o.program[0], args...)
	return err
}

// cut cuts the slot off from everything, or ends that.
func (p *proving) cut(s *slot, off bool) {
	set := (*fleet.Link).Mend
	if off {
		set = (*fleet.Link).Cut
	}
	for _, other := range p.slots {
		set(other.links[s.rpc])
	}
	for _, link := range s.links {
		set(link)
	}
}
