package routing

import (
	"fmt"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
)

// BenchmarkContactLife is the whole life of a contact through Step: enqueue, offer, accept, end,
// wrap-up. indexed is the router; scan looks at every agent for each assignment, as most do.
func BenchmarkContactLife(b *testing.B) {
	for _, waiting := range []int{0, 1_000_000} {
		for _, agents := range []int{1_000, 10_000, 100_000} {
			for _, router := range []string{"indexed", "scan"} {
				b.Run(fmt.Sprintf("%s/agents=%d/waiting=%d", router, agents, waiting), func(b *testing.B) {
					h := newHall(b, agents, waiting)
					h.warm()
					if router == "scan" {
						h.floor.match = scanning{h.floor.match.(*index)}
					}
					b.ReportAllocs()
					for b.Loop() {
						h.life()
					}
				})
			}
		}
	}
}

// BenchmarkMemory reports what an agent and a waiting contact cost, in bytes.
func BenchmarkMemory(b *testing.B) {
	for b.Loop() {
		before := heap()
		h := newHall(b, 100_000, 0)
		staffed := heap()
		for range 1_000_000 {
			h.enqueue()
		}
		queued := heap()
		b.ReportMetric(float64(staffed-before)/100_000, "B/agent")
		b.ReportMetric(float64(queued-staffed)/(1_000_000-100_000), "B/waiting")
		runtime.KeepAlive(h)
	}
}

func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// scanning looks at every agent to find one for a contact.
type scanning struct{ *index }

func (s scanning) pick(c *item, not *agent) *agent {
	var best freeAgent
	for _, a := range s.f.staff {
		if a == not || !a.canTake(c.Channel()) || !s.f.qualifies(a, c) {
			continue
		}
		order, _ := a.in(c.queue)
		if e := s.entry(a, member{class: c.class, order: int32(order)}); best.agent == 0 || e.less(&best) {
			best = e
		}
	}
	return s.agents[best.agent]
}

// hall is a floor with 100 queues and 200 skills; each agent serves two queues.
type hall struct {
	b     testing.TB
	floor *Floor
	now   time.Time
	count int
	seed  uint64
	busy  []held // conversations, the oldest first, from next on
	next  int
	extra [hallQueues][3][]Skill // what contacts bring
	ids   [hallQueues]contact.QueueID
	log   *packedLog // takes what happens, if there is one
}

type held struct {
	agent   contact.AgentID
	contact contact.ID
}

const hallQueues = 100

var hallBegin = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

// newHall has that many agents, all available and, if contacts wait, all busy.
func newHall(b testing.TB, agents, waiting int) *hall {
	h := &hall{b: b, floor: NewFloor(FloorConfig{}), now: hallBegin, seed: 1}
	h.equip()
	h.staff(agents)
	if waiting > 0 {
		for h.floor.items == nil || len(h.busy) < agents || h.waiting() < waiting {
			h.enqueue()
		}
	}
	return h
}

// equip sets the profile and the queues.
func (h *hall) equip() {
	h.do(SetProfile{contact.Profile{ID: "chat", Capacity: contact.Load{contact.Chat: 1}}})
	for q := range hallQueues {
		h.ids[q] = queueID(q)
		for i := range h.extra[q] {
			h.extra[q][i] = []Skill{{skillName(2*q + 1), 1 + i}}
		}
		h.do(SetQueue{Queue{
			ID: queueID(q), Channel: contact.Chat, Offer: time.Hour, Skills: []Skill{{skillName(2 * q), 2}},
		}})
	}
}

// staff signs agents in.
func (h *hall) staff(agents int) {
	for i := range agents {
		id := contact.AgentID(fmt.Sprintf("agent-%08d-0000-7000-8000-000000000000", i))
		first, second := i%hallQueues, (i+1+i/hallQueues%(hallQueues-1))%hallQueues
		h.do(SetAgent{Agent{
			ID: id, Profile: "chat", Queues: []Serves{{Queue: queueID(first)}, {Queue: queueID(second), Tier: 2}},
			Skills: []Skill{
				{skillName(2 * first), 2 + i%3}, {skillName(2*first + 1), 1 + i%5},
				{skillName(2 * second), 2 + i%3}, {skillName(2*second + 1), 1 + i%4},
			},
		}})
		h.do(SignIn{Agent: id})
		h.do(SetState{Agent: id, State: contact.Available})
	}
}

func (h *hall) waiting() int { return len(h.floor.items) - len(h.busy) - h.floor.closed.len() }

func queueID(q int) contact.QueueID { return contact.QueueID("queue-" + strconv.Itoa(q)) }
func skillName(s int) string        { return "skill-" + strconv.Itoa(s) }

func (h *hall) do(cmd Command) []Event {
	h.now = h.now.Add(time.Millisecond)
	events, err := h.floor.Step(h.now, cmd)
	if err != nil {
		h.b.Fatal(err)
	}
	if h.log != nil {
		h.log.append(events)
	}
	for _, ev := range events {
		if o, ok := ev.Payload.(OfferMade); ok {
			h.do(Accept{Agent: o.Agent, Contact: o.Contact})
			h.busy = append(h.busy, held{o.Agent, o.Contact})
			break // the events are the next Step's now
		}
	}
	return events
}

// enqueue brings a contact; every other one needs a second skill.
func (h *hall) enqueue() {
	h.count++
	h.seed = h.seed*6364136223846793005 + 1442695040888963407
	q := int(h.seed>>33) % hallQueues
	cmd := Enqueue{
		Contact:  contact.ID(strconv.Itoa(10_000_000+h.count) + "-0000-7000-8000-000000000000"),
		Queue:    queueID(q),
		Customer: "00000000-0000-7000-8000-000000000000",
	}
	if h.count%2 == 0 {
		cmd.Skills = h.extra[q][h.count/2%3]
	}
	h.do(cmd)
}

// warm lets the floor meet every combination of queue and skills.
func (h *hall) warm() {
	for range 20 * hallQueues {
		h.life()
	}
}

// life brings a contact and carries one to its wrap-up.
func (h *hall) life() {
	h.enqueue()
	done := h.busy[h.next]
	h.next++
	if h.next > 1<<16 && h.next > len(h.busy)/2 {
		h.busy = append(h.busy[:0], h.busy[h.next:]...)
		h.next = 0
	}
	h.do(End{Agent: done.agent, Contact: done.contact})
	h.do(WrapUp{Agent: done.agent, Contact: done.contact})
}
