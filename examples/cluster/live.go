package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
)

// live has everybody work: first in peace, then through the faults, then until all contacts are closed.
func (p *proving) live(ctx context.Context) error {
	for _, site := range p.sites { // until each center is led
		if _, err := p.leader(ctx, site); err != nil {
			return err
		}
	}
	working, stop := context.WithCancel(ctx)
	var agents sync.WaitGroup
	defer agents.Wait()
	defer stop()
	for _, site := range p.sites {
		agents.Go(func() { site.Work(working) })
	}
	part := p.o.contacts / (p.o.faults + 1)
	if err := p.peace(ctx, p.o.contacts-part*p.o.faults); err != nil {
		return err
	}
	for range p.o.faults {
		if err := p.trouble(ctx, part); err != nil {
			return err
		}
	}
	return p.drain(ctx)
}

// peace has contacts come as fast as they are served, and measures the rate.
func (p *proving) peace(ctx context.Context, contacts int) error {
	began, before := p.recorder.Since(), p.acknowledged()
	p.customers(ctx, contacts, 0)
	took := p.recorder.Since() - began
	p.rate = float64(p.acknowledged()-before) / took.Seconds()
	p.say("%d contacts have come, %.0f commands a second", p.came, p.rate)
	return ctx.Err()
}

// trouble has contacts come while a fault is done.
func (p *proving) trouble(ctx context.Context, contacts int) error {
	span := 3 * p.o.lease
	var coming sync.WaitGroup
	coming.Go(func() { p.customers(ctx, contacts, span/time.Duration(max(1, contacts))) })
	sleep(ctx, span/8)
	err := p.fault(ctx)
	coming.Wait()
	return errors.Join(err, ctx.Err())
}

// customers has so many contacts come, one every so often, and no more at once than there are clients. It returns when all of
// them have been acknowledged, or given up.
func (p *proving) customers(ctx context.Context, contacts int, every time.Duration) {
	places := make(chan struct{}, p.o.clients)
	var all sync.WaitGroup
	for range contacts {
		site, number := p.sites[p.came%len(p.sites)], p.came
		p.came++
		places <- struct{}{}
		all.Go(func() {
			defer func() { <-places }()
			site.Customer(ctx, number)
		})
		sleep(ctx, every)
	}
	all.Wait()
}

// drain waits until all contacts are closed, or for so long that they will never be.
func (p *proving) drain(ctx context.Context) error {
	p.say("all faults are over")
	logs := p.newLogs()
	for until := time.Now().Add(drainWithin); time.Now().Before(until); sleep(ctx, 250*time.Millisecond) {
		if err := p.stored(ctx, func(j journal.Journal) error { return readOn(ctx, j, logs) }); err != nil {
			return err
		}
		all, over := 0, 0
		for i := range logs {
			came, closed := logs[i].Contacts()
			all, over = all+came, over+closed
		}
		if all == over {
			p.say("all %d contacts are closed", all)
			return nil
		}
	}
	return ctx.Err()
}
