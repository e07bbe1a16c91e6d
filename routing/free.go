package routing

// freeHeap holds the free agents of a class, the best first. Entries go stale when their agent
// changes; they are thrown away when they come up, and all at once when they outnumber the members.
type freeHeap []freeAgent

// freeAgent is one entry: the agent's rank at the time of its stamp.
type freeAgent struct {
	rank  int64
	since int64
	agent *agent
	stamp uint32
	tier  int32
}

func (e *freeAgent) less(o *freeAgent) bool {
	switch {
	case e.tier != o.tier:
		return e.tier < o.tier
	case e.rank != o.rank:
		return e.rank < o.rank
	case e.since != o.since:
		return e.since < o.since
	}
	return e.agent.seq < o.agent.seq
}

// fresh reports whether the agent has not changed since.
func (e *freeAgent) fresh() bool { return e.stamp == e.agent.slot.stamp }

// best returns the best fresh agent but for one; nil if there is none. It stays in the heap until
// its agent changes.
func (h *freeHeap) best(not *agent) *agent {
	var passed freeAgent
	var found *agent
	for len(*h) > 0 && found == nil {
		switch top := (*h)[0]; {
		case !top.fresh():
			h.pop()
		case top.agent == not:
			passed = h.pop()
		default:
			found = top.agent
		}
	}
	if passed.agent != nil {
		*h = append(*h, passed)
		h.up(len(*h) - 1)
	}
	return found
}

// push adds an entry; members is how many agents can have a fresh one.
func (h *freeHeap) push(e freeAgent, members int) {
	if len(*h) > 16+members+members/2 {
		h.sweep()
	}
	*h = append(*h, e)
	h.up(len(*h) - 1)
}

// sweep throws the stale entries away.
func (h *freeHeap) sweep() {
	kept := (*h)[:0]
	for _, e := range *h {
		if e.fresh() {
			kept = append(kept, e)
		}
	}
	clear((*h)[len(kept):])
	*h = kept
	for i := len(kept)/2 - 1; i >= 0; i-- {
		h.down(i)
	}
}

func (h *freeHeap) pop() freeAgent {
	old := *h
	top, last := old[0], len(old)-1
	old[0] = old[last]
	old[last] = freeAgent{}
	*h = old[:last]
	h.down(0)
	return top
}

func (h freeHeap) up(i int) {
	for i > 0 && h[i].less(&h[(i-1)/2]) {
		h[i], h[(i-1)/2] = h[(i-1)/2], h[i]
		i = (i - 1) / 2
	}
}

func (h freeHeap) down(i int) {
	for {
		child := 2*i + 1
		if child+1 < len(h) && h[child+1].less(&h[child]) {
			child++
		}
		if child >= len(h) || !h[child].less(&h[i]) {
			return
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
}
