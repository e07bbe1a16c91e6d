package metrics_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
)

// site is a center under test and its journal.
type site struct {
	*routing.Center
	t       *testing.T
	journal *journal.Memory
	came    int
}

// openSite opens a center with a queue of chat and one of email, and three agents at work.
func openSite(t *testing.T) *site {
	t.Helper()
	setup := []routing.Command{
		routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 2, contact.Email: 1}}},
		routing.SetQueue{Queue: routing.Queue{ID: "help", Name: "Help", Channel: contact.Chat}},
		routing.SetQueue{Queue: routing.Queue{ID: "mail", Channel: contact.Email}},
	}
	for n := range 3 {
		setup = append(setup, routing.SetAgent{Agent: routing.Agent{
			ID: siteAgent(n), Profile: "p", Queues: []routing.Serves{{Queue: "help"}, {Queue: "mail"}},
		}})
	}
	s := &site{t: t, journal: new(journal.Memory)}
	var err error
	s.Center, err = routing.Open(t.Context(), routing.Config{
		Journal: s.journal, Setup: setup, SnapshotEvery: -1, Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		s.do(routing.SignIn{Agent: siteAgent(n)}, routing.SetState{Agent: siteAgent(n), State: contact.Available})
	}
	return s
}

func siteAgent(n int) contact.AgentID { return contact.AgentID(fmt.Sprint("a", n)) }

// do applies commands that must not be refused.
func (s *site) do(cmds ...routing.Command) {
	s.t.Helper()
	for _, cmd := range cmds {
		if err := s.Do(s.t.Context(), cmd); err != nil {
			s.t.Errorf("Do(%+v) failed: %v", cmd, err)
		}
	}
}

// serve takes a contact from its queue to its wrap-up, some seconds each; every fifth gives up instead.
func (s *site) serve(id contact.ID) {
	s.t.Helper()
	s.do(routing.Enqueue{Contact: id, Queue: "help"})
	time.Sleep(3 * time.Second)
	v, _ := s.Contact(id)
	if v.OfferedTo == "" || len(id)%5 == 0 {
		s.do(routing.Abandon{Contact: id})
		return
	}
	s.do(routing.Accept{Agent: v.OfferedTo, Contact: id})
	time.Sleep(40 * time.Second)
	s.do(routing.End{Agent: v.OfferedTo, Contact: id})
	time.Sleep(5 * time.Second)
	s.do(routing.WrapUp{Agent: v.OfferedTo, Contact: id})
}

// work serves so many contacts, one a second, and returns when all are done.
func (s *site) work(contacts int) {
	s.t.Helper()
	var done sync.WaitGroup
	for range contacts {
		s.came++
		id := contact.ID(fmt.Sprintf("%0*d", 3+s.came%7, s.came))
		done.Go(func() { s.serve(id) })
		time.Sleep(time.Second)
	}
	done.Wait()
}

// log returns what the journal has after a version.
func (s *site) log(after journal.Version) (log []routing.Event) {
	s.t.Helper()
	for rec, err := range journal.Replay(s.t.Context(), s.journal, "center/main", after) {
		if err != nil {
			s.t.Fatal(err)
		}
		events, err := routing.DecodeEvents(rec.Data)
		if err != nil {
			s.t.Fatal(err)
		}
		log = append(log, events...)
	}
	return log
}

