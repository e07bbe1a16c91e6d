package metrics_test

import (
	"fmt"
	"math/bits"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/internal/race"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
	"github.com/acdkit/acdkit/wrapup"
)

// rig is a floor on which anything is tried, and its figures.
type rig struct {
	failer
	floor *routing.Floor
	now   time.Time
	m     *metrics.Metrics
	watch *metrics.Metrics // by the day, looked at after each event
	log   []routing.Event
	came  int // contacts
}

var (
	crew  = []contact.AgentID{"a0", "a1", "a2", "a3"}
	lines = []contact.QueueID{"chat", "vip", "back", "voice", "mail", "more"}
)

// newRig sets up a center with all that becomes of a direct transfer, overflow, timers, and agents at work.
func newRig(t failer, cfg metrics.Config) *rig {
	r := &rig{
		failer: t, floor: routing.NewFloor(routing.FloorConfig{}),
		m: metrics.New(cfg), watch: metrics.New(metrics.Config{Interval: 24 * time.Hour}),
		now: time.Date(2026, 3, 2, 23, 51, 7, 5, time.UTC),
	}
	r.setProfile(2)
	chat := wrapup.Policy{Min: wrapup.NoMinimum, After: time.Minute}
	for _, q := range []routing.Queue{
		{ID: "chat", Channel: contact.Chat, Decline: true, WrapUp: chat},
		{ID: "vip", Channel: contact.Chat, Offer: 7 * time.Second, Overflow: routing.Overflow{After: 30 * time.Second, Queue: "chat"}, Miss: routing.Miss{Action: routing.ReturnToSender}},
		{ID: "back", Channel: contact.Chat, Max: 2, Miss: routing.Miss{Action: routing.OverflowTo, Queue: "chat"}, Overflow: routing.Overflow{Queue: "vip"}},
		{ID: "voice", Channel: contact.Voice, Sticky: 10 * time.Second},
		{ID: "mail", Channel: contact.Email, Offer: time.Minute, Overflow: routing.Overflow{After: 4 * time.Minute, Queue: "more"}},
		{ID: "more", Channel: contact.Email, Decline: true},
	} {
		r.do(routing.SetQueue{Queue: q})
	}
	for i, id := range crew {
		r.setAgent(id, i)
		r.do(routing.SignIn{Agent: id})
		r.do(routing.SetState{Agent: id, State: contact.Available})
	}
	return r
}

func (r *rig) setProfile(chats uint16) {
	r.do(routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: chats, contact.Email: 1, contact.Voice: 1}}})
}

// setAgent has an agent serve all queues from the n-th on.
func (r *rig) setAgent(id contact.AgentID, n int) {
	a := routing.Agent{ID: id, Profile: "p"}
	for _, q := range lines[n%len(lines):] {
		a.Queues = append(a.Queues, routing.Serves{Queue: q})
	}
	r.do(routing.SetAgent{Agent: a})
}

// do gives a command, has the figures follow and checks them after each event. What is refused has not happened.
func (r *rig) do(cmd routing.Command) {
	r.Helper()
	events, err := r.floor.Step(r.now, cmd)
	if err != nil {
		return
	}
	r.log = append(r.log, events...)
	for _, ev := range events {
		r.m.Apply(ev)
		r.watch.Apply(ev)
		r.conserved(r.watch.Report(ev.At))
	}
	if len(events) > 0 {
		r.fits(r.watch.Report(r.now))
	}
}

// wait lets time pass; now and then the ticks come late.
func (r *rig) wait(d time.Duration, late bool) {
	until := r.now.Add(d)
	for !late {
		due, waits := r.floor.Deadline()
		if !waits || due.After(until) {
			break
		}
		r.now = due
		r.do(routing.Tick{})
	}
	r.now = until
	r.m.Report(until)
	r.do(routing.Tick{})
}

// conserved demands that nothing is lost or made of nothing.
func (r *rig) conserved(rep metrics.Report) {
	r.Helper()
	all := slices.Concat([]metrics.QueueReport{rep.All}, rep.Channels, rep.Queues)
	for _, q := range all {
		f := q.Total
		if gone := f.Answered + f.Abandoned + f.MovedOut + f.Dropped; f.Entered != gone+q.Now.Length {
			r.Fatalf("%q %v: %d entered, %d gone, %d wait", q.ID, q.Channel, f.Entered, gone, q.Now.Length)
		}
		if live := pending(f.Offers); live < q.Now.Offered {
			r.Fatalf("%q %v: %d offers are live, %d contacts offered", q.ID, q.Channel, live, q.Now.Offered)
		}
	}
	if a, b := rep.All.Total.Offers, rep.Staff.Total.Offers; a != b {
		r.Fatalf("offers of contacts %+v, of agents %+v", a, b)
	}
	if a, b := rep.All.Total.Handling, rep.Staff.Total.Handling; a != b {
		r.Fatalf("handling of contacts %+v, by agents %+v", a, b)
	}
}

