package opentelemetry

import (
	"go.opentelemetry.io/otel/metric"

	"github.com/acdkit/acdkit/routing/metrics"
)

// observed are the instruments that a collection observes.
type observed struct {
	counted  []observable[metrics.QueueFigures]
	standing []observable[metrics.QueueNow]
	longest  metric.Float64Observable
	agents   metric.Int64Observable
	busy     metric.Int64Observable
	all      []metric.Observable
}

// observable is the instrument of a figure.
type observable[R any] struct {
	metric.Int64Observable
	of func(*R) int
}

func (m *maker) observed() (o observed) {
	o.counted = instruments(counted, m.counter)
	o.standing = instruments(standing, m.upDown)
	o.longest = m.gauge("acdkit.queue.longest_wait", seconds, "How long the contact that waits for longest has waited.")
	o.agents = m.upDown("acdkit.agent.count", agents, "Agents by their state.")
	o.busy = m.upDown("acdkit.agent.busy", agents, "Agents with a contact in hand, in whatever state.")
	o.all = []metric.Observable{o.longest, o.agents, o.busy}
	for _, c := range o.counted {
		o.all = append(o.all, c.Int64Observable)
	}
	for _, s := range o.standing {
		o.all = append(o.all, s.Int64Observable)
	}
	return o
}

// instruments makes the instruments of figures of a queue.
func instruments[R any](figures []figure[R], instrument func(name, unit, about string) metric.Int64Observable) (all []observable[R]) {
	for _, f := range figures {
		all = append(all, observable[R]{instrument("acdkit.queue."+f.name, f.unit, f.about), f.of})
	}
	return all
}