// trim cuts the log.
func (s *site) trim() {
	s.t.Helper()
	for range 2 {
		if err := s.Snapshot(s.t.Context()); err != nil {
			s.t.Fatal(err)
		}
		time.Sleep(time.Second)
	}
	if err := s.Trim(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

// follow runs live figures until the test's bubble comes to rest, and returns how to stop them.
func (s *site) follow(live *metrics.Live) (stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- live.Run(ctx, s.Center) }()
	return func() error {
		cancel()
		return <-ended
	}
}

func (s *site) close() {
	s.t.Helper()
	if err := s.Close(context.Background()); err != nil {
		s.t.Fatal(err)
	}
}

// TestLiveIsTheFold: what Live says after a day is what the log says when it is read back, though it was asked all the
// time by many.
func TestLiveIsTheFold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openSite(t)
		defer s.close()
		cfg := counting(time.Minute)
		live := metrics.NewLive(cfg)
		s.work(20) // before it runs
		stop := s.follow(live)
		var readers sync.WaitGroup
		reading, rest := context.WithCancel(t.Context())
		for range 3 {
			readers.Go(func() {
				for reading.Err() == nil {
					live.Report(time.Time{})
					time.Sleep(500 * time.Millisecond)
				}
			})
		}
		s.work(80)
		rest()
		readers.Wait()
		synctest.Wait()
		now := time.Now()
		got, log := live.Report(now), s.log(0)
		if diff := cmp.Diff(folded(cfg, log, now), got); diff != "" {
			t.Errorf("report mismatch (-log +live):\n%s", diff)
		}
		if got, want := live.Version(), s.Version(); got != want {
			t.Errorf("figures of version %d, want %d", got, want)
		}
		if all := got.All.Total; all.Entered != 100 || all.Answered == 0 || all.Abandoned == 0 {
			t.Errorf("%d entered, %d answered, %d abandoned", all.Entered, all.Answered, all.Abandoned)
		}
		agree(t, newOracle(cfg, log, now.UTC()), got)
		if err := stop(); !errors.Is(err, context.Canceled) {
			t.Errorf("Run returned %v, want %v", err, context.Canceled)
		}
	})
}

// TestLiveEnds: Run returns why it ends, after everything was counted.
func TestLiveEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openSite(t)
		live := metrics.NewLive(metrics.Config{})
		stop := s.follow(live)
		s.work(5)
		s.do(routing.Enqueue{Contact: "last", Queue: "help"})
		s.close()
		synctest.Wait()
		if err := stop(); !errors.Is(err, routing.ErrClosed) {
			t.Errorf("Run returned %v, want %v", err, routing.ErrClosed)
		}
		if got := live.Report(time.Now()).All.Total.Entered; got != 6 {
			t.Errorf("%d entered, want 6", got)
		}
		late, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		again := openSite(t)
		defer again.close()
		if err := metrics.NewLive(metrics.Config{}).Run(late, again.Center); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Run returned %v, want %v", err, context.DeadlineExceeded)
		}
	})
}

// TestLiveOfTrimmedLog: if the log was cut, the figures of the moment are right at once, and counts begin with 0.
func TestLiveOfTrimmedLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openSite(t)
		defer s.close()
		s.work(10)
		for _, id := range []contact.ID{"w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"} { // six have room
			s.do(routing.Enqueue{Contact: id, Queue: "help"})
			time.Sleep(time.Second)
		}
		for _, id := range []contact.ID{"w1", "w2"} {
			v, _ := s.Contact(id)
			s.do(routing.Accept{Agent: v.OfferedTo, Contact: id})
		}
		s.do(routing.SetState{Agent: "a2", State: contact.Idle})
		before := s.log(0)
		s.trim()
		if err := trimmed(s); err != nil {
			t.Fatal(err)
		}
		live := metrics.NewLive(metrics.Config{})
		stop := s.follow(live)
		synctest.Wait()
		now := time.Now()
		got, want := live.Report(now), folded(metrics.Config{}, before, now)
		if diff := cmp.Diff(want.All.Now, got.All.Now); diff != "" || want.All.Now.Length == 0 || want.All.Now.InHand != 2 {
			t.Errorf("now %+v, mismatch (-log +live):\n%s", want.All.Now, diff)
		}
		if diff := cmp.Diff(want.Staff.Now, got.Staff.Now); diff != "" {
			t.Errorf("staff now mismatch (-log +live):\n%s", diff)
		}
		if f := got.All.Total; f.Entered+f.Answered+f.Abandoned+f.Offers.Made+f.Handling.Handled != 0 || f.WaitingTime.Seconds() < 0 {
			t.Errorf("counts begin with %+v", f)
		}
		for n := range 2 {
			v, _ := s.Contact(contact.ID(fmt.Sprint("w", n+1)))
			s.do(routing.End{Agent: v.Owner, Contact: v.ID}, routing.WrapUp{Agent: v.Owner, Contact: v.ID})
		}
		s.do(routing.Abandon{Contact: "w8"}, routing.Enqueue{Contact: "w9", Queue: "help"})
		synctest.Wait()
		if f := live.Report(now).All.Total; f.Entered != 1 || f.Abandoned != 1 || f.Handling.Handled != 2 {
			t.Errorf("%d entered, %d abandoned, %d handled, want 1, 1, 2", f.Entered, f.Abandoned, f.Handling.Handled)
		}
		if err := stop(); !errors.Is(err, context.Canceled) {
			t.Errorf("Run returned %v, want %v", err, context.Canceled)
		}
	})
}

