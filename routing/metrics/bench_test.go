package metrics_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
)

// BenchmarkApply counts the events of an hour of a center, per event: it does not matter how many agents there are.
func BenchmarkApply(b *testing.B) {
	for _, agents := range []int{10, 200, 2000} {
		b.Run(fmt.Sprintf("agents=%d", agents), func(b *testing.B) {
			log := simulated(b, busyDay(agents), 1)
			events := 0
			b.ReportAllocs()
			for b.Loop() {
				m := metrics.New(metrics.Config{})
				for _, ev := range log {
					m.Apply(ev)
				}
				events += len(log)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(events), "ns/event")
			b.ReportMetric(float64(len(log)), "events/op")
		})
	}
}

// BenchmarkReport reports of 100 queues and 500 agents, with and without two days of half hours behind them.
func BenchmarkReport(b *testing.B) {
	for _, intervals := range []int{1, 96} {
		b.Run(fmt.Sprintf("intervals=%d", intervals), func(b *testing.B) {
			m, at := large(intervals)
			b.ReportAllocs()
			for b.Loop() {
				m.Report(at)
			}
		})
	}
}

// large returns figures of 100 queues and 500 agents who have served a contact each in every half hour.
func large(intervals int) (*metrics.Metrics, time.Time) {
	m, at := metrics.New(metrics.Config{}), nine
	put := func(p routing.Payload) { m.Apply(routing.Event{At: at, Payload: p}) }
	for n := range 500 {
		put(routing.AgentStateSet{Agent: benchAgent(n), State: contact.Available})
	}
	for range intervals {
		for n := range 500 {
			id, queue, agent := contact.ID(fmt.Sprint("c", n)), contact.QueueID(fmt.Sprint("q", n%100)), benchAgent(n)
			put(routing.ContactQueued{Contact: id, Queue: queue, Channel: contact.Channel(n%3 + 1)})
			at = at.Add(time.Duration(n%7) * time.Second / 7)
			put(routing.OfferMade{Contact: id, Agent: agent, Queue: queue})
			put(routing.OfferAccepted{Contact: id, Agent: agent})
			at = at.Add(time.Second)
			put(routing.WrapUpStarted{Contact: id, Agent: agent, Queue: queue})
			put(routing.WrapUpDone{Contact: id, Agent: agent})
			put(routing.ContactClosed{Contact: id, Reason: contact.AgentEnded})
		}
		at = at.Truncate(30 * time.Minute).Add(30 * time.Minute)
	}
	return m, at
}

// BenchmarkTotals is BenchmarkReport without the intervals.
func BenchmarkTotals(b *testing.B) {
	m, at := large(96)
	b.ReportAllocs()
	for b.Loop() {
		m.Totals(at)
	}
}

func benchAgent(n int) contact.AgentID { return contact.AgentID(fmt.Sprint("a", n)) }
