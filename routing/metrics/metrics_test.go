package metrics_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
)

// shop is a small center and its figures, on a clock of its own.
type shop struct {
	t     *testing.T
	floor *routing.Floor
	now   time.Time
	m     *metrics.Metrics
	log   []routing.Event
}

var nine = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// open opens a shop with two queues of chat, one of email, and two agents, both available.
func open(t *testing.T, cfg metrics.Config) *shop {
	t.Helper()
	s := &shop{t: t, floor: routing.NewFloor(routing.FloorConfig{}), now: nine, m: metrics.New(cfg)}
	s.do(routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 2, contact.Email: 1}}})
	s.do(routing.SetQueue{Queue: routing.Queue{ID: "help", Name: "Help", Channel: contact.Chat}})
	s.do(routing.SetQueue{Queue: routing.Queue{
		ID: "sales", Channel: contact.Chat, Overflow: routing.Overflow{After: time.Minute, Queue: "help"},
	}})
	s.do(routing.SetQueue{Queue: routing.Queue{ID: "mail", Channel: contact.Email}})
	for _, id := range []contact.AgentID{"kim", "lee"} {
		s.do(routing.SetAgent{Agent: routing.Agent{ID: id, Name: string(id), Profile: "p", Queues: []routing.Serves{
			{Queue: "help"}, {Queue: "mail"},
		}}})
	}
	return s
}

// do gives a command and has the figures follow.
func (s *shop) do(cmd routing.Command) {
	s.t.Helper()
	events, err := s.floor.Step(s.now, cmd)
	if err != nil {
		s.t.Fatal(err)
	}
	s.log = append(s.log, events...)
	for _, ev := range events {
		s.m.Apply(ev)
	}
}

// wait lets time pass, ticking at deadlines.
func (s *shop) wait(d time.Duration) {
	s.t.Helper()
	until := s.now.Add(d)
	for {
		due, waits := s.floor.Deadline()
		if !waits || due.After(until) {
			break
		}
		s.now = due
		s.do(routing.Tick{})
	}
	s.now = until
}

func (s *shop) work(ids ...contact.AgentID) {
	s.t.Helper()
	for _, id := range ids {
		s.do(routing.SignIn{Agent: id})
		s.do(routing.SetState{Agent: id, State: contact.Available})
	}
}

func (s *shop) enqueue(id contact.ID, queue contact.QueueID) {
	s.t.Helper()
	s.do(routing.Enqueue{Contact: id, Queue: queue})
}

func (s *shop) accept(agent contact.AgentID, id contact.ID) {
	s.t.Helper()
	s.do(routing.Accept{Agent: agent, Contact: id})
}

func (s *shop) finish(agent contact.AgentID, id contact.ID, wrapUp time.Duration) {
	s.t.Helper()
	s.do(routing.End{Agent: agent, Contact: id})
	s.wait(wrapUp)
	s.do(routing.WrapUp{Agent: agent, Contact: id})
}

// queue returns what is reported of a queue now.
func (s *shop) queue(id contact.QueueID) metrics.QueueReport {
	s.t.Helper()
	for _, q := range s.m.Report(s.now).Queues {
		if q.ID == id {
			return q
		}
	}
	s.t.Fatalf("no queue %s", id)
	return metrics.QueueReport{}
}

func (s *shop) agent(id contact.AgentID) metrics.AgentReport {
	s.t.Helper()
	for _, a := range s.m.Report(s.now).Agents {
		if a.ID == id {
			return a
		}
	}
	s.t.Fatalf("no agent %s", id)
	return metrics.AgentReport{}
}

var noDistributions = cmpopts.IgnoreTypes(metrics.Distribution{})

func (s *shop) wantQueue(id contact.QueueID, want metrics.QueueFigures) {
	s.t.Helper()
	if diff := cmp.Diff(want, s.queue(id).Total, noDistributions); diff != "" {
		s.t.Errorf("figures of %s mismatch (-want +got):\n%s", id, diff)
	}
}

