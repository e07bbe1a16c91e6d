package routing

// freeRun is a sorted run of a freeList: entries are appended at its end and taken from its head.
type freeRun struct{ fifo[freeAgent] }

func (r *freeRun) empty() bool      { return r.head == len(r.all) }
func (r *freeRun) last() *freeAgent { return &r.all[len(r.all)-1] }

// continues reports whether an entry can be appended.
func (r *freeRun) continues(e *freeAgent) bool { return r.empty() || !e.less(r.last()) }

// first returns the first fresh entry, or nil.
func (r *freeRun) first(now stamps) *freeAgent {
	for ; !r.empty(); r.head++ {
		if e := &r.all[r.head]; now.fresh(e) {
			return e
		}
	}
	return nil
}

func (r *freeRun) sweep(now stamps) {
	kept := r.all[:0]
	for _, e := range r.list() {
		if now.fresh(&e) {
			kept = append(kept, e)
		}
	}
	r.all, r.head = kept, 0
}

// freeHeap is the heap of a freeList: the best entry comes first.
type freeHeap []freeAgent

// arity is the number of children of an entry: four are found in two cache lines, and make the heap half
// as deep as two.
const arity = 4

// first returns the first fresh entry, or nil.
func (h *freeHeap) first(now stamps) *freeAgent {
	for len(*h) > 0 {
		if e := &(*h)[0]; now.fresh(e) {
			return e
		}
		h.pop()
	}
	return nil
}

func (h *freeHeap) push(e freeAgent) {
	*h = append(*h, e)
	h.up(len(*h) - 1)
}

func (h *freeHeap) pop() {
	last := len(*h) - 1
	(*h)[0] = (*h)[last]
	*h = (*h)[:last]
	h.down(0)
}

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
