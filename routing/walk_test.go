package routing

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/internal/race"
)

// TestWalk visits every state that some small floors can reach by the commands of an alphabet, with a
// budget of contacts, and checks after every step what checkFloor and audit check: I1 to I8, I10, and
// the rules of S, O, X, K, W and R that they know.
func TestWalk(t *testing.T) {
	for _, w := range walks() {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			whole := !testing.Short() && !race.Enabled
			if !whole {
				w.most = 1000
			}
			states, steps, refused := w.run(t)
			t.Logf("%s: %d states, %d transitions, %d refusals", w.name, states, steps, refused)
			if whole && states < w.least {
				t.Errorf("walked %d states, want at least %d", states, w.least)
			}
		})
	}
}

// walk is a small floor and what can be done there.
type walk struct {
	name     string
	setup    []Command // of the floor, before the walk
	contacts []Enqueue // that may come, in this order
	alphabet []Command
	late     bool // whether commands may come after a deadline that no tick has seen
	least    int  // states that are known to be reachable
	most     int  // states to visit, 0 for all
}

// node is a state that was reached.
type node struct {
	state  snapshot
	parent *node
	by     string // the command that led here
}

func (n *node) path() string {
	var all []string
	for ; n != nil; n = n.parent {
		all = append(all, n.by)
	}
	slices.Reverse(all)
	return strings.Join(all, "\n")
}

// run visits breadth first, so that a broken rule is shown by a shortest way to it.
func (w *walk) run(t *testing.T) (states, steps, refused int) {
	f := NewFloor(walkConfig)
	for _, cmd := range w.setup {
		if _, err := f.Step(walkStart, cmd); err != nil {
			t.Fatalf("%#v: %v", cmd, err)
		}
	}
	seen := map[string]bool{walkKey(f): true}
	for front := []*node{{state: f.save(), by: "start"}}; len(front) > 0; front = front[1:] {
		from := front[0]
		if states++; states == w.most {
			return states, steps, refused
		}
		live := grow(from.state)
		for _, m := range w.moves(live) {
			events, err := live.Step(m.at, m.cmd)
			if err != nil || len(events) == 0 {
				refused++
				continue
			}
			steps++
			to := &node{parent: from, by: fmt.Sprintf("%v %#v", m.at.Sub(walkStart), m.cmd)}
			key := walkKey(live)
			if err := w.check(from, live, events, !seen[key]); err != nil {
				t.Fatalf("%v\nafter:\n%s", err, to.path())
			}
			if !seen[key] {
				seen[key] = true
				to.state = live.save()
				front = append(front, to)
			}
			live = grow(from.state)
		}
		from.state = snapshot{}
	}
	return states, steps, refused
}

// check replays a transition with audit on a floor of its own, and checks the state it leads to unless
// one of its key has been. Both floors must end in the same state: what refused commands or unlogged
// changes did to the live one shows up here.
func (w *walk) check(from *node, live *Floor, events []Event, fresh bool) error {
	again := newAudit(grow(from.state))
	if err := again.replay(events); err != nil || !fresh {
		return err
	}
	if err := again.atRest(); err != nil {
		return err
	}
	want, err := live.Snapshot()
	got, err2 := again.f.Snapshot()
	if !bytes.Equal(want, got) {
		return broken("replay", "another state than the live one")
	}
	return cmp.Or(err, err2)
}

// grow returns a floor in a saved state. It is RestoreFloor without the encoding.
func grow(s snapshot) *Floor {
	s.Contacts = slices.Clone(s.Contacts)
	for i := range s.Contacts {
		c := &s.Contacts[i]
		c.Filed, c.Watchers = slices.Clip(c.Filed), slices.Clone(c.Watchers)
	}
	f := NewFloor(walkConfig)
	if err := f.load(&s); err != nil {
		panic(err) // it was saved by a floor
	}
	return f
}

var walkConfig = testConfig()

