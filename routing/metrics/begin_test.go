package metrics_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
)

// begun returns figures that begin with a floor's state.
func begun(f *routing.Floor) *metrics.Metrics {
	m := metrics.New(metrics.Config{})
	m.Begin(f)
	return m
}

// unseen is of which queues a floor's views do not tell all, and may not have told it when the figures began: since when
// a contact waits that was transferred to an agent who did not accept it, or by a supervisor, and for which queue a
// wrap-up is owed if the contact is in another by now.
type unseen map[contact.QueueID]struct{ waits, hands bool }

func (u unseen) note(o *oracle, f *routing.Floor) {
	open := len(o.log)
	for _, v := range o.visits {
		if v.out == open && v.direct {
			u[v.queue] = struct{ waits, hands bool }{true, u[v.queue].hands}
		}
	}
	for _, l := range o.legs {
		v, known := f.Contact(o.log[l.contact].Payload.(routing.ContactQueued).Contact)
		if l.end == open && known && v.Queue != l.queue {
			u[v.Queue] = struct{ waits, hands bool }{u[v.Queue].waits, true}
			u[l.queue] = struct{ waits, hands bool }{u[l.queue].waits, true}
		}
	}
}

// TestBegin: begun with the state, the figures of the moment are those of the log that led there, and stay so.
func TestBegin(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := chooser{t, newRig(t, counting(time.Hour))}
		for range 1 + c.below(120) {
			c.move()
		}
		m, u := begun(c.floor), make(unseen)
		sameNow(t, c.rig, m, c.now, u)
		counted := m.Report(c.now)
		if f := counted.All.Total; f.Entered+f.Answered+f.Abandoned+f.MovedOut+f.Offers.Made+f.Handling.Handled != 0 {
			t.Fatalf("counts at the beginning: %+v", f)
		}
		before := len(c.log)
		for range c.below(60) {
			c.move()
		}
		for _, ev := range c.log[before:] {
			m.Apply(ev)
		}
		sameNow(t, c.rig, m, c.now, u)
		sameCounts(t, c.m.Report(c.now), metricsOf(c.log[:before], c.now), m.Report(c.now))
	})
}

func metricsOf(log []routing.Event, at time.Time) metrics.Report {
	return folded(counting(time.Hour), log, at)
}

// sameNow compares the moment with the oracle's.
func sameNow(t failer, r *rig, m *metrics.Metrics, at time.Time, u unseen) {
	t.Helper()
	o := newOracle(counting(time.Hour), r.log, at)
	u.note(o, r.floor)
	got := m.Report(at)
	inHand := 0
	for _, q := range got.Queues {
		want := o.queueNow(q.ID)
		inHand += want.InHand
		if u[q.ID].waits {
			q.Now.LongestWait = want.LongestWait
		}
		if u[q.ID].hands {
			q.Now.InHand = want.InHand
		}
		if diff := cmp.Diff(want, q.Now); diff != "" {
			t.Fatalf("%s now mismatch (-log +begun):\n%s", q.ID, diff)
		}
	}
	if got.All.Now.InHand != inHand {
		t.Fatalf("%d contacts in hand, want %d", got.All.Now.InHand, inHand)
	}
	agents := make(map[contact.AgentID]metrics.AgentNow)
	for _, a := range got.Agents {
		agents[a.ID] = a.Now
	}
	for v := range r.floor.Agents() {
		if diff := cmp.Diff(nowOf(v), agents[v.ID]); diff != "" {
			t.Fatalf("%s now mismatch (-floor +begun):\n%s", v.ID, diff)
		}
	}
}

// sameCounts demands that what happens after a beginning is counted as in the fold of all: that is, less what was
// before.
func sameCounts(t failer, all, before, after metrics.Report) {
	t.Helper()
	counts := func(f metrics.QueueFigures) []int {
		return []int{
			f.Entered, f.Answered, f.Abandoned, f.MovedOut, f.Dropped, f.MovedIn, f.TransfersIn, f.TransfersOut,
			f.Offers.Made, f.Offers.Conferences, f.Offers.Accepted, f.Offers.Missed, f.Offers.Declined,
			f.Offers.Withdrawn, f.Handling.Handled,
		}
	}
	want := counts(all.All.Total)
	for i, n := range counts(before.All.Total) {
		want[i] -= n
	}
	if diff := cmp.Diff(want, counts(after.All.Total)); diff != "" {
		t.Fatalf("counts since the beginning mismatch (-want +got):\n%s", diff)
	}
}

// TestBeginDirect: who is offered a contact that was transferred to an agent waits since the transfer.
func TestBeginDirect(t *testing.T) {
	s := open(t, metrics.Config{})
	s.work("kim", "lee")
	s.enqueue("c1", "help")
	s.accept("kim", "c1")
	s.wait(time.Minute)
	s.do(routing.TransferToAgent{Agent: "kim", Contact: "c1", To: "lee"})
	s.wait(5 * time.Second)
	for name, m := range map[string]*metrics.Metrics{"folded": s.m, "begun": begun(s.floor)} {
		if got, want := m.Report(s.now).All.Now.LongestWait, 5*time.Second; got != want {
			t.Errorf("%s: longest wait %v, want %v", name, got, want)
		}
	}
}

// TestBeginInHand: what agents have is taken for accepted at the beginning, a hold for begun and a wrap-up for started.
func TestBeginInHand(t *testing.T) {
	s := open(t, metrics.Config{})
	s.work("kim", "lee")
	for _, id := range []contact.ID{"c1", "c2"} {
		s.enqueue(id, "help")
	}
	s.accept("kim", "c1")
	s.accept("lee", "c2")
	s.wait(time.Minute)
	s.do(routing.Hold{Agent: "kim", Contact: "c1"})
	s.do(routing.End{Agent: "lee", Contact: "c2"})
	s.m = begun(s.floor)
	s.wait(5 * time.Second)
	s.do(routing.Retrieve{Agent: "kim", Contact: "c1"})
	s.do(routing.WrapUp{Agent: "lee", Contact: "c2"})
	s.wait(7 * time.Second)
	s.finish("kim", "c1", 3*time.Second)
	s.wantAgent("kim", metrics.AgentFigures{
		Available: metrics.SumOf(15 * time.Second), Busy: metrics.SumOf(15 * time.Second), InHand: metrics.SumOf(15 * time.Second),
		Handling: metrics.Handling{Handled: 1, Talk: metrics.SumOf(7 * time.Second), Hold: metrics.SumOf(5 * time.Second), WrapUp: metrics.SumOf(3 * time.Second)},
	})
	s.wantAgent("lee", metrics.AgentFigures{
		Available: metrics.SumOf(15 * time.Second), Busy: metrics.SumOf(5 * time.Second), Free: metrics.SumOf(10 * time.Second), InHand: metrics.SumOf(5 * time.Second),
		Handling: metrics.Handling{Handled: 1, WrapUp: metrics.SumOf(5 * time.Second)},
	})
}

func TestBeginWithNothing(t *testing.T) {
	m := begun(routing.NewFloor(routing.FloorConfig{}))
	if diff := cmp.Diff(metrics.Report{}, m.Report(nine)); diff != "" {
		t.Errorf("report of an empty floor mismatch (-want +got):\n%s", diff)
	}
	m.Apply(routing.Event{At: nine, Payload: routing.AgentStateSet{Agent: "kim", State: contact.Idle}})
	if got := m.Report(nine).From; !got.Equal(nine) {
		t.Errorf("begins at %v, want %v", got, nine)
	}
}
