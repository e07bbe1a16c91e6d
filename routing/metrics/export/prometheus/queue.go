package prometheus

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/acdkit/acdkit/routing/metrics"
)

// queueSeries are the figures of a queue.
var queueSeries = []series[metrics.QueueReport]{
	contacts("entered", "Contacts that entered the queue: arrivals, overflow, transfers.",
		func(f *metrics.QueueFigures) int { return f.Entered }),
	contacts("answered", "Contacts that an agent accepted.",
		func(f *metrics.QueueFigures) int { return f.Answered }),
	contacts("answered_in_target", "Contacts that an agent accepted within the queue's target.",
		func(f *metrics.QueueFigures) int { return f.AnsweredInTarget }),
	contacts("abandoned", "Contacts whose customer gave up waiting.",
		func(f *metrics.QueueFigures) int { return f.Abandoned }),
	contacts("abandoned_in_target", "Contacts whose customer gave up within the queue's target.",
		func(f *metrics.QueueFigures) int { return f.AbandonedInTarget }),
	contacts("abandoned_short", "Contacts whose customer gave up too soon to be answered.",
		func(f *metrics.QueueFigures) int { return f.AbandonedShort }),
	contacts("moved_in", "Contacts that came from another queue by overflow.",
		func(f *metrics.QueueFigures) int { return f.MovedIn }),
	contacts("moved_out", "Contacts that went to another queue by overflow.",
		func(f *metrics.QueueFigures) int { return f.MovedOut }),
	contacts("dropped", "Direct transfers that nobody accepted.",
		func(f *metrics.QueueFigures) int { return f.Dropped }),
	contacts("transfers_in", "Contacts that agents sent to the queue.",
		func(f *metrics.QueueFigures) int { return f.TransfersIn }),
	contacts("transfers_out", "Contacts that agents of the queue sent on.",
		func(f *metrics.QueueFigures) int { return f.TransfersOut }),

	contacts("offers_made", "Contacts and conference requests that agents were shown.",
		func(f *metrics.QueueFigures) int { return f.Offers.Made }),
	contacts("offers_accepted", "Offers that agents accepted.",
		func(f *metrics.QueueFigures) int { return f.Offers.Accepted }),
	contacts("offers_missed", "Offers that ran out and put their agent into RONA.",
		func(f *metrics.QueueFigures) int { return f.Offers.Missed }),
	contacts("offers_declined", "Offers that agents declined.",
		func(f *metrics.QueueFigures) int { return f.Offers.Declined }),
	contacts("offers_withdrawn", "Offers that ended without the agent's doing.",
		func(f *metrics.QueueFigures) int { return f.Offers.Withdrawn }),

	contacts("handled", "Times that an agent was done with a contact, its wrap-up included.",
		func(f *metrics.QueueFigures) int { return f.Handling.Handled }),
	times("talk", "Time of contacts handled with their agent, hold left out.",
		func(f *metrics.QueueFigures) metrics.Sum { return f.Handling.Talk }),
	times("hold", "Time of contacts handled on hold.",
		func(f *metrics.QueueFigures) metrics.Sum { return f.Handling.Hold }),
	times("wrapup", "Time of wrap-up of contacts handled.",
		func(f *metrics.QueueFigures) metrics.Sum { return f.Handling.WrapUp }),
	times("waiting", "Time that contacts spent waiting, all together; its rate is the average length of the queue.",
		func(f *metrics.QueueFigures) metrics.Sum { return f.WaitingTime }),

	standing("length", "Contacts that wait, those offered to an agent included.",
		func(n *metrics.QueueNow) float64 { return float64(n.Length) }),
	standing("offered", "Contacts that wait and are offered to an agent.",
		func(n *metrics.QueueNow) float64 { return float64(n.Offered) }),
	standing("longest_wait_seconds", "How long the contact that waits for longest has waited.",
		func(n *metrics.QueueNow) float64 { return n.LongestWait.Seconds() }),
	standing("in_hand", "Contacts of the queue that agents have: conversations and wrap-ups.",
		func(n *metrics.QueueNow) float64 { return float64(n.InHand) }),
	{
		desc: queueDesc("target_seconds", "How long a contact may wait by the queue's service level."),
		kind: prometheus.GaugeValue,
		of:   func(q *metrics.QueueReport) float64 { return q.Target.Seconds() },
	},
}

// contacts is a count of what happened in a queue.
func contacts(name, help string, of func(*metrics.QueueFigures) int) series[metrics.QueueReport] {
	return series[metrics.QueueReport]{
		desc: queueDesc(name+"_total", help), kind: prometheus.CounterValue,
		of: func(q *metrics.QueueReport) float64 { return float64(of(&q.Total)) },
	}
}

// times is a sum of times of a queue's contacts.
func times(name, help string, of func(*metrics.QueueFigures) metrics.Sum) series[metrics.QueueReport] {
	return series[metrics.QueueReport]{
		desc: queueDesc(name+"_seconds_total", help), kind: prometheus.CounterValue,
		of: func(q *metrics.QueueReport) float64 { return of(&q.Total).Seconds() },
	}
}

// standing is how a queue stands at the moment.
func standing(name, help string, of func(*metrics.QueueNow) float64) series[metrics.QueueReport] {
	return series[metrics.QueueReport]{
		desc: queueDesc(name, help), kind: prometheus.GaugeValue,
		of: func(q *metrics.QueueReport) float64 { return of(&q.Now) },
	}
}

func queueDesc(name, help string) *prometheus.Desc {
	return prometheus.NewDesc("acdkit_queue_"+name, help, []string{"queue", "channel"}, nil)
}