// trimmed reports an error if the log is there from the beginning.
func trimmed(s *site) error {
	for _, err := range s.Subscribe(s.t.Context(), 0) {
		if errors.Is(err, journal.ErrTrimmed) {
			return nil
		}
		return fmt.Errorf("the log is not trimmed: %w", err)
	}
	return nil
}

// TestLiveBeginsInABusyCenter: between the look at the state and the events after it nothing is missed and nothing is
// counted twice, whenever that is.
func TestLiveBeginsInABusyCenter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openSite(t)
		defer s.close()
		s.work(5)
		s.trim()
		var all []*metrics.Live
		var stops []func() error
		var busy sync.WaitGroup
		for n := range 4 {
			busy.Go(func() {
				for k := range 20 {
					s.hurry(fmt.Sprint(n, "-", k), 3)
					if n == 0 {
						live := metrics.NewLive(metrics.Config{})
						all, stops = append(all, live), append(stops, s.follow(live))
					}
				}
			})
		}
		busy.Wait()
		s.do(routing.Enqueue{Contact: "still", Queue: "help"})
		synctest.Wait()
		for i, live := range all {
			s.consistent(i, live.Report(time.Now()))
			if err := stops[i](); !errors.Is(err, context.Canceled) {
				t.Errorf("Run returned %v, want %v", err, context.Canceled)
			}
		}
	})
}

// hurry serves so many contacts one after the other, without a pause.
func (s *site) hurry(name string, contacts int) {
	for n := range contacts {
		id := contact.ID(fmt.Sprint(name, "-", n))
		s.do(routing.Enqueue{Contact: id, Queue: "help"})
		v, _ := s.Contact(id)
		s.do(
			routing.Accept{Agent: v.OfferedTo, Contact: id}, routing.End{Agent: v.OfferedTo, Contact: id},
			routing.WrapUp{Agent: v.OfferedTo, Contact: id},
		)
	}
}

// tally is counts of a log, or of a part of it.
type tally struct{ entered, made, accepted, handled int }

// consistent demands that figures are those of the log from some version on, and of the center now.
func (s *site) consistent(i int, r metrics.Report) {
	s.t.Helper()
	f := r.All.Total
	got := tally{f.Entered, f.Offers.Made, f.Offers.Accepted, f.Handling.Handled}
	if !s.since(got) {
		s.t.Errorf("%d: counts %+v, which are those of no end of the log", i, got)
	}
	if got := r.All.Now; got.Length != 1 || got.Offered != 1 || got.InHand != 0 {
		s.t.Errorf("%d: now %+v, want one contact that is offered", i, got)
	}
	if got := r.Staff.Now; got.Busy != 0 || got.InHand != 0 {
		s.t.Errorf("%d: staff now %+v, want nothing in hand", i, got)
	}
}

// since reports whether there is a version after which the log has those counts.
func (s *site) since(want tally) bool {
	var all []routing.Batch
	ctx, cancel := context.WithCancel(s.t.Context())
	defer cancel()
	last := s.Version()
	for b, err := range s.Subscribe(ctx, s.first()) {
		if err != nil {
			s.t.Fatal(err)
		}
		if all = append(all, b); b.Version == last {
			break
		}
	}
	var n tally
	if want == n { // nothing came after it
		return true
	}
	for _, b := range slices.Backward(all) {
		for _, ev := range b.Events {
			switch ev.Payload.(type) {
			case routing.ContactQueued:
				n.entered++
			case routing.OfferMade:
				n.made++
			case routing.OfferAccepted:
				n.accepted++
			case routing.WrapUpDone:
				n.handled++
			}
		}
		if n == want {
			return true
		}
	}
	return false
}

// first returns the version up to which the log is cut.
func (s *site) first() (v journal.Version) {
	for ; ; v++ {
		for _, err := range s.journal.Read(s.t.Context(), "center/main", v) {
			if err == nil {
				return v
			}
			break
		}
	}
}
