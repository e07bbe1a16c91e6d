package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/simulate"
	"github.com/google/go-cmp/cmp"
)

// reporter is a *testing.T or a *rapid.T.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
}

// witness watches a scenario and checks after every command what must always hold.
type witness struct {
	t        reporter
	line     int
	log      []routing.Event
	before   []byte // the floor's snapshot before the command
	profiles map[contact.ProfileID]contact.Profile
	agents   map[contact.AgentID]routing.Agent
	loads    map[contact.AgentID]contact.Load
	entries  map[contact.ID][]chat.Entry  // of each conversation
	packed   map[contact.ID]*bytes.Buffer // the same as its log has them
	letters  map[contact.ID][]email.Entry // of each thread of mails
}

func newWitness(t reporter) *witness {
	return &witness{
		t: t, profiles: make(map[contact.ProfileID]contact.Profile),
		agents: make(map[contact.AgentID]routing.Agent), loads: make(map[contact.AgentID]contact.Load),
		entries: make(map[contact.ID][]chat.Entry), packed: make(map[contact.ID]*bytes.Buffer),
		letters: make(map[contact.ID][]email.Entry),
	}
}

func (w *witness) errorf(format string, args ...any) {
	w.t.Helper()
	w.t.Errorf("line %d: "+format, append([]any{w.line}, args...)...)
}

// play plays a line, on the scene and on a twin of it.
func (w *witness) play(s *scene, text string) (*outcome, error) {
	twin := w.twin(s)
	o, err := s.play(w.line, text)
	if o == nil {
		return nil, err
	}
	again, _ := twin.play(w.line, text)
	w.compare(o, again, s, twin)
	w.observe(s, o)
	return o, err
}

func (w *witness) observe(s *scene, o *outcome) {
	w.log = append(w.log, o.events()...)
	w.learn(o.events())
	now := snapshot(w.t, s.floor)
	w.checkRefusal(o, now)
	w.checkReplay(now)
	w.checkContacts(s.floor)
	w.checkAgents(s.floor)
	w.checkTalks(s, o)
	w.checkThreads(s, o)
	if due, waits := s.floor.Deadline(); waits && !due.After(s.now) {
		w.errorf("waits since %v, it is %v (I2)", due, s.now)
	}
	w.before = now
}

// learn notes the configuration, of which views do not tell.
func (w *witness) learn(events []routing.Event) {
	for _, ev := range events {
		switch p := ev.Payload.(type) {
		case routing.ProfileSet:
			w.profiles[p.Profile.ID] = p.Profile
		case routing.AgentSet:
			w.agents[p.Agent.ID] = p.Agent
		}
	}
}

// checkRefusal: a refused command, and one that shows something, changes nothing.
func (w *witness) checkRefusal(o *outcome, now []byte) {
	for _, h := range o.happened {
		if o.err == nil {
			break
		}
		if h.letter == nil || h.letter.Entry.Kind() != "drafted" { // what was typed is saved on the way (E7)
			w.errorf("refused with %d events", len(o.happened))
		}
	}
	if len(o.events()) == 0 && w.before != nil && !bytes.Equal(w.before, now) {
		w.errorf("a command without events changed the floor")
	}
}

// checkReplay: the same events give the same state, byte for byte, and so does its snapshot.
func (w *witness) checkReplay(now []byte) {
	w.checkLog("replay", w.log, now)
	restored, err := routing.RestoreFloor(routing.FloorConfig{}, now)
	if err != nil || !bytes.Equal(snapshot(w.t, restored), now) {
		w.errorf("the snapshot does not restore (%v)", err)
	}
}

// twin returns a scene as a restart would leave it: its floor restored from the snapshot, or replayed
// from the events so far.
func (w *witness) twin(s *scene) *scene {
	t := newScene()
	t.now, t.customers, t.past = s.now, maps.Clone(s.customers), maps.Clone(s.past)
	t.book, t.chats, t.routed = s.book, w.twinTalks(s), slices.Clip(s.routed)
	var err error
	if t.office, err = s.office.copy(); err != nil {
		w.t.Fatal(err)
	}
	if len(w.log)%2 == 0 {
		restored, err := routing.RestoreFloor(routing.FloorConfig{}, snapshot(w.t, s.floor))
		if err != nil {
			w.errorf("%v", err)
		}
		t.floor = restored
		return t
	}
	for _, ev := range w.log {
		t.floor.Apply(ev)
	}
	return t
}

