package simulate

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/internal/race"
	"github.com/acdkit/acdkit/routing"
)

// logOf returns the events of a scenario's first day.
func logOf(t *testing.T, s Scenario, seed uint64) []routing.Event {
	t.Helper()
	var log []routing.Event
	s.Days = 1
	s.Observe = func(int) func([]routing.Event) {
		return func(events []routing.Event) { log = append(log, events...) }
	}
	if _, err := Run(t.Context(), s, seed); err != nil {
		t.Fatal(err)
	}
	return log
}

// reporter is a *testing.T or a *rapid.T.
type reporter interface {
	Helper()
	Error(...any)
	Errorf(string, ...any)
	Fatal(...any)
	Fatalf(string, ...any)
}

// replayed returns the events of a replay.
func replayed(t reporter, r *Record, w WhatIf) ([]routing.Event, Outcome) {
	t.Helper()
	var log []routing.Event
	w.Observe = func(events []routing.Event) { log = append(log, events...) }
	outcome, err := r.Replay(context.Background(), w)
	if err != nil {
		t.Fatal(err)
	}
	return log, outcome
}

// wantSame demands that a replay without changes gives a log again.
func wantSame(t reporter, cfg RecordConfig, log []routing.Event) {
	t.Helper()
	r, err := NewRecord(cfg, log)
	if err != nil {
		t.Fatal(err)
	}
	got, outcome := replayed(t, r, WhatIf{})
	if outcome.Refused > 0 {
		t.Errorf("%d commands refused", outcome.Refused)
	}
	if bytes.Equal(packed(t, log), packed(t, got)) {
		return
	}
	for i := range min(len(got), len(log)) {
		if diff := cmp.Diff(log[i], got[i]); diff != "" {
			t.Fatalf("event %d of %d mismatch (-recorded +replayed):\n%s\nrecorded: %s\nreplayed: %s", i, len(log), diff,
				told(log, i), told(got, i))
		}
	}
	t.Fatalf("%d events replayed, %d recorded", len(got), len(log))
}

func packed(t reporter, log []routing.Event) []byte {
	t.Helper()
	var data bytes.Buffer
	if err := routing.AppendEvents(&data, log); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// told returns the events around a place, in words.
func told(log []routing.Event, i int) (words []string) {
	for _, ev := range log[max(0, i-3):min(len(log), i+2)] {
		words = append(words, ev.At.Format(time.StampMicro)+" "+routing.Describe(ev))
	}
	return words
}

// busy is a scenario with all that a Scenario has.
func busy() Scenario {
	return Scenario{
		PeriodMinutes: 30, Periods: 4, TargetSeconds: 20, OfferSeconds: 15, Strategy: routing.LeastLoaded,
		Types: []Type{
			{ID: "chat", Arrivals: []float64{3, 6, 5, 1}, Patience: []float64{2}, WrapUp: []float64{0.5}, Bot: Bot{0.2, 1}},
			{ID: "voice", Channel: "voice", Arrivals: []float64{2}, Patience: []float64{1}, Service: []float64{3}},
			{ID: "mail", Channel: "email", Arrivals: []float64{0.5}, ServiceShape: Shape{Kind: Lognormal, CV: 1.5}},
		},
		Groups: []Group{
			{ID: "a", Agents: []int{4, 6, 8, 3}, Serves: []string{"chat", "mail"}, Parallel: 3, Slowdown: 0.2, AnswerSeconds: 3, MissProbability: 0.05, RONAMinutes: 2},
			{ID: "b", Agents: []int{5, 8, 2, 4}, Serves: []string{"voice", "chat"}, AnswerSeconds: 2, MissProbability: 0.1, RONAMinutes: 1},
		},
		ServiceMinutes: []float64{2}, WrapUpMinutes: []float64{0.3}, QueueCapacity: 40, Drain: true,
	}
}

func TestReplayWithoutChanges(t *testing.T) {
	seeds := uint64(20)
	if race.Enabled {
		seeds = 4
	}
	for seed := range seeds {
		s := busy()
		s.Drain = seed%2 == 0
		wantSame(t, RecordConfig{}, logOf(t, s, seed))
	}
}

// TestReplayFromSnapshot: a record may begin in the middle of a day.
func TestReplayFromSnapshot(t *testing.T) {
	log := logOf(t, busy(), 7)
	for _, cut := range []int{1, len(log) / 3, len(log) / 2, len(log) - 1} {
		floor := routing.NewFloor(routing.FloorConfig{})
		for cut < len(log) && log[cut].At.Equal(log[cut-1].At) { // not within a step
			cut++
		}
		for _, ev := range log[:cut] {
			floor.Apply(ev)
		}
		snapshot, err := floor.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, RecordConfig{Snapshot: snapshot}, log[cut:])
	}
}

