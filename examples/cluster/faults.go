package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/acdkit/acdkit/examples/cluster/load"
	"github.com/acdkit/acdkit/examples/cluster/proof"
)

// faults are what can be done in the middle; each does it to the node that leads a center, waits until the centers that the
// node led, which it is given, are served again, and sees to it that all is as before.
var faults = map[string]func(p *proving, ctx context.Context, s *slot, led []*load.Site) error{
	"none":      nil,
	"leader":    (*proving).killLeader,
	"storage":   (*proving).killStorage,
	"partition": (*proving).partition,
	"pause":     (*proving).pause,
}

// fault does the fault, to the leader of any center.
func (p *proving) fault(ctx context.Context) error {
	site := p.sites[p.random.IntN(len(p.sites))]
	s, err := p.leader(ctx, site)
	if err != nil {
		return err
	}
	var led []*load.Site
	for _, other := range p.sites {
		if l, err := p.leader(ctx, other); err != nil {
			return err
		} else if l == s || p.o.fault == "storage" {
			led = append(led, other)
		}
	}
	if p.o.clock {
		if err := p.shiftClock(ctx); err != nil {
			return err
		}
	}
	return faults[p.o.fault](p, ctx, s, led)
}

// leader returns the slot whose node leads a center, as soon as there is one.
func (p *proving) leader(ctx context.Context, site *load.Site) (*slot, error) {
	ctx, cancel := context.WithTimeout(ctx, startWithin)
	defer cancel()
	for ; ctx.Err() == nil; time.Sleep(20 * time.Millisecond) {
		for _, s := range p.slots {
			asking, done := context.WithTimeout(ctx, time.Second)
			status, err := s.door.Status(asking, site.Center)
			done()
			if err == nil && status.Leads {
				return s, nil
			}
		}
	}
	return nil, fmt.Errorf("nobody leads %s: %w", site.Center, ctx.Err())
}

func (p *proving) shiftClock(ctx context.Context) error {
	by := time.Duration(p.random.Int64N(int64(4*time.Hour))) - 2*time.Hour
	s := p.slots[p.random.IntN(len(p.slots))]
	p.say("the clock of node %d is off by %v", s.number, by)
	return s.door.Shift(ctx, by)
}

func (p *proving) killLeader(ctx context.Context, s *slot, led []*load.Site) error {
	p.say("node %d, which leads %d centers, is killed", s.number, len(led))
	began := p.recorder.Since()
	p.point(s, "", "") // its ports may be another process's at once
	s.process.Kill()
	p.probe(ctx, began, led)
	return p.start(ctx, s)
}

func (p *proving) killStorage(ctx context.Context, _ *slot, led []*load.Site) error {
	p.say("a server of the store is killed")
	began := p.recorder.Since()
	mend, err := p.servers.Fail(ctx)
	if err != nil {
		return err
	}
	var probing sync.WaitGroup
	probing.Go(func() { p.probe(ctx, began, led) })
	sleep(ctx, p.o.lease/2)
	err = mend(ctx)
	probing.Wait()
	return err
}

func (p *proving) partition(ctx context.Context, s *slot, led []*load.Site) error {
	p.say("node %d, which leads %d centers, is cut off", s.number, len(led))
	began := p.recorder.Since()
	p.cut(s, true)
	p.probe(ctx, began, led)
	sleep(ctx, 2*p.o.lease-(p.recorder.Since()-began))
	p.cut(s, false)
	return nil
}

func (p *proving) pause(ctx context.Context, s *slot, led []*load.Site) error {
	p.say("node %d, which leads %d centers, is paused", s.number, len(led))
	began := p.recorder.Since()
	if err := s.process.Pause(); err != nil {
		return err
	}
	p.probe(ctx, began, led)
	sleep(ctx, 2*p.o.lease-(p.recorder.Since()-began))
	return s.process.Resume()
}

// probe waits until each of the centers takes commands again, and notes how long after the fault that was.
func (p *proving) probe(ctx context.Context, began time.Duration, led []*load.Site) {
	p.probes++
	took := make([]time.Duration, len(led))
	var all sync.WaitGroup
	for i, site := range led {
		all.Go(func() {
			if site.Probe(ctx, p.probes) == proof.Acknowledged {
				took[i] = p.recorder.Since() - began
			}
		})
	}
	all.Wait()
	for i, d := range took {
		if d == 0 {
			p.unserved = errors.Join(p.unserved, fmt.Errorf("%s was not served again after a fault", led[i].Center))
			continue
		}
		p.takeovers = append(p.takeovers, d)
	}
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}