// pending counts offers that have not ended.
func pending(f metrics.Offers) int { return f.Made - f.Accepted - f.Missed - f.Declined - f.Withdrawn }

// fits demands that what the figures say of the moment is what the floor says.
func (r *rig) fits(rep metrics.Report) {
	r.Helper()
	queues, offers := make(map[contact.QueueID]metrics.QueueNow), make(map[contact.QueueID]int)
	for v := range r.floor.Contacts() {
		n := queues[v.Queue]
		n.Length += one(v.State == contact.Queued || v.State == contact.Offered)
		n.Offered += one(v.OfferedTo != "" && v.Kind != routing.ToConference)
		queues[v.Queue] = n
		offers[v.Queue] += one(v.OfferedTo != "")
	}
	for _, q := range rep.Queues {
		got := metrics.QueueNow{Length: q.Now.Length, Offered: q.Now.Offered}
		if got != queues[q.ID] {
			r.Fatalf("%s now %+v, the floor has %+v", q.ID, got, queues[q.ID])
		}
		if got := pending(q.Total.Offers); got != offers[q.ID] {
			r.Fatalf("%s: %d offers are live, the floor has %d", q.ID, got, offers[q.ID])
		}
	}
	agents := make(map[contact.AgentID]metrics.AgentReport)
	for _, a := range rep.Agents {
		agents[a.ID] = a
	}
	for v := range r.floor.Agents() {
		if diff := cmp.Diff(nowOf(v), agents[v.ID].Now); diff != "" {
			r.Fatalf("%s now mismatch (-floor +metrics):\n%s", v.ID, diff)
		}
		if got := pending(agents[v.ID].Total.Offers); got != len(v.Offers) {
			r.Fatalf("%s: %d offers are live, the floor has %v", v.ID, got, v.Offers)
		}
	}
}

func nowOf(v routing.AgentView) metrics.AgentNow {
	return metrics.AgentNow{
		SignedOut: one(v.State == contact.SignedOut), Idle: one(v.State == contact.Idle),
		Available: one(v.State == contact.Available), RONA: one(v.State == contact.RONA),
		Busy: one(len(v.Contacts) > 0), InHand: len(v.Contacts),
	}
}

// chooser draws random moves.
type chooser struct {
	*rapid.T
	*rig
}

// below draws a number below n, each as likely; rapid's own are small most of the time.
func (c chooser) below(n int) int {
	v := 0
	for range bits.Len(uint(n-1)) + 2 {
		v = v<<1 + one(rapid.Bool().Draw(c.T, "bit"))
	}
	return v % n
}

func pick[T any](c chooser, of ...T) T { return of[c.below(len(of))] }

func (c chooser) agent() contact.AgentID { return pick(c, crew...) }
func (c chooser) queue() contact.QueueID { return pick(c, lines...) }

// contact draws a contact that is meant, any other that is known if there is none, or one that is not.
func (c chooser) contact(meant func(routing.ContactView) bool) routing.ContactView {
	var fit, all []routing.ContactView
	for v := range c.floor.Contacts() {
		if all = append(all, v); meant(v) {
			fit = append(fit, v)
		}
	}
	switch {
	case len(fit) > 0:
		return pick(c, fit...)
	case len(all) > 0:
		return pick(c, all...)
	}
	return routing.ContactView{ID: "nobody"}
}

func isOffered(v routing.ContactView) bool  { return v.OfferedTo != "" }
func isOwned(v routing.ContactView) bool    { return v.Owner != "" }
func isWrapping(v routing.ContactView) bool { return len(v.Wrapping) > 0 }
func hasGuest(v routing.ContactView) bool   { return len(v.Guests) > 0 }
func isOpen(v routing.ContactView) bool     { return v.State != contact.Closed }

