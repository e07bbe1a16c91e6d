package main

import (
	"context"
	"log/slog"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/acdkit/acdkit/examples/cluster/store"
	"github.com/acdkit/acdkit/routing"
)

// judge holds what clients were told against the log.
func (p *proving) judge(ctx context.Context) (*report, error) {
	logs := p.newLogs()
	var found proof.Findings
	err := p.stored(ctx, func(j journal.Journal) (err error) {
		if err = readOn(ctx, j, logs); err == nil {
			found, err = p.listen(ctx, j)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	history := p.recorder.Operations()
	for _, log := range logs {
		found.Add(proof.Audit(log, true))
		found.Add(proof.Compare(history, log))
	}
	r := &report{
		Commands: len(history) + p.said, Acknowledged: p.acknowledged() + p.heard, Lost: found.Lost, Duplicated: found.Duplicated,
		DoubleOwned: found.DoubleOwned, Stuck: found.Stuck, Gaps: found.Gaps, Linearizable: found.Disordered == 0,
		Takeover: takeoverOf(p.takeovers), CommandsPerSecond: p.rate, details: found.Details,
	}
	if err := proof.Linearizable(history, judgeWithin); err != nil {
		r.Linearizable = false
		r.details = append(r.details, err.Error())
	}
	for _, op := range history {
		if _, is := op.Command.(routing.Enqueue); is && op.Outcome != proof.Acknowledged {
			r.Stuck++
			r.details = append(r.details, "turned away: "+op.String())
		}
	}
	if p.unserved != nil {
		r.Stuck++
		r.details = append(r.details, p.unserved.Error())
	}
	return r, nil
}

// listen holds the conversations against what their members said and heard.
func (p *proving) listen(ctx context.Context, j journal.Journal) (found proof.Findings, err error) {
	sayings, hearings := p.recorder.Talks()
	for id, said := range sayings {
		talk, err := proof.ReadTalk(ctx, j, id)
		if err != nil {
			return found, err
		}
		found.Add(proof.Listen(talk, said, hearings[id]))
		for _, one := range said {
			if p.said++; one.Outcome == proof.Acknowledged {
				p.heard++
			}
		}
	}
	return found, nil
}

func (p *proving) acknowledged() (n int) {
	for _, op := range p.recorder.Operations() {
		if op.Outcome == proof.Acknowledged {
			n++
		}
	}
	return n
}

// stored gives what was stored to read, directly and not by links.
func (p *proving) stored(ctx context.Context, read func(journal.Journal) error) error {
	s, err := store.Open(ctx, store.Config{
		Kind: p.o.journal, Source: p.servers.Source(), Monitors: p.servers.Monitors(), Session: p.o.lease,
	}, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer s.Close()
	return read(s.Journal)
}

// readOn reads the logs of all centers to their ends.
func readOn(ctx context.Context, j journal.Journal, logs []proof.Log) error {
	for i := range logs {
		if err := logs[i].ReadOn(ctx, j); err != nil {
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