func TestMoreAgents(t *testing.T) {
	s := busy()
	log := logOf(t, s, 3)
	r, err := NewRecord(RecordConfig{}, log)
	if err != nil {
		t.Fatal(err)
	}
	more, err := r.MoreAgents("b-1", 3)
	if err != nil {
		t.Fatal(err)
	}
	got, outcome := replayed(t, r, WhatIf{More: more, Seed: 1, Drain: time.Hour})
	before, after := closedBy(log), closedBy(got)
	t.Logf("abandoned %v, with more agents %v; %d commands, %d refused", before[contact.Abandoned], after[contact.Abandoned],
		outcome.Commands, outcome.Refused)
	if after[contact.Abandoned] >= before[contact.Abandoned] {
		t.Errorf("%v abandoned with three more agents, %v without", after[contact.Abandoned], before[contact.Abandoned])
	}
	if sum(before) > sum(after) {
		t.Errorf("%v contacts closed with three more agents, %v without", sum(after), sum(before))
	}
}

func TestEdit(t *testing.T) {
	s := busy()
	s.Groups[1].MissProbability = 0.4
	r, err := NewRecord(RecordConfig{}, logOf(t, s, 5))
	if err != nil {
		t.Fatal(err)
	}
	shorter := func(cmd routing.Command) routing.Command {
		if set, ok := cmd.(routing.SetQueue); ok {
			set.Offer = 5 * time.Second
			return set
		}
		return cmd
	}
	got, _ := replayed(t, r, WhatIf{Edit: shorter})
	for _, ev := range got {
		if p, ok := ev.Payload.(routing.OfferMade); ok && p.Timeout != 5*time.Second {
			t.Fatalf("an offer for %v after the edit", p.Timeout)
		}
	}
	again, _ := replayed(t, r, WhatIf{Edit: shorter})
	if diff := cmp.Diff(got, again); diff != "" {
		t.Errorf("the same replay twice (-first +second):\n%s", diff)
	}
}

// TestNobodyIsStranded: what the record shows nobody do is done all the same.
func TestNobodyIsStranded(t *testing.T) {
	s := busy()
	s.Types = s.Types[:2]
	s.Types[0].Channel = ""
	for i := range s.Groups {
		s.Groups[i].MissProbability, s.Groups[i].AnswerSeconds = 0, 6
	}
	s.Groups[0].Serves, s.Groups[1].Serves = []string{"chat"}, []string{"chat"} // nobody serves the calls
	s.Groups[1].Parallel = 2
	r, err := NewRecord(RecordConfig{}, logOf(t, s, 3))
	if err != nil {
		t.Fatal(err)
	}
	for name, edit := range map[string]func(routing.Command) routing.Command{
		"shorter offer": func(cmd routing.Command) routing.Command { // than anybody takes to answer, though nobody missed one
			if set, ok := cmd.(routing.SetQueue); ok {
				set.Offer = 5 * time.Second
				return set
			}
			return cmd
		},
		"agents for a queue that had none": func(cmd routing.Command) routing.Command {
			if set, ok := cmd.(routing.SetAgent); ok {
				set.Queues = []routing.Serves{{Queue: "chat"}, {Queue: "voice"}}
				return set
			}
			if set, ok := cmd.(routing.SetProfile); ok {
				set.Capacity[contact.Voice] = 1
				return set
			}
			return cmd
		},
	} {
		got, outcome := replayed(t, r, WhatIf{Edit: edit, Drain: 24 * time.Hour})
		returned, inRONA := 0, 0
		for _, ev := range got {
			if p, ok := ev.Payload.(routing.AgentStateSet); ok {
				switch p.State {
				case contact.RONA:
					inRONA++
				case contact.Available:
					returned++
				}
			}
		}
		t.Logf("%s: %d commands, %d refused, %d contacts open, RONA %d", name, outcome.Commands, outcome.Refused, outcome.Open, inRONA)
		if name == "shorter offer" && (inRONA == 0 || returned < inRONA/2) {
			t.Errorf("%s: %d fall into RONA, %d return", name, inRONA, returned)
		}
		if name != "shorter offer" && outcome.Open > 0 {
			t.Errorf("%s: %d contacts stay open", name, outcome.Open)
		}
	}
	if _, err := r.MoreAgents("nobody", 1); !errors.Is(err, routing.ErrUnknownAgent) {
		t.Errorf("error %v for more agents like nobody", err)
	}
}