// moves are what can happen, the likely more than once.
var moves = []func(chooser) routing.Command{
	chooser.enqueue, chooser.enqueue, chooser.enqueue, chooser.enqueue,
	chooser.accept, chooser.accept, chooser.accept, chooser.accept, chooser.accept, chooser.accept,
	chooser.end, chooser.end, chooser.wrapUp, chooser.wrapUp, chooser.wrapUp,
	chooser.decline, chooser.abandon, chooser.hold, chooser.hold, chooser.retrieve,
	chooser.toQueue, chooser.toAgent, chooser.toAgent, chooser.toAgent, chooser.confer, chooser.confer, chooser.leave,
	chooser.ring, chooser.reassign, chooser.supervise, chooser.available, chooser.available, chooser.available,
	chooser.idle, chooser.next, chooser.signIn, chooser.signOut, chooser.force, chooser.cancelTimer,
}

func (c chooser) enqueue() routing.Command {
	c.came++
	cmd := routing.Enqueue{Contact: contact.ID(fmt.Sprint("c", c.came)), Queue: c.queue()}
	switch pick(c, 0, 0, 1, 2) {
	case 1:
		cmd.Received = c.now.Add(-pick(c, time.Second, time.Hour, 30*time.Hour))
	case 2:
		cmd.LastAgent = c.agent()
	}
	return cmd
}

func (c chooser) accept() routing.Command {
	v := c.contact(isOffered)
	return routing.Accept{Agent: v.OfferedTo, Contact: v.ID}
}

func (c chooser) decline() routing.Command {
	v := c.contact(isOffered)
	return routing.Decline{Agent: v.OfferedTo, Contact: v.ID}
}

func (c chooser) end() routing.Command {
	v := c.contact(isOwned)
	return routing.End{Agent: v.Owner, Contact: v.ID}
}

func (c chooser) wrapping() (contact.AgentID, contact.ID) {
	v := c.contact(isWrapping)
	if len(v.Wrapping) == 0 {
		return c.agent(), v.ID
	}
	return pick(c, v.Wrapping...), v.ID
}

func (c chooser) wrapUp() routing.Command {
	who, id := c.wrapping()
	return routing.WrapUp{Agent: who, Contact: id}
}

func (c chooser) cancelTimer() routing.Command {
	who, id := c.wrapping()
	return routing.CancelTimer{Agent: who, Contact: id}
}

func (c chooser) abandon() routing.Command { return routing.Abandon{Contact: c.contact(isOpen).ID} }

func (c chooser) hold() routing.Command {
	v := c.contact(isOwned)
	return routing.Hold{Agent: v.Owner, Contact: v.ID}
}

func (c chooser) retrieve() routing.Command {
	v := c.contact(func(v routing.ContactView) bool { return v.OnHold })
	return routing.Retrieve{Agent: v.Owner, Contact: v.ID}
}

func (c chooser) toQueue() routing.Command {
	v := c.contact(isOwned)
	return routing.TransferToQueue{Agent: v.Owner, Contact: v.ID, Queue: c.queue()}
}

func (c chooser) toAgent() routing.Command {
	v := c.contact(isOwned)
	return routing.TransferToAgent{Agent: v.Owner, Contact: v.ID, To: c.ready(v.Owner)}
}

// ring lets a direct transfer of a chat run out.
func (c chooser) ring() routing.Command {
	v := c.contact(func(v routing.ContactView) bool { return isOwned(v) && v.Queue == "chat" })
	c.do(routing.TransferToAgent{Agent: v.Owner, Contact: v.ID, To: c.ready(v.Owner)})
	c.wait(25*time.Second, false)
	return routing.Tick{}
}

// ready draws another agent who is Available, if there is one.
func (c chooser) ready(but contact.AgentID) contact.AgentID {
	all := []contact.AgentID{}
	for v := range c.floor.Agents() {
		if v.State == contact.Available && v.ID != but {
			all = append(all, v.ID)
		}
	}
	if len(all) == 0 {
		return c.agent()
	}
	return pick(c, all...)
}

func (c chooser) confer() routing.Command {
	v := c.contact(isOwned)
	guest := c.ready(v.Owner)
	if len(v.Wrapping) > 0 && pick(c, true, false) { // who had it before joins again
		guest = v.Wrapping[0]
	}
	return routing.Conference{Agent: v.Owner, Contact: v.ID, Guest: guest}
}

func (c chooser) leave() routing.Command {
	v := c.contact(hasGuest)
	who := c.agent()
	if len(v.Guests) > 0 {
		who = v.Guests[0]
	}
	return routing.Leave{Agent: who, Contact: v.ID}
}

func (c chooser) reassign() routing.Command {
	return routing.Reassign{Supervisor: "boss", Contact: c.contact(isOpen).ID, To: c.agent()}
}

func (c chooser) supervise() routing.Command {
	return routing.Supervise{Supervisor: "boss", Contact: c.contact(isOwned).ID, Role: routing.Barge}
}