func (s *shop) wantAgent(id contact.AgentID, want metrics.AgentFigures) {
	s.t.Helper()
	if diff := cmp.Diff(want, s.agent(id).Total); diff != "" {
		s.t.Errorf("figures of %s mismatch (-want +got):\n%s", id, diff)
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-12 || math.IsNaN(a) && math.IsNaN(b) }

func TestAnswered(t *testing.T) {
	s := open(t, metrics.Config{})
	s.enqueue("c1", "help") // waits 30 s for an agent
	s.wait(30 * time.Second)
	s.work("kim")
	s.wait(4 * time.Second)
	s.accept("kim", "c1")
	s.enqueue("c2", "help") // kim has room for it
	s.wait(3 * time.Second)
	s.accept("kim", "c2")
	s.wait(57 * time.Second)
	s.finish("kim", "c1", 20*time.Second)
	s.finish("kim", "c2", 10*time.Second)
	s.wait(30 * time.Second)
	s.wantQueue("help", metrics.QueueFigures{
		Entered: 2, Answered: 2, AnsweredInTarget: 1,
		AnswerTime: metrics.SumOf(37 * time.Second), LongestWait: 34 * time.Second, MaxLength: 1, WaitingTime: metrics.SumOf(37 * time.Second),
		Offers:   metrics.Offers{Made: 2, Accepted: 2},
		Handling: metrics.Handling{Handled: 2, Talk: metrics.SumOf(60*time.Second, 77*time.Second), WrapUp: metrics.SumOf(30 * time.Second)},
	})
	s.wantAgent("kim", metrics.AgentFigures{
		Available: metrics.SumOf(124 * time.Second), Busy: metrics.SumOf(90 * time.Second), Free: metrics.SumOf(34 * time.Second),
		InHand:   metrics.SumOf((80 + 87) * time.Second),
		Offers:   metrics.Offers{Made: 2, Accepted: 2},
		Handling: metrics.Handling{Handled: 2, Talk: metrics.SumOf(137 * time.Second), WrapUp: metrics.SumOf(30 * time.Second)},
	})
	help, kim := s.queue("help").Total, s.agent("kim").Total
	if got, want := help.SpeedOfAnswer(), 18500*time.Millisecond; got != want {
		t.Errorf("speed of answer %v, want %v", got, want)
	}
	if got, want := help.Handling.AverageTime(), 83500*time.Millisecond; got != want {
		t.Errorf("average handle time %v, want %v", got, want)
	}
	if got, want := kim.Occupancy(), 90.0/124; !near(got, want) {
		t.Errorf("occupancy %v, want %v", got, want)
	}
	if got, want := kim.Concurrency(), 167.0/90; !near(got, want) {
		t.Errorf("concurrency %v, want %v", got, want)
	}
	if got := kim.SignedIn(); got != metrics.SumOf(124*time.Second) {
		t.Errorf("signed in for %v, want 124s", got)
	}
}

func TestServiceLevel(t *testing.T) {
	f := metrics.QueueFigures{ // Cisco's example: 70 and 10 within the threshold of 100
		Answered: 80, AnsweredInTarget: 70, Abandoned: 20, AbandonedInTarget: 10, AbandonedShort: 4,
	}
	for level, want := range map[metrics.Level]float64{
		metrics.OfAnswered: 70.0 / 80, metrics.OfOffered: 0.70,
		metrics.AbandonedExcluded: 70.0 / 90, metrics.AbandonedIncluded: 0.80,
	} {
		if got := f.ServiceLevel(level); !near(got, want) {
			t.Errorf("service level %v is %v, want %v", level, got, want)
		}
	}
	if got, want := f.Abandonment(), 16.0/96; !near(got, want) {
		t.Errorf("abandonment %v, want %v", got, want)
	}
	var none metrics.QueueFigures
	var nobody metrics.AgentFigures
	for name, got := range map[string]float64{
		"service level": none.ServiceLevel(metrics.OfOffered), "abandonment": none.Abandonment(),
		"occupancy": nobody.Occupancy(), "concurrency": nobody.Concurrency(), "answer rate": none.Offers.AnswerRate(),
	} {
		if !math.IsNaN(got) {
			t.Errorf("%s of nothing is %v, want NaN", name, got)
		}
	}
	if none.SpeedOfAnswer() != 0 || none.TimeToAbandon() != 0 || none.Handling.AverageTime() != 0 || none.AverageLength(0) != 0 {
		t.Error("a mean of nothing is not 0")
	}
}

func TestAbandoned(t *testing.T) {
	s := open(t, metrics.Config{ShortAbandon: 10 * time.Second})
	for _, id := range []contact.ID{"c1", "c2", "c3"} {
		s.enqueue(id, "help")
	}
	s.wait(9 * time.Second)
	s.do(routing.Abandon{Contact: "c1"})
	s.wait(time.Second)
	s.do(routing.Abandon{Contact: "c2"})
	s.wait(20 * time.Second)
	s.work("kim")
	s.do(routing.Abandon{Contact: "c3"}) // while it is offered
	s.wantQueue("help", metrics.QueueFigures{
		Entered: 3, Abandoned: 3, AbandonedInTarget: 2, AbandonedShort: 1,
		AbandonTime: metrics.SumOf(49 * time.Second), LongestWait: 30 * time.Second, MaxLength: 3, WaitingTime: metrics.SumOf(49 * time.Second),
		Offers: metrics.Offers{Made: 1, Withdrawn: 1},
	})
	if got, want := s.queue("help").Total.Abandons.Max(), 30*time.Second; got < want || got > want+want/50 {
		t.Errorf("longest time to abandon %v, want about %v", got, want)
	}
}

func TestOverflowIsOneWait(t *testing.T) {
	s := open(t, metrics.Config{})
	s.enqueue("c1", "sales")
	s.wait(70 * time.Second) // it moves after 60
	s.work("kim")
	s.accept("kim", "c1")
	s.wantQueue("sales", metrics.QueueFigures{
		Entered: 1, MovedOut: 1, MaxLength: 1, WaitingTime: metrics.SumOf(time.Minute), LongestWait: time.Minute,
	})
	s.wantQueue("help", metrics.QueueFigures{
		Entered: 1, MovedIn: 1, Answered: 1, AnswerTime: metrics.SumOf(70 * time.Second), LongestWait: 70 * time.Second,
		MaxLength: 1, WaitingTime: metrics.SumOf(10 * time.Second), Offers: metrics.Offers{Made: 1, Accepted: 1},
	})
}

func TestMissedTransferredAndInConference(t *testing.T) {
	s := open(t, metrics.Config{})
	s.work("kim")
	s.enqueue("c1", "help")
	s.wait(20 * time.Second) // kim falls into RONA
	s.work("lee")
	s.accept("lee", "c1")
	s.do(routing.SetState{Agent: "kim", State: contact.Available})
	s.wait(10 * time.Second)
	s.do(routing.Conference{Agent: "lee", Contact: "c1", Guest: "kim"})
	s.wait(5 * time.Second)
	s.accept("kim", "c1")
	s.wait(10 * time.Second)
	s.do(routing.Leave{Agent: "kim", Contact: "c1"})
	s.wait(5 * time.Second)
	s.do(routing.TransferToAgent{Agent: "lee", Contact: "c1", To: "kim"})
	s.wait(8 * time.Second)
	s.accept("kim", "c1")
	s.wait(2 * time.Second)
	s.do(routing.WrapUp{Agent: "lee", Contact: "c1"})
	s.wait(10 * time.Second)
	s.finish("kim", "c1", 0)
	s.wantQueue("help", metrics.QueueFigures{
		Entered: 2, Answered: 2, AnsweredInTarget: 2, TransfersIn: 1, TransfersOut: 1,
		AnswerTime: metrics.SumOf(28 * time.Second), LongestWait: 20 * time.Second, MaxLength: 1, WaitingTime: metrics.SumOf(28 * time.Second),
		Offers:   metrics.Offers{Made: 4, Conferences: 1, Accepted: 3, Missed: 1},
		Handling: metrics.Handling{Handled: 2, Talk: metrics.SumOf(42 * time.Second), WrapUp: metrics.SumOf(10 * time.Second)},
	})
	s.wantAgent("kim", metrics.AgentFigures{
		Available: metrics.SumOf(70 * time.Second), Busy: metrics.SumOf(22 * time.Second), Free: metrics.SumOf(48 * time.Second), InHand: metrics.SumOf(22 * time.Second),
		Offers:   metrics.Offers{Made: 3, Conferences: 1, Accepted: 2, Missed: 1},
		Handling: metrics.Handling{Handled: 1, Talk: metrics.SumOf(12 * time.Second)},
	})
	s.wantAgent("lee", metrics.AgentFigures{
		Available: metrics.SumOf(50 * time.Second), Busy: metrics.SumOf(40 * time.Second), Free: metrics.SumOf(10 * time.Second), InHand: metrics.SumOf(40 * time.Second), Transfers: 1,
		Offers:   metrics.Offers{Made: 1, Accepted: 1},
		Handling: metrics.Handling{Handled: 1, Talk: metrics.SumOf(30 * time.Second), WrapUp: metrics.SumOf(10 * time.Second)},
	})
}

func TestDroppedTransfer(t *testing.T) {
	s := open(t, metrics.Config{})
	s.work("kim", "lee")
	s.enqueue("c1", "help")
	s.accept("kim", "c1")
	s.do(routing.TransferToAgent{Agent: "kim", Contact: "c1", To: "lee"})
	s.wait(time.Minute)
	s.do(routing.WrapUp{Agent: "kim", Contact: "c1"})
	s.wantQueue("help", metrics.QueueFigures{
		Entered: 2, Answered: 1, AnsweredInTarget: 1, Dropped: 1, TransfersIn: 1, TransfersOut: 1,
		LongestWait: 20 * time.Second, MaxLength: 1, WaitingTime: metrics.SumOf(20 * time.Second),
		Offers:   metrics.Offers{Made: 2, Accepted: 1, Missed: 1},
		Handling: metrics.Handling{Handled: 1, WrapUp: metrics.SumOf(time.Minute)},
	})
}

// TestEmailWaitsSinceReceived: the wait of an email counts from when it was received (O2), and by its queue's target.
func TestEmailWaitsSinceReceived(t *testing.T) {
	s := open(t, metrics.Config{Targets: map[contact.QueueID]time.Duration{"mail": time.Hour}})
	s.work("kim")
	s.do(routing.Enqueue{Contact: "m1", Queue: "mail", Received: s.now.Add(-50 * time.Minute)})
	s.accept("kim", "m1")
	s.wantQueue("mail", metrics.QueueFigures{
		Entered: 1, Answered: 1, AnsweredInTarget: 1, AnswerTime: metrics.SumOf(50 * time.Minute), LongestWait: 50 * time.Minute,
		MaxLength: 1, Offers: metrics.Offers{Made: 1, Accepted: 1},
	})
}

// TestTargetOfNothing: 0 is the default target, and less lets only those be in target who did not wait at all; of a
// queue's own, 0 does too.
func TestTargetOfNothing(t *testing.T) {
	own := func(d time.Duration) map[contact.QueueID]time.Duration {
		return map[contact.QueueID]time.Duration{"help": d}
	}
	for _, c := range []struct {
		cfg      metrics.Config
		target   time.Duration
		inTarget int
	}{
		{metrics.Config{}, 20 * time.Second, 2}, {metrics.Config{Target: -1}, 0, 1}, {metrics.Config{Target: math.MinInt64}, 0, 1},
		{metrics.Config{Targets: own(0)}, 0, 1}, {metrics.Config{Targets: own(-time.Hour)}, 0, 1},
		{metrics.Config{Target: -1, Targets: own(time.Second)}, time.Second, 2},
	} {
		s := open(t, c.cfg)
		s.work("kim")
		s.enqueue("c1", "help")
		s.accept("kim", "c1")
		s.enqueue("c2", "help")
		s.wait(time.Second)
		s.accept("kim", "c2")
		if q := s.queue("help"); q.Target != c.target || q.Total.AnsweredInTarget != c.inTarget {
			t.Errorf("%d answered within %v, want %d within %v", q.Total.AnsweredInTarget, q.Target, c.inTarget, c.target)
		}
	}
}

// TestHold: hold is no talk; it ends with the contact, or when the customer leaves.
func TestHold(t *testing.T) {
	s := open(t, metrics.Config{})
	s.work("kim")
	for i, end := range []routing.Command{
		routing.Retrieve{Agent: "kim", Contact: "c0"}, routing.Abandon{Contact: "c1"}, routing.Retrieve{Agent: "kim", Contact: "c2"},
	} {
		id := contact.ID([]string{"c0", "c1", "c2"}[i])
		s.enqueue(id, "help")
		s.accept("kim", id)
		s.wait(10 * time.Second)
		s.do(routing.Hold{Agent: "kim", Contact: id})
		s.wait(5 * time.Second)
		s.do(end)
		s.wait(2 * time.Second)
		if i == 2 {
			s.do(routing.Hold{Agent: "kim", Contact: id})
			s.wait(3 * time.Second)
		}
		s.finish("kim", id, 4*time.Second)
	}
	want := metrics.Handling{Handled: 3, Talk: metrics.SumOf(36 * time.Second), Hold: metrics.SumOf(18 * time.Second), WrapUp: metrics.SumOf(12 * time.Second)}
	if diff := cmp.Diff(want, s.queue("help").Total.Handling); diff != "" {
		t.Errorf("handling mismatch (-want +got):\n%s", diff)
	}
	if h := s.agent("kim").Total.Handling; h.AverageHold() != 6*time.Second || h.AverageTalk() != 12*time.Second ||
		h.AverageWrapUp() != 4*time.Second || h.AverageTime() != 22*time.Second {
		t.Errorf("averages of %+v", h)
	}
}

func TestNow(t *testing.T) {
	s := open(t, metrics.Config{})
	s.work("kim")
	for _, id := range []contact.ID{"c1", "c2", "c3", "c4"} {
		s.enqueue(id, "help")
		s.wait(time.Second)
	}
	s.accept("kim", "c2")
	if diff := cmp.Diff(metrics.QueueNow{Length: 3, Offered: 1, LongestWait: 4 * time.Second, InHand: 1}, s.queue("help").Now); diff != "" {
		t.Errorf("queue now mismatch (-want +got):\n%s", diff)
	}
	r := s.m.Report(s.now)
	if diff := cmp.Diff(metrics.AgentNow{Available: 1, SignedOut: 1, Busy: 1, InHand: 1}, r.Staff.Now); diff != "" {
		t.Errorf("staff now mismatch (-want +got):\n%s", diff)
	}
	if len(r.Channels) != 2 || r.Channels[0].Channel != contact.Chat || r.Channels[0].Now.Length != 3 || r.All.Now.Length != 3 {
		t.Errorf("channels %+v", r.Channels)
	}
}
