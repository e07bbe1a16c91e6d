package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
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
	said     int // messages that were sent
	heard    int // of them acknowledged

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
			Try:   p.o.lease / 2, Patience: patience, Think: 10 * time.Millisecond, Chat: p.o.chat,
		})
	}
	return nil
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
