package prometheus

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing/metrics"
)

// staffSeries are the figures of all agents together.
var staffSeries = []series[metrics.AgentReport]{
	agentsIn(contact.SignedOut, func(n *metrics.AgentNow) int { return n.SignedOut }),
	agentsIn(contact.Idle, func(n *metrics.AgentNow) int { return n.Idle }),
	agentsIn(contact.Available, func(n *metrics.AgentNow) int { return n.Available }),
	agentsIn(contact.RONA, func(n *metrics.AgentNow) int { return n.RONA }),
	{
		desc: prometheus.NewDesc("acdkit_agents_busy", "Agents with a contact in hand, in whatever state.", nil, nil),
		kind: prometheus.GaugeValue,
		of:   func(r *metrics.AgentReport) float64 { return float64(r.Now.Busy) },
	},
}

// agentsIn is how many agents are in a state.
func agentsIn(state contact.AgentState, of func(*metrics.AgentNow) int) series[metrics.AgentReport] {
	return series[metrics.AgentReport]{
		desc: prometheus.NewDesc("acdkit_agents", "Agents by their state.", nil, stateLabel(state)),
		kind: prometheus.GaugeValue,
		of:   func(r *metrics.AgentReport) float64 { return float64(of(&r.Now)) },
	}
}

// agentSeries are the figures of each agent.
var agentSeries = []series[metrics.AgentReport]{
	spentIn(contact.Idle, func(f *metrics.AgentFigures) metrics.Sum { return f.Idle }),
	spentIn(contact.Available, func(f *metrics.AgentFigures) metrics.Sum { return f.Available }),
	spentIn(contact.RONA, func(f *metrics.AgentFigures) metrics.Sum { return f.RONA }),
	spent("busy", "Time of the agent with a contact in hand, in whatever state.", nil,
		func(f *metrics.AgentFigures) metrics.Sum { return f.Busy }),
	spent("free", "Time of the agent Available with nothing in hand.", nil,
		func(f *metrics.AgentFigures) metrics.Sum { return f.Free }),
	spent("in_hand", "Time of all contacts in the agent's hand together.", nil,
		func(f *metrics.AgentFigures) metrics.Sum { return f.InHand }),
}

// spentIn is the time of an agent in a state.
func spentIn(state contact.AgentState, of func(*metrics.AgentFigures) metrics.Sum) series[metrics.AgentReport] {
	return spent("state", "Time of the agent in a state.", stateLabel(state), of)
}

// spent is a time of an agent.
func spent(name, help string, labels prometheus.Labels, of func(*metrics.AgentFigures) metrics.Sum) series[metrics.AgentReport] {
	return series[metrics.AgentReport]{
		desc: prometheus.NewDesc("acdkit_agent_"+name+"_seconds_total", help, []string{"agent"}, labels),
		kind: prometheus.CounterValue,
		of:   func(r *metrics.AgentReport) float64 { return of(&r.Total).Seconds() },
	}
}

func stateLabel(state contact.AgentState) prometheus.Labels {
	return prometheus.Labels{"state": state.String()}
}
