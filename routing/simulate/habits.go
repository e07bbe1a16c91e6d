package simulate

import (
	"maps"
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// habits are how long people of a record take for what they do: for a replay in which more is to be done than was
// recorded.
type habits struct {
	answers []int64 // from offer to acceptance
	stays   []int64 // in RONA
	handles map[contact.QueueID][]int64
	wraps   map[contact.QueueID][]wrapped
	waits   map[contact.QueueID]*patience
}

// wrapped is a wrap-up that somebody submitted.
type wrapped struct {
	took    int64
	reasons []wrapup.ReasonID
}

func newHabits() habits {
	return habits{
		handles: make(map[contact.QueueID][]int64), wraps: make(map[contact.QueueID][]wrapped),
		waits: make(map[contact.QueueID]*patience),
	}
}

func (h *habits) answer(took int64) { h.answers = append(h.answers, took) }

func (h *habits) handle(leg point, at int64) {
	if leg.n > 0 {
		h.handles[leg.queue] = append(h.handles[leg.queue], at-leg.at)
	}
}

func (h *habits) wrapUp(owed point, at int64, reasons []wrapup.ReasonID) {
	if owed.n > 0 {
		h.wraps[owed.queue] = append(h.wraps[owed.queue], wrapped{at - owed.at, reasons})
	}
}

func (h *habits) patience(queue contact.QueueID) *patience {
	p := h.waits[queue]
	if p == nil {
		p = new(patience)
		h.waits[queue] = p
	}
	return p
}

func (h *habits) settle() {
	for _, p := range h.waits {
		p.settle()
	}
}

// draw returns one of the values, as u from 0 to below 1 picks it; none of no values.
func draw[T any](values []T, u float64) (value T, some bool) {
	if len(values) == 0 {
		return value, false
	}
	return values[int(u*float64(len(values)))], true
}

// drawFrom draws from a queue's values, or from those of all queues if it has none.
func drawFrom[T any](values map[contact.QueueID][]T, queue contact.QueueID, u float64) (value T, some bool) {
	if value, some = draw(values[queue], u); some {
		return value, true
	}
	var all []T
	for _, id := range slices.Sorted(maps.Keys(values)) {
		all = append(all, values[id]...)
	}
	return draw(all, u)
}
