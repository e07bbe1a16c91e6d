package metrics

import (
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// Metrics folds a center's events into figures: the same events give the same figures, whether they are told as they
// happen or read from an old log. It is not safe for concurrent use; Live is.
//
// An event costs about the same however many agents and contacts there are, the logarithm of a queue's length apart.
// Contacts that are over are forgotten; agents and queues are not, even if they are removed.
type Metrics struct {
	cfg     Config
	begun   int64 // the first event, 0 before
	now     int64
	running span
	order   uint64

	queues map[contact.QueueID]*queue
	agents map[contact.AgentID]*agent
	open   map[contact.ID]*open
	lines  []*queue // in the order they came up
	staff  []*agent
}

// New returns figures that are empty.
func New(cfg Config) *Metrics {
	return &Metrics{
		cfg: cfg.withDefaults(), queues: make(map[contact.QueueID]*queue),
		agents: make(map[contact.AgentID]*agent), open: make(map[contact.ID]*open),
	}
}

// Apply takes an event into account, in the order of the log. Events that do not fit the ones before, as in a log
// that was cut, are taken for what they are; nothing is refused.
func (m *Metrics) Apply(ev routing.Event) {
	m.pass(nanos(ev.At))
	m.apply(ev.Payload)
}

// The times that figures know. Others, which no center's clock shows, count as the nearest of them; 0 is none.
var latest = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)

// nanos returns a time in Unix nanoseconds.
func nanos(t time.Time) int64 {
	switch {
	case t.After(latest):
		return latest.UnixNano()
	case t.Unix() < 0:
		return 1
	}
	return max(t.UnixNano(), 1)
}

// pass lets time pass, closing the intervals that end. Time never goes back.
func (m *Metrics) pass(now int64) {
	if m.begun == 0 {
		m.begun, m.now, m.running = now, now, m.cfg.spanAt(now)
	}
	for now >= m.running.end {
		m.turn(now)
	}
	m.now = max(m.now, now)
}

// turn closes the interval that runs and begins the next. Intervals so far back that they are not kept are one.
func (m *Metrics) turn(now int64) {
	keep := m.cfg.Keep
	far := now - m.cfg.reach()
	if m.running.end <= far {
		m.running.end, keep = m.cfg.spanAt(far).start, 0
	}
	for _, q := range m.lines {
		q.turn(m.running, keep)
	}
	for _, a := range m.staff {
		a.turn(m.running, keep)
	}
	m.running = m.cfg.spanAt(m.running.end)
}

func (m *Metrics) queue(id contact.QueueID) *queue {
	q := m.queues[id]
	if q == nil {
		q = newQueue(id, m.now)
		q.target = m.cfg.target(id)
		m.queues[id] = q
		m.lines = append(m.lines, q)
	}
	return q
}

func (m *Metrics) agent(id contact.AgentID) *agent {
	a := m.agents[id]
	if a == nil {
		a = &agent{id: id, asOf: m.now}
		m.agents[id] = a
		m.staff = append(m.staff, a)
	}
	return a
}

func (m *Metrics) sample(measure Measure, took time.Duration, q *queue, who contact.AgentID) {
	if m.cfg.Hook != nil {
		m.cfg.Hook(Sample{
			Measure: measure, Took: took, At: time.Unix(0, m.now).UTC(), Queue: q.id, Channel: q.channel, Agent: who,
		})
	}
}