// Time in a walk. Every duration of its configurations is a number of seconds and a half, every command
// takes a nanosecond, and a tick comes in the whole second after a deadline. So a time is a second and
// a count of the moves until then; two times compare by second, then count; deadlines fall half-way
// between the seconds at which anything happens; and of two times made in a path the later one has the
// greater count.
var walkStart = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

const half = time.Second / 2

// seconds is a duration of a walk.
func seconds(n int) time.Duration { return time.Duration(n)*time.Second + half }

// walkMove is a command and when it comes.
type walkMove struct {
	at  time.Time
	cmd Command
}

// moves returns what can be tried in a state: the next contact's arrival, the alphabet, ticks at the
// first and after the last deadline, and, if the walk is late, the alphabet after the first deadline.
func (w *walk) moves(f *Floor) []walkMove {
	now := f.Now().Add(1)
	var all []walkMove
	if came := int(f.arrivals); came < len(w.contacts) {
		all = append(all, walkMove{now, w.contacts[came]})
	}
	for _, cmd := range w.alphabet {
		all = append(all, walkMove{now, cmd})
	}
	if len(f.timers) == 0 {
		return all
	}
	first, last := f.timers[0].due, f.timers[0].due
	for _, c := range f.timers {
		last = max(last, c.due)
	}
	all = append(all, walkMove{after(f, first), Tick{}})
	if after(f, last) != after(f, first) {
		all = append(all, walkMove{after(f, last), Tick{}})
	}
	if w.late && after(f, first).After(now) {
		for _, cmd := range w.alphabet {
			all = append(all, walkMove{after(f, first), cmd})
		}
	}
	return all
}

// after returns the second after a deadline, with the count of moves.
func after(f *Floor, due int64) time.Time {
	at := time.Unix(0, due).UTC().Truncate(time.Second).Add(time.Second + f.Now().Sub(f.Now().Truncate(time.Second)) + 1)
	if at.Before(f.Now()) {
		return f.Now().Add(1)
	}
	return at
}

// walkKey identifies a state but for its times and numbers. Two states of one key allow the same
// commands, with the same events but for times and numbers, and lead to states of one key again:
//
//   - Offers, arrivals and hirings are numbers that are only compared, so their ranks stand for them.
//   - Times that are only compared with their like (since when agents are idle; places in line, as all
//     contacts of a walk have one priority) are replaced by their ranks too: whatever is made later
//     ranks last in both states.
//   - Deadlines are compared with the clock and with later deadlines, which are the clock plus a
//     duration. Their distance from the clock in whole seconds and, among equals, the rank of their
//     counts decide that; see above. Of those that have passed (the steps of a contact that is not in
//     line, or what no tick has seen yet) only the order counts: all are due at the next tick.
//   - When a contact came into its queue counts until the last of the queue's steps, as a deadline.
//   - What is only shown (when states changed, when mail was received, the reasons filed, the pace of
//     queues, ids of past commands) decides nothing.
//
// Contacts come in a fixed order, so that their ids are the ranks of their arrival.
func walkKey(f *Floor) string {
	k := &keyWriter{f: f, agents: map[*agent]int{nil: 0}}
	for i, a := range f.staff {
		k.agents[a] = i + 1
	}
	k.rank()
	for _, a := range f.staff {
		k.agent(a)
	}
	for c := range f.row.all() {
		k.contact(c)
	}
	return string(k.b)
}

type keyWriter struct {
	f      *Floor
	b      []byte
	agents map[*agent]int
	since  map[int64]int  // ranks of times
	lines  map[int64]int  // ranks of times
	past   map[int64]int  // ranks of deadlines
	counts map[int64]int  // ranks of the other deadlines' counts
	offers map[uint64]int // ranks of numbers
}