// available brings back one of those who are in RONA or Idle, or puts anybody where they are.
func (c chooser) available() routing.Command {
	who := c.agent()
	for v := range c.floor.Agents() {
		if v.State == contact.RONA || v.State == contact.Idle {
			who = v.ID
		}
	}
	return routing.SetState{Agent: who, State: contact.Available}
}

func (c chooser) idle() routing.Command {
	return routing.SetState{Agent: c.agent(), State: contact.Idle, Code: pick(c, "", "lunch")}
}

func (c chooser) next() routing.Command {
	return routing.SetNextState{Agent: c.agent(), State: contact.Idle}
}

func (c chooser) force() routing.Command {
	return routing.ForceState{Supervisor: "boss", Agent: c.agent(), State: pick(c, contact.Available, contact.Idle)}
}

func (c chooser) signIn() routing.Command  { return routing.SignIn{Agent: c.agent()} }
func (c chooser) signOut() routing.Command { return routing.SignOut{Agent: c.agent()} }

// move lets something happen, or some time pass.
func (c chooser) move() {
	switch n := c.below(len(moves) + 10); {
	case n < len(moves):
		c.do(moves[n](c))
	case n < len(moves)+8:
		c.wait(pick(c, time.Nanosecond, time.Second, 3*time.Second, 5*time.Second, 17*time.Second, 70*time.Second), false)
	default:
		c.wait(pick(c, time.Minute, 5*time.Minute, 20*time.Minute), rapid.Bool().Draw(c.T, "late"))
	}
}

// TestFloor compares figures with the oracle's after random commands, and with the floor after each.
func TestFloor(t *testing.T) {
	t.Parallel()
	seen := make(map[string]int)
	rapid.Check(t, func(t *rapid.T) {
		cfg := counting(rapid.SampledFrom([]time.Duration{time.Minute, 4 * time.Minute, 24 * time.Hour}).Draw(t, "interval"))
		c := chooser{t, newRig(t, cfg)}
		for range 1 + c.below(160) {
			c.move()
		}
		got := c.m.Report(c.now)
		note(seen, got)
		sameTotals(t, got, c.m.Totals(c.now))
		agree(t, newOracle(cfg, c.log, c.now), got)
		if diff := cmp.Diff(folded(cfg, c.log, c.now), got); diff != "" {
			t.Fatalf("report mismatch (-asked once +asked now and then):\n%s", diff)
		}
	})
	for _, what := range []string{
		"answered", "abandoned", "moved", "missed", "concurrent", "dropped", "declined", "withdrawn",
		"transferred", "conferred", "held", "standing", "in hand", "in RONA",
	} {
		if seen[what] == 0 && !race.Enabled {
			t.Errorf("no log with contacts or agents %s", what)
		}
	}
}

// sameTotals demands that totals are a report without its intervals.
func sameTotals(t failer, want, got metrics.Report) {
	t.Helper()
	lines := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Intervals" }, cmp.Ignore())
	if diff := cmp.Diff(want, got, lines); diff != "" {
		t.Fatalf("totals mismatch (-report +totals):\n%s", diff)
	}
	for _, q := range append(got.Queues, got.All) {
		if len(q.Intervals) > 0 {
			t.Fatalf("%d intervals among the totals", len(q.Intervals))
		}
	}
}

// TestGuestWhoWrapsUp: who had a contact before and joins it again has it in hand once, and until both are over.
func TestGuestWhoWrapsUp(t *testing.T) {
	s := open(t, metrics.Config{})
	s.work("kim", "lee")
	s.enqueue("c1", "help")
	s.accept("kim", "c1")
	s.do(routing.TransferToAgent{Agent: "kim", Contact: "c1", To: "lee"})
	s.accept("lee", "c1")
	s.do(routing.Conference{Agent: "lee", Contact: "c1", Guest: "kim"})
	s.accept("kim", "c1")
	s.wait(10 * time.Second)
	s.do(routing.WrapUp{Agent: "kim", Contact: "c1"})
	s.wait(5 * time.Second)
	s.do(routing.Leave{Agent: "kim", Contact: "c1"})
	s.wait(time.Second)
	both := metrics.SumOf(15 * time.Second)
	if f := s.agent("kim").Total; f.Busy != both || f.InHand != both || f.Free != metrics.SumOf(time.Second) {
		t.Errorf("busy for %v, %v in hand, free for %v, want 15s, 15s, 1s", f.Busy, f.InHand, f.Free)
	}
}