// compare checks that a line does the same after a restart.
func (w *witness) compare(o, twin *outcome, s, t *scene) {
	if diff := cmp.Diff(o.lines(s), twin.lines(t)); diff != "" {
		w.errorf("after a restart it is not the same (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(asJSON(w.t, entriesOf(o)), asJSON(w.t, entriesOf(twin))); diff != "" {
		w.errorf("after a restart the conversations are others (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(asJSON(w.t, lettersOf(o)), asJSON(w.t, lettersOf(twin))); diff != "" {
		w.errorf("after a restart the threads are others (-want +got)\n%s", diff)
	}
	if !bytes.Equal(snapshot(w.t, s.floor), snapshot(w.t, t.floor)) {
		w.errorf("after a restart the state becomes another")
	}
}

// finish checks at the end of a scenario that its events survive being written.
func (w *witness) finish() {
	var data bytes.Buffer
	if err := routing.AppendEvents(&data, w.log); err != nil {
		w.errorf("%v", err)
	}
	logged, err := routing.DecodeEvents(data.Bytes())
	if err != nil {
		w.errorf("%v", err)
	}
	w.checkLog("a log", logged, w.before)
	w.checkLog("JSON", throughJSON(w.t, w.log), w.before)
	w.checkWhatIf()
}

// checkWhatIf: what people did, found out from the events and done again with nothing changed, gives the events again.
func (w *witness) checkWhatIf() {
	record, err := simulate.NewRecord(simulate.RecordConfig{}, w.log)
	if err != nil {
		w.t.Fatal(err)
	}
	var again []routing.Event
	_, err = record.Replay(context.Background(), simulate.WhatIf{Observe: func(events []routing.Event) {
		again = append(again, events...)
	}})
	if diff := cmp.Diff(told(w.log), told(again)); diff != "" || err != nil {
		w.errorf("a what-if without changes is not what happened (%v; -want +got)\n%s", err, diff)
	}
}

// told returns events in words, with all there is to them.
func told(log []routing.Event) (words []string) {
	for _, ev := range log {
		words = append(words, fmt.Sprintf("%v %s %s %+v", ev.At, ev.Command, routing.Describe(ev), ev.Payload))
	}
	return words
}

func (w *witness) checkLog(from string, log []routing.Event, want []byte) {
	replayed := routing.NewFloor(routing.FloorConfig{})
	for _, ev := range log {
		replayed.Apply(ev)
	}
	if replayed.Err() != nil || !bytes.Equal(snapshot(w.t, replayed), want) {
		w.errorf("%s of %d events gives another floor (%v)", from, len(log), replayed.Err())
	}
}

func throughJSON(t reporter, events []routing.Event) []routing.Event {
	data, err := json.Marshal(events)
	if err != nil {
		t.Fatal(err)
	}
	var back []routing.Event
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	return back
}

func snapshot(t reporter, f *routing.Floor) []byte {
	data, err := f.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// checkContacts: each contact is in one state and in the hands that go with it, and in no others
// (I1, I6), and none waits beside an agent who could take it (I5).
func (w *witness) checkContacts(f *routing.Floor) {
	live := make(map[contact.QueueID]int)
	for c := range f.Contacts() {
		if c.State != contact.Closed {
			live[c.Queue]++
		}
		if !fits(c) {
			w.errorf("contact is in two states at once (I6): %+v", c)
		}
		for a := range f.Agents() {
			if got, want := slices.Contains(a.Offers, c.ID), a.ID == c.OfferedTo; got != want {
				w.errorf("%s offered to %s: %v, want %v (I1)", c.ID, a.ID, got, want)
			}
			has := a.ID == c.Owner || slices.Contains(c.Guests, a.ID) || slices.Contains(c.Wrapping, a.ID)
			if got := slices.Contains(a.Contacts, c.ID); got != has {
				w.errorf("%s in the hands of %s: %v, want %v (I1)", c.ID, a.ID, got, has)
			}
		}
		w.checkWaiting(f, c)
	}
	for q := range f.Queues() {
		if q.Contacts != live[q.ID] {
			w.errorf("queue %s counts %d contacts, want %d (I6)", q.ID, q.Contacts, live[q.ID])
		}
	}
}

// fits reports whether a contact's parts go with its state.
func fits(c routing.ContactView) bool {
	owned, offered, visited := c.Owner != "", c.OfferedTo != "", len(c.Guests) > 0
	if c.OnHold && (!owned || c.CustomerLeft || !c.Channel.RealTime()) {
		return false
	}
	switch c.State {
	case contact.Queued:
		return !owned && !offered && !visited && c.Reason == ""
	case contact.Offered:
		return !owned && offered && !visited && c.Reason == "" && c.Deadline.After(c.OfferedAt)
	case contact.Active:
		return owned && !(offered && visited) && (!offered || c.Kind == routing.ToConference) &&
			(c.Reason != "") == c.CustomerLeft
	case contact.WrapUp:
		return !owned && !offered && !visited && len(c.Wrapping) > 0 && c.Reason != ""
	}
	return !owned && !offered && !visited && len(c.Wrapping) == 0 && c.Reason != "" && len(c.Supervisors) == 0
}

func (w *witness) checkWaiting(f *routing.Floor, c routing.ContactView) {
	if c.State != contact.Queued {
		return
	}
	all, err := f.Explain(c.ID)
	if err != nil {
		w.errorf("%v", err)
	}
	for _, e := range all {
		if e.Why == routing.Outranked || e.Why == routing.JustMissed {
			w.errorf("%s waits though %s could take it (I5)", c.ID, e.Agent)
		}
	}
}

// checkAgents: an agent's load is what the agent has in hand (I4), and grows only within the
// profile; only an Available agent has offers (S2, S5, I7).
func (w *witness) checkAgents(f *routing.Floor) {
	for a := range f.Agents() {
		var load contact.Load
		hand := slices.Concat(a.Offers, a.Contacts)
		slices.Sort(hand)
		for _, id := range slices.Compact(hand) {
			c, _ := f.Contact(id)
			load[c.Channel]++
		}
		if a.Load != load {
			w.errorf("%s has load %v, want %v (I4)", a.ID, a.Load, load)
		}
		for ch, n := range load {
			if n > w.loads[a.ID][ch] && n > w.profiles[w.agents[a.ID].Profile].Capacity[ch] {
				w.errorf("%s has %d %s, more than the profile allows (I4)", a.ID, n, contact.Channel(ch))
			}
		}
		if len(a.Offers) > 0 && a.State != contact.Available {
			w.errorf("%s is %s and has offers (I7)", a.ID, a.State)
		}
		w.loads[a.ID] = load
	}
}