// rank gives the state's times and numbers their ranks.
func (k *keyWriter) rank() {
	since, lines, counts, past := map[int64]int{}, map[int64]int{}, map[int64]int{}, map[int64]int{}
	offers := map[uint64]int{}
	for _, a := range k.f.staff {
		since[idleSince(a)] = 0
		for _, in := range a.serves {
			offers[lastOffer(in)] = 0
		}
	}
	for _, c := range k.f.items {
		if !c.over() {
			lines[c.entered] = 0
		}
		for _, due := range dues(c) {
			if due <= k.f.now {
				past[due] = 0
			} else {
				counts[count(due)] = 0
			}
		}
	}
	k.since, k.lines, k.counts, k.past, k.offers = ranked(since), ranked(lines), ranked(counts), ranked(past), ranked(offers)
}

// idleSince returns since when an Available agent is idle; it begins anew when another becomes so.
func idleSince(a *agent) int64 {
	if a.State() != contact.Available {
		return 0
	}
	return a.since
}

// lastOffer returns the number by which round robin goes.
func lastOffer(in serving) uint64 {
	if in.queue.cfg.Strategy != RoundRobin {
		return 0
	}
	return in.lastOffer
}

// ranked gives each key its rank.
func ranked[T cmp.Ordered](keys map[T]int) map[T]int {
	for i, v := range slices.Sorted(maps.Keys(keys)) {
		keys[v] = i
	}
	return keys
}

// count returns how many moves had been made at a time.
func count(t int64) int64 { return t % int64(half) }

// dues returns what a contact waits for, or will wait for when it is in line again. A hold is over by
// then.
func dues(c *item) []int64 {
	var all []int64
	if c.offer.agent != nil {
		all = append(all, c.offer.deadline)
	}
	for _, w := range c.wraps {
		if !w.Deadline.IsZero() {
			all = append(all, w.Deadline.UnixNano())
		}
	}
	if c.over() {
		return all
	}
	again := *c
	if !c.waiting {
		again.holdUntil = 0
	}
	return append(all, duesInLine(&again)...)
}

func (k *keyWriter) number(n int) { k.b = binary.AppendVarint(k.b, int64(n)) }

func (k *keyWriter) flag(set bool) {
	if set {
		k.number(1)
	} else {
		k.number(0)
	}
}

// time writes a deadline.
func (k *keyWriter) time(t int64) {
	if t <= k.f.now {
		k.number(-1)
		k.number(k.past[t])
		return
	}
	k.number(int(t/int64(time.Second) - k.f.now/int64(time.Second)))
	k.number(k.counts[count(t)])
}

func (k *keyWriter) agent(a *agent) {
	next, asked := a.Next()
	k.number(int(a.State()))
	k.flag(asked)
	k.number(int(next.State))
	k.number(k.since[idleSince(a)])
	for _, in := range a.serves {
		k.number(k.offers[lastOffer(in)])
	}
}

func (k *keyWriter) contact(c *item) {
	k.b = append(k.b, c.ID()...)
	k.number(int(c.State()))
	k.number(len(c.wraps))
	for _, w := range c.wraps {
		k.number(k.agents[w.agent])
		k.number(slices.Index(k.f.lines, w.queue))
	}
	all := dues(c)
	k.number(len(all))
	for _, due := range all {
		k.time(due)
	}
	if c.over() {
		return
	}
	k.number(slices.Index(k.f.lines, c.queue))
	k.number(int(c.Guest()))
	k.number(int(c.step))
	k.number(k.lines[c.entered])
	k.flag(c.CustomerLeft())
	k.flag(c.OnHold())
	k.flag(c.waiting && c.holdUntil != 0)
	for _, a := range []*agent{c.owner, c.guest, c.lastAgent, c.avoid, c.offer.agent} {
		k.number(k.agents[a])
	}
	if c.offer.agent != nil {
		k.number(int(c.offer.kind))
		k.number(k.agents[c.offer.by])
	}
	for _, v := range k.f.watch[c.ID()] {
		k.b = append(k.b, v.Supervisor...)
		k.number(int(v.Role))
	}
}
