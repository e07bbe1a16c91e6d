package metrics

import (
	"cmp"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
)

// Report is all figures at a time: totals since the beginning, and the intervals that are kept. It is the caller's own.
type Report struct {
	From     time.Time       `json:"from"` // of the first event
	To       time.Time       `json:"to"`   // of the report
	All      QueueReport     `json:"all"`
	Channels []ChannelReport `json:"channels"` // in the channels' order
	Queues   []QueueReport   `json:"queues"`   // in the order they were set
	Staff    AgentReport     `json:"staff"`    // all agents together
	Agents   []AgentReport   `json:"agents"`   // in the order they were set
}

// QueueReport is the figures of one queue, or of several together.
type QueueReport struct {
	ID        contact.QueueID          `json:"id,omitempty"`
	Name      string                   `json:"name,omitempty"`
	Channel   contact.Channel          `json:"channel,omitzero"`
	Target    time.Duration            `json:"target_ns,omitempty"` // of the service level
	Now       QueueNow                 `json:"now"`
	Total     QueueFigures             `json:"total"`
	Intervals []Interval[QueueFigures] `json:"intervals"` // in which something happened
}

// ChannelReport is the figures of a channel's queues together.
type ChannelReport = QueueReport

// QueueNow is what stands in a queue at the moment.
type QueueNow struct {
	Length      int           `json:"length"`  // contacts not answered yet
	Offered     int           `json:"offered"` // of them: at an agent at the moment
	LongestWait time.Duration `json:"longest_wait_ns"`
	InHand      int           `json:"in_hand"` // contacts that agents have: conversations and wrap-ups
}

// AgentReport is the figures of one agent, or of all together.
type AgentReport struct {
	ID        contact.AgentID          `json:"id,omitempty"`
	Name      string                   `json:"name,omitempty"`
	Now       AgentNow                 `json:"now"`
	Total     AgentFigures             `json:"total"`
	Intervals []Interval[AgentFigures] `json:"intervals"` // in which the agent was at work
}

// AgentNow counts agents by their state at the moment; of one agent's report, one count is 1.
type AgentNow struct {
	SignedOut int `json:"signed_out"`
	Idle      int `json:"idle"`
	Available int `json:"available"`
	RONA      int `json:"rona"`
	Busy      int `json:"busy"`    // with a contact in hand, in whatever state
	InHand    int `json:"in_hand"` // contacts
}

// Report brings the figures up to a time, that of the last event if it is before that, and returns them.
func (m *Metrics) Report(at time.Time) Report { return m.report(at, true) }

// Totals returns a Report without intervals, which takes far less: for what asks every few seconds.
func (m *Metrics) Totals(at time.Time) Report { return m.report(at, false) }

func (m *Metrics) report(at time.Time, intervals bool) Report {
	if now := nanos(at); m.begun != 0 && now > m.now {
		m.pass(now)
	}
	r := Report{From: m.time(m.begun), To: m.time(m.now)}
	for _, q := range m.lines {
		r.Queues = append(r.Queues, m.queueReport(q, intervals))
	}
	for _, a := range m.staff {
		r.Agents = append(r.Agents, m.agentReport(a, intervals))
	}
	for i := range r.Queues {
		q := &r.Queues[i]
		r.All.add(q)
		r.channel(q.Channel).add(q)
	}
	for i := range r.Agents {
		r.Staff.add(&r.Agents[i])
	}
	return r
}

func (m *Metrics) time(nanos int64) time.Time {
	if nanos == 0 {
		return time.Time{}
	}
	return time.Unix(0, nanos).In(m.cfg.Zone)
}

// kept returns the interval that runs, cut off now, and the beginning of the first that is kept.
func (m *Metrics) kept() (running span, since int64) {
	return span{m.running.start, m.now}, m.running.start - m.cfg.reach()
}

func (m *Metrics) queueReport(q *queue, intervals bool) QueueReport {
	q.bring(m.now)
	r := QueueReport{
		ID: q.id, Name: q.name, Channel: q.channel, Target: q.target,
		Now:   QueueNow{q.waiting.Len(), q.offered, q.longest(m.now), q.inHand},
		Total: q.sum(),
	}
	if intervals {
		running, since := m.kept()
		r.Intervals = q.intervals(since, running, m.cfg.Zone)
	}
	return r
}

func (m *Metrics) agentReport(a *agent, intervals bool) AgentReport {
	a.accrue(m.now)
	r := AgentReport{ID: a.id, Name: a.name, Total: a.sum()}
	if intervals {
		running, since := m.kept()
		r.Intervals = a.intervals(since, running, m.cfg.Zone)
	}
	r.Now.InHand, r.Now.Busy = a.inHand, min(a.inHand, 1)
	*r.Now.of(a.state) = 1
	return r
}

// of returns the count of a state.
func (n *AgentNow) of(state contact.AgentState) *int {
	switch state {
	case contact.Idle:
		return &n.Idle
	case contact.Available:
		return &n.Available
	case contact.RONA:
		return &n.RONA
	}
	return &n.SignedOut
}

// channel returns the report of a channel, made if there is none yet.
func (r *Report) channel(ch contact.Channel) *ChannelReport {
	i, found := slices.BinarySearchFunc(r.Channels, ch, func(c ChannelReport, ch contact.Channel) int {
		return cmp.Compare(c.Channel, ch)
	})
	if !found {
		r.Channels = slices.Insert(r.Channels, i, ChannelReport{Channel: ch})
	}
	return &r.Channels[i]
}

// Add adds the figures of another queue, those of the same interval together. Name and target stay.
func (r *QueueReport) Add(o *QueueReport) {
	r.Total.own()
	r.Intervals = slices.Clone(r.Intervals)
	for i := range r.Intervals {
		r.Intervals[i].Figures.own()
	}
	r.add(o)
}

// add is Add to a report that shares nothing with copies.
func (r *QueueReport) add(o *QueueReport) {
	r.Now.Length += o.Now.Length
	r.Now.Offered += o.Now.Offered
	r.Now.InHand += o.Now.InHand
	r.Now.LongestWait = max(r.Now.LongestWait, o.Now.LongestWait)
	r.Total.add(&o.Total)
	r.Intervals = merge(r.Intervals, o.Intervals)
}

// Add adds the figures of another agent, those of the same interval together.
func (r *AgentReport) Add(o *AgentReport) {
	r.Intervals = slices.Clone(r.Intervals)
	r.add(o)
}

func (r *AgentReport) add(o *AgentReport) {
	r.Now.SignedOut += o.Now.SignedOut
	r.Now.Idle += o.Now.Idle
	r.Now.Available += o.Now.Available
	r.Now.RONA += o.Now.RONA
	r.Now.Busy += o.Now.Busy
	r.Now.InHand += o.Now.InHand
	r.Total.Add(&o.Total)
	r.Intervals = merge(r.Intervals, o.Intervals)
}

// merge adds intervals to others, both in order, those of the same time together.
func merge[F any, P figures[F]](sum, more []Interval[F]) []Interval[F] {
	i := 0
	for k := range more {
		for i < len(sum) && sum[i].Start.Before(more[k].Start) {
			i++
		}
		if i == len(sum) || !sum[i].Start.Equal(more[k].Start) {
			sum = slices.Insert(sum, i, Interval[F]{Start: more[k].Start})
		}
		if more[k].End.After(sum[i].End) {
			sum[i].End = more[k].End
		}
		P(&sum[i].Figures).add(&more[k].Figures)
	}
	return sum
}
