package simulate

// agenda is what is going to happen in a day, as a heap: the earliest first, and of what happens at the same
// time what was planned first. What was called off stays, and is found stale by its generation when it comes up.
type agenda struct {
	plans   []plan
	counter uint32
}

// plan is one thing that is going to happen to one type, customer or agent.
type plan struct {
	at         int64 // nanoseconds since the day began
	order      uint32
	generation uint32
	who        int32
	what       what
}

// what is a kind of plan.
type what uint8

const (
	periodBegins what = iota
	arrives           // a customer of type who
	leavesBot         // customer who
	givesUp           // customer who
	answers           // the agent whom customer who is offered to
	finishes          // agent who has done the next of the work in hand
	returns           // agent who comes back from RONA
)

// arity is the number of children of an entry: four lie in two cache lines.
const arity = 4

func (p *plan) before(o *plan) bool {
	return p.at < o.at || p.at == o.at && p.order < o.order
}

// add plans something.
func (a *agenda) add(p plan) {
	a.counter++
	p.order = a.counter
	a.put(p)
}

// put plans something that has an order.
func (a *agenda) put(p plan) {
	a.plans = append(a.plans, p)
	i := len(a.plans) - 1
	for i > 0 {
		parent := (i - 1) / arity
		if !p.before(&a.plans[parent]) {
			break
		}
		a.plans[i] = a.plans[parent]
		i = parent
	}
	a.plans[i] = p
}

// next takes out what comes first. The agenda must not be empty.
func (a *agenda) next() plan {
	first, last := a.plans[0], len(a.plans)-1
	moved := a.plans[last]
	a.plans = a.plans[:last]
	if last > 0 {
		a.sink(moved)
	}
	return first
}

// sink finds the place of an entry from the top down.
func (a *agenda) sink(p plan) {
	i := 0
	for {
		child := arity*i + 1
		if child >= len(a.plans) {
			break
		}
		for c := child + 1; c < min(arity*i+arity+1, len(a.plans)); c++ {
			if a.plans[c].before(&a.plans[child]) {
				child = c
			}
		}
		if !a.plans[child].before(&p) {
			break
		}
		a.plans[i] = a.plans[child]
		i = child
	}
	a.plans[i] = p
}

func (a *agenda) clear() { *a = agenda{plans: a.plans[:0]} }
