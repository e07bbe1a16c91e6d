package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"sync"
	"time"

	"github.com/acdkit/acdkit/examples/cluster/load"
	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/acdkit/acdkit/examples/cluster/store"
)

const (
	startWithin = time.Minute
	stopWithin  = 30 * time.Second
	drainWithin = 2 * time.Minute
	judgeWithin = 2 * time.Minute
	patience    = time.Minute // of a client with one command
)

// proving is one run.
type proving struct {
	o        options
	log      io.Writer
	folder   string
	servers  store.Servers
	slots    []*slot
	sites    []*load.Site
	recorder *proof.Recorder
	random   *rand.Rand
	came     int // contacts that were sent

	probes    int
	takeovers []time.Duration
	unserved  error
	rate      float64
}

// prove runs a cluster, disturbs it, and returns what came of it. The error is that of something that could not be done.
func prove(ctx context.Context, o options, log io.Writer) (_ *report, err error) {
	p := &proving{o: o, log: log, random: rand.New(rand.NewPCG(o.seed, 0))}
	if p.folder, err = os.MkdirTemp("", "cluster"); err != nil {
		return nil, err
	}
	defer func() {
		if o.keep || err != nil {
			fmt.Fprintln(log, "cluster: logs of the processes are in", p.folder)
		} else {
			err = os.RemoveAll(p.folder)
		}
	}()
	if len(o.program) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil, err
		}
		p.o.program = []string{self}
	}
	p.servers, err = store.Start(ctx, o.journal, p.folder, o.dsn, append(p.o.program[:len(p.o.program):len(p.o.program)], asServer))
	if err != nil {
		return nil, err
	}
	defer p.servers.Close()
	if err := p.open(ctx); err != nil {
		p.killAll()
		return nil, err
	}
	if err := p.live(ctx); err != nil {
		p.killAll()
		return nil, err
	}
	stopped := p.stopAll()
	r, err := p.judge(ctx)
	return r, errors.Join(stopped, err)
}

func (p *proving) say(format string, args ...any) {
	if !p.o.asJSON {
		fmt.Fprintf(p.log, "%6.1fs  %s\n", p.recorder.Since().Seconds(), fmt.Sprintf(format, args...))
	}
}

// open starts the nodes, and makes ready those who will work there.
func (p *proving) open(ctx context.Context) (err error) {
	if p.slots, err = newSlots(p.o.nodes, p.servers.Targets()); err != nil {
		return err
	}
	for _, s := range p.slots {
		if err := p.start(ctx, s); err != nil {
			return err
		}
	}
	p.recorder = proof.NewRecorder()
	doors := make([]load.Door, len(p.slots))
	for i, s := range p.slots {
		doors[i] = s.door
	}
	for n := range p.o.centers {
		p.sites = append(p.sites, &load.Site{
			Center: fmt.Sprintf("center-%d", n), Agents: p.o.agents(), Seed: p.o.seed + uint64(n), Recorder: p.recorder,
			Doors: func() []load.Door { return doors },
			Try:   p.o.lease / 2, Patience: patience, Think: 10 * time.Millisecond,
		})
	}
	return nil
}

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

func (p *proving) acknowledged() (n int) {
	for _, op := range p.recorder.Operations() {
		if op.Outcome == proof.Acknowledged {
			n++
		}
	}
	return n
}

// logs reads the logs of all centers from the journal.
func (p *proving) logs(ctx context.Context, logs []proof.Log) error {
	s, err := store.Open(ctx, store.Config{Kind: p.o.journal, Source: p.servers.Source(), Monitors: p.servers.Monitors(), Session: p.o.lease}, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer s.Close()
	for i := range logs {
		if err := logs[i].ReadOn(ctx, s.Journal); err != nil {
			return err
		}
	}
	return nil
}

func (p *proving) newLogs() []proof.Log {
	logs := make([]proof.Log, len(p.sites))
	for i, site := range p.sites {
		logs[i].Center = site.Center
	}
	return logs
}

// drain waits until all contacts are closed, or for so long that they will never be.
func (p *proving) drain(ctx context.Context) error {
	p.say("all faults are over")
	logs := p.newLogs()
	for until := time.Now().Add(drainWithin); time.Now().Before(until); sleep(ctx, 250*time.Millisecond) {
		if err := p.logs(ctx, logs); err != nil {
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

// stopAll has the nodes end in order.
func (p *proving) stopAll() error {
	var errs []error
	for _, s := range p.slots {
		errs = append(errs, s.process.Stop(stopWithin))
	}
	p.closeLinks()
	return errors.Join(errs...)
}

func (p *proving) killAll() {
	for _, s := range p.slots {
		if s != nil && s.process != nil {
			s.process.Kill()
		}
	}
	p.closeLinks()
}

func (p *proving) closeLinks() {
	for _, s := range p.slots {
		if s == nil {
			continue
		}
		for _, link := range s.links {
			if link != nil {
				link.Close()
			}
		}
	}
}

// judge holds what clients were told against the log.
func (p *proving) judge(ctx context.Context) (*report, error) {
	logs := p.newLogs()
	if err := p.logs(ctx, logs); err != nil {
		return nil, err
	}
	history := p.recorder.Operations()
	var found proof.Findings
	for _, log := range logs {
		found.Add(proof.Audit(log, true))
		found.Add(proof.Compare(history, log))
	}
	r := &report{
		Commands: len(history), Acknowledged: p.acknowledged(), Lost: found.Lost, Duplicated: found.Duplicated,
		DoubleOwned: found.DoubleOwned, Stuck: found.Stuck, Gaps: found.Gaps, Linearizable: found.Disordered == 0,
		Takeover: takeoverOf(p.takeovers), CommandsPerSecond: p.rate, details: found.Details,
	}
	if err := proof.Linearizable(history, judgeWithin); err != nil {
		r.Linearizable = false
		r.details = append(r.details, err.Error())
	}
	if p.unserved != nil {
		r.Stuck++
		r.details = append(r.details, p.unserved.Error())
	}
	return r, nil
}
