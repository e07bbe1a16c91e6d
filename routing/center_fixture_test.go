package routing_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

const siteStream = "center/main"

// site is a center under test and how it was opened.
type site struct {
	*routing.Center
	t   testing.TB
	cfg routing.Config
}

func siteConfig(j journal.Journal) routing.Config {
	return routing.Config{Journal: j, Setup: siteSetup(4), Logger: slog.New(slog.DiscardHandler)}
}

// siteSetup is two chat queues, one for emails, and agents who serve all of them.
func siteSetup(agents int) []routing.Command {
	setup := []routing.Command{
		routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 2, contact.Email: 1}}},
		routing.SetReason{Reason: wrapup.Reason{ID: "done", Name: "Done"}},
		routing.SetQueue{Queue: routing.Queue{
			ID: "chat", Name: "Chat", Channel: contact.Chat, Decline: true,
			WrapUp: wrapup.Policy{Min: wrapup.NoMinimum, After: time.Minute, Default: "done", MayCancel: true},
		}},
		routing.SetQueue{Queue: routing.Queue{
			ID: "vip", Channel: contact.Chat, Offer: 10 * time.Second, Sticky: 5 * time.Second, Priority: 5,
			Skills: []routing.Skill{{Name: "ko", Level: 3}}, Relax: []routing.Relax{{After: 30 * time.Second, Skill: "ko", Level: 1}},
			Overflow: routing.Overflow{After: 2 * time.Minute, Queue: "chat"}, Miss: routing.Miss{Action: routing.ReturnToSender},
		}},
		routing.SetQueue{Queue: routing.Queue{ID: "mail", Channel: contact.Email, Offer: time.Minute}},
	}
	for n := range agents {
		setup = append(setup, routing.SetAgent{Agent: routing.Agent{
			ID: siteAgent(n), Profile: "p", Skills: []routing.Skill{{Name: "ko", Level: 1 + n%4}},
			Queues: []routing.Serves{{Queue: "chat"}, {Queue: "vip"}, {Queue: "mail", Tier: 1 + n%2}},
		}})
	}
	return setup
}

func siteAgent(n int) contact.AgentID { return contact.AgentID(fmt.Sprintf("a%d", n)) }
func siteContact(n int) contact.ID    { return contact.ID(fmt.Sprintf("c%d", n)) }

// openSite opens a center that is closed when the test ends.
func openSite(t testing.TB, cfg routing.Config) *site {
	t.Helper()
	c, err := routing.Open(t.Context(), cfg)
	if err != nil {
		t.Fatalf("Open failed: %v", err)
	}
	t.Cleanup(func() { c.Close(context.Background()) })
	return &site{Center: c, t: t, cfg: cfg}
}

// do applies commands that must not be refused.
func (s *site) do(cmds ...routing.Command) {
	s.t.Helper()
	for _, cmd := range cmds {
		if err := s.Do(s.t.Context(), cmd); err != nil {
			s.t.Fatalf("Do(%+v) failed: %v", cmd, err)
		}
	}
}

// staff brings agents to work.
func (s *site) staff(agents ...contact.AgentID) {
	s.t.Helper()
	for _, id := range agents {
		s.do(routing.SignIn{Agent: id}, routing.SetState{Agent: id, State: contact.Available})
	}
}

// refused checks that a call was refused with a code, as an *Error.
func refused(t testing.TB, call string, err error, want routing.Code) {
	t.Helper()
	e, ok := errors.AsType[*routing.Error](err)
	if !ok || e.Code != want || !errors.Is(err, want) {
		t.Errorf("%s returned %v, want an *Error of %v", call, err, want)
	}
}

// close closes the center and expects that to go well.
func (s *site) close() {
	s.t.Helper()
	if err := s.Close(context.Background()); err != nil {
		s.t.Fatalf("Close failed: %v", err)
	}
}

// bytes returns the center's state.
func (s *site) bytes() []byte {
	s.t.Helper()
	var data []byte
	var err error
	if e := s.View(func(f *routing.Floor) { data, err = f.Snapshot() }); e != nil || err != nil {
		s.t.Fatalf("no state: %v", errors.Join(e, err))
	}
	return data
}

// inspect calls check while nothing changes the floor.
func (s *site) inspect(check func(*routing.Floor) error) {
	s.t.Helper()
	var err error
	if e := s.View(func(f *routing.Floor) { err = check(f) }); e != nil || err != nil {
		s.t.Fatal(errors.Join(e, err))
	}
}

// agrees checks that the center's state is what its whole log says, byte for byte, and that the log
// and the state break no rule.
func (s *site) agrees() []routing.Event {
	s.t.Helper()
	return s.agreesWith(siteRecords(s.t, s.cfg.Journal))
}

func (s *site) agreesWith(records []journal.Record) []routing.Event {
	s.t.Helper()
	events := eventsOf(s.t, records)
	if !bytes.Equal(s.bytes(), stateAfter(s.t, events)) {
		s.t.Fatal("the state is not what the log gives")
	}
	if err := checkLog(events); err != nil {
		s.t.Fatal(err)
	}
	s.inspect(checkFloor)
	return events
}

func siteRecords(t testing.TB, j journal.Journal) (records []journal.Record) {
	t.Helper()
	for rec, err := range journal.Replay(context.Background(), j, siteStream, 0) {
		if err != nil {
			t.Fatalf("Replay failed: %v", err)
		}
		records = append(records, rec)
	}
	return records
}

func eventsOf(t testing.TB, records []journal.Record) (all []routing.Event) {
	t.Helper()
	for _, rec := range records {
		events, err := routing.DecodeEvents(rec.Data)
		if err != nil || len(events) == 0 {
			t.Fatalf("record %d holds %d events, %v", rec.Version, len(events), err)
		}
		if len(rec.Data) > journal.PortableRecord {
			t.Errorf("record %d has %d bytes", rec.Version, len(rec.Data))
		}
		all = append(all, events...)
	}
	return all
}

// stateAfter returns the state that events give a fresh floor.
func stateAfter(t testing.TB, events []routing.Event) []byte {
	t.Helper()
	f := routing.NewFloor(routing.FloorConfig{})
	for _, ev := range events {
		f.Apply(ev)
	}
	data, err := f.Snapshot()
	if err != nil || f.Err() != nil {
		t.Fatalf("replay failed: %v", errors.Join(err, f.Err()))
	}
	return data
}

// payloads returns the payloads of one type, in order.
func payloads[P routing.Payload](events []routing.Event) (all []P) {
	for _, ev := range events {
		if p, ok := ev.Payload.(P); ok {
			all = append(all, p)
		}
	}
	return all
}
