package routing

// freeHeap holds the free agents of a class, the best first. Entries go stale when their agent
// changes; they are thrown away when they come up, and all at once when they outnumber the members.
type freeHeap []freeAgent

// arity is the number of children of an entry: four are found in two cache lines, and make the heap half
// as deep as two.
const arity = 4

// freeAgent is one entry: an agent's rank at the time of a stamp. It holds no pointer, which keeps
// large heaps out of the garbage collector's way.
type freeAgent struct {
	rank  int64
	since int64
	agent uint32 // its number
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
	return e.agent < o.agent
}

// stamps holds each agent's present stamp, by the agent's number.
type stamps []uint32

func (s stamps) fresh(e *freeAgent) bool { return e.stamp == s[e.agent] }

// best returns the number of the best fresh agent but for one; 0 if there is none. It stays in the
// heap until its agent changes.
func (h *freeHeap) best(now stamps, not uint32) uint32 {
	var passed freeAgent
	found := uint32(0)
	for len(*h) > 0 && found == 0 {
		switch top := &(*h)[0]; {
		case !now.fresh(top):
			h.pop()
		case top.agent == not:
			passed = h.pop()
		default:
			found = top.agent
		}
	}
	if passed.agent != 0 {
		*h = append(*h, passed)
		h.up(len(*h) - 1)
	}
	return found
}

// push adds an entry; members is how many agents can have a fresh one.
func (h *freeHeap) push(e freeAgent, now stamps, members int) {
	if len(*h) > 16+members+members/2 {
		h.sweep(now)
	}
	*h = append(*h, e)
	h.up(len(*h) - 1)
}

// sweep throws the stale entries away.
func (h *freeHeap) sweep(now stamps) {
	kept := (*h)[:0]
	for i := range *h {
		if e := &(*h)[i]; now.fresh(e) {
			kept = append(kept, *e)
		}
	}
	*h = kept
	for i := len(kept) / arity; i >= 0; i-- {
		h.down(i)
	}
}

func (h *freeHeap) pop() freeAgent {
	top, last := (*h)[0], len(*h)-1
	(*h)[0] = (*h)[last]
	*h = (*h)[:last]
	h.down(0)
	return top
}

func (h freeHeap) up(i int) {
	for i > 0 {
		parent := (i - 1) / arity
		if !h[i].less(&h[parent]) {
			return
		}
		h[i], h[parent] = h[parent], h[i]
		i = parent
	}
}

func (h freeHeap) down(i int) {
	for {
		best := i
		for child := arity*i + 1; child <= arity*i+arity && child < len(h); child++ {
			if h[child].less(&h[best]) {
				best = child
			}
		}
		if best == i {
			return
		}
		h[i], h[best] = h[best], h[i]
		i = best
	}
}
