package routing

// freeRun is a sorted run of a freeList: entries are appended at its end and taken from its head.
type freeRun struct {
	entries []freeAgent
	head    int
}

func (r *freeRun) empty() bool      { return r.head == len(r.entries) }
func (r *freeRun) last() *freeAgent { return &r.entries[len(r.entries)-1] }

// continues reports whether an entry can be appended.
func (r *freeRun) continues(e *freeAgent) bool { return r.empty() || !e.less(r.last()) }

// push appends an entry, in the room that was taken from the head if that is the greater part.
func (r *freeRun) push(e freeAgent) {
	if len(r.entries) == cap(r.entries) && r.head > len(r.entries)/2 {
		r.entries = r.entries[:copy(r.entries, r.entries[r.head:])]
		r.head = 0
	}
	r.entries = append(r.entries, e)
}

// first returns the first fresh entry, or nil.
func (r *freeRun) first(now stamps) *freeAgent {
	for ; !r.empty(); r.head++ {
		if e := &r.entries[r.head]; now.fresh(e) {
			return e
		}
	}
	return nil
}

func (r *freeRun) pop() { r.head++ }

func (r *freeRun) sweep(now stamps) {
	kept := r.entries[:0]
	for i := r.head; i < len(r.entries); i++ {
		if e := &r.entries[i]; now.fresh(e) {
			kept = append(kept, *e)
		}
	}
	r.entries, r.head = kept, 0
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
