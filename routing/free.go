package routing

// freeList holds the free agents of a class, and finds the best. Most strategies rank few ways, and
// agents become free in the order of time, so that entries come nearly sorted: they are appended to a
// few sorted runs, and only what fits behind none of them goes into a heap. Entries go stale when their
// agent changes; they are thrown away when they come up, and all at once when they outnumber the members.
type freeList struct {
	runs [freeRuns]freeRun
	heap freeHeap
}

const freeRuns = 4

// freeAgent is one entry: an agent's rank at the time of a stamp. It holds no pointer, which keeps
// large lists out of the garbage collector's way.
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
// list until its agent changes.
func (l *freeList) best(now stamps, not uint32) uint32 {
	e, run := l.first(now)
	if e == nil {
		return 0
	}
	if e.agent != not {
		return e.agent
	}
	passed := *e
	if run != nil {
		run.pop()
	} else {
		l.heap.pop()
	}
	defer l.add(passed)
	return l.best(now, not)
}

// first returns the first fresh entry and its run; nil for the heap.
func (l *freeList) first(now stamps) (first *freeAgent, in *freeRun) {
	first = l.heap.first(now)
	for i := range l.runs {
		r := &l.runs[i]
		if e := r.first(now); e != nil && (first == nil || e.less(first)) {
			first, in = e, r
		}
	}
	return first, in
}

// push adds an entry; members is how many agents can have a fresh one.
func (l *freeList) push(e freeAgent, now stamps, members int) {
	if l.len() > 16+2*members {
		l.sweep(now)
	}
	l.add(e)
}

// add appends an entry to the run that it continues most closely, to an empty one, or to the heap.
func (l *freeList) add(e freeAgent) {
	var to *freeRun
	for i := range l.runs {
		r := &l.runs[i]
		if r.continues(&e) && (to == nil || to.empty() || !r.empty() && to.last().less(r.last())) {
			to = r
		}
	}
	if to == nil {
		l.heap.push(e)
		return
	}
	to.push(e)
}

func (l *freeList) len() int {
	n := len(l.heap)
	for i := range l.runs {
		n += l.runs[i].len()
	}
	return n
}

// sweep throws the stale entries away.
func (l *freeList) sweep(now stamps) {
	l.heap.sweep(now)
	for i := range l.runs {
		l.runs[i].sweep(now)
	}
}
