package main

import (
	"context"
	"log/slog"

	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/acdkit/acdkit/examples/cluster/store"
)

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