// TestReplaysAtOnce: several replays of one record do not disturb each other.
func TestReplaysAtOnce(t *testing.T) {
	r, err := NewRecord(RecordConfig{}, logOf(t, busy(), 5))
	if err != nil {
		t.Fatal(err)
	}
	var logs [4][]routing.Event
	var all sync.WaitGroup
	for i := range logs {
		all.Go(func() {
			what := WhatIf{Observe: func(events []routing.Event) { logs[i] = append(logs[i], events...) }, Drain: time.Hour}
			what.More = []Timed{{midnight.Add(time.Hour), routing.Enqueue{Contact: "late", Queue: "mail"}}}
			if _, err := r.Replay(context.Background(), what); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for i := range logs {
		if !bytes.Equal(packed(t, logs[0]), packed(t, logs[i])) {
			t.Errorf("replay %d is not as the first", i)
		}
	}
}

// closedBy counts closed contacts by the reason.
func closedBy(log []routing.Event) []float64 {
	by := make([]float64, contact.TransferMissed+1)
	for _, ev := range log {
		if p, ok := ev.Payload.(routing.ContactClosed); ok {
			by[p.Reason]++
		}
	}
	return by
}

// TestPatience compares the estimate with one that can be done by hand: of five, one gives up after 1, one is answered
// at 2, one gives up after 3, and two are answered at 4.
func TestPatience(t *testing.T) {
	var p patience
	for _, s := range []seenWait{{4, false}, {1, true}, {3, true}, {2, false}, {4, false}} {
		p.saw(s.wait, s.gaveUp)
	}
	p.settle()
	want := []float64{4.0 / 5, 4.0 / 5, 4.0 / 5 * 2 / 3, 4.0 / 5 * 2 / 3, 4.0 / 5 * 2 / 3}
	if !slices.EqualFunc(p.left, want, func(a, b float64) bool { return a-b < 1e-12 && b-a < 1e-12 }) {
		t.Errorf("left %v, want %v", p.left, want)
	}
	for _, c := range []struct {
		waited int64
		u      float64
		want   int64
	}{{0, 0.1, 1}, {0, 0.3, 3}, {0, 0.5, 0}, {1, 0.1, 3}, {1, 0.4, 0}, {3, 0, 0}, {9, 0, 0}} {
		if got, _ := p.beyond(c.waited, c.u); got != c.want {
			t.Errorf("beyond(%d, %v) = %d, want %d", c.waited, c.u, got, c.want)
		}
	}
}

// TestArrivalsIn: a day simulated on the arrivals of a log has them at the same times.
func TestArrivalsIn(t *testing.T) {
	s := busy()
	s.Types[0].Bot = Bot{}
	log := logOf(t, s, 11)
	again := s
	again.Types = slices.Clone(s.Types)
	for i := range again.Types {
		again.Types[i].Arrivals = nil
		again.Types[i].ArrivalsAt = ArrivalsIn(log, contact.QueueID(again.Types[i].ID), midnight)
	}
	came := func(log []routing.Event) (all []string) {
		for _, ev := range log {
			if p, ok := ev.Payload.(routing.ContactQueued); ok {
				all = append(all, ev.At.Round(time.Microsecond).Format(time.TimeOnly)+" "+string(p.Queue))
			}
		}
		return all
	}
	if diff := cmp.Diff(came(log), came(logOf(t, again, 12))); diff != "" {
		t.Errorf("arrivals mismatch (-log +again):\n%s", diff)
	}
}
