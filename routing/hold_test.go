package routing

import (
	"errors"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
)

// holdFloor is a floor on which a1 has the chat c1, the email c2 and the call c3, and a2 has nothing.
func holdFloor(t *testing.T) *Floor {
	t.Helper()
	f := NewFloor(testConfig())
	one := contact.Load{contact.Chat: 1, contact.Email: 1, contact.Voice: 1}
	setup := floorOf(contact.Profile{Capacity: one}, 2,
		Queue{ID: "chat", Channel: contact.Chat, WrapUp: quick},
		Queue{ID: "email", Channel: contact.Email, WrapUp: quick},
		Queue{ID: "voice", Channel: contact.Voice, WrapUp: quick})
	run(t, f, append(setup, goIdle("a2"))...)
	for _, c := range arrivals("chat", "email", "voice") {
		run(t, f, c, accept("a1", c.Contact))
	}
	run(t, f, goAvailable("a2"))
	return f
}

// run steps commands that must not be refused, and returns the events of the last.
func run(t *testing.T, f *Floor, cmds ...Command) (events []Event) {
	t.Helper()
	for _, cmd := range cmds {
		var err error
		if events, err = f.Step(walkStart, cmd); err != nil {
			t.Fatalf("%#v: %v", cmd, err)
		}
	}
	return events
}

// holds reports whether the contact's customer is on hold, by the view.
func holds(f *Floor, id contact.ID) bool {
	v, _ := f.Contact(id)
	return v.OnHold
}

// TestHold: who may hold and retrieve which customer, and what actions say beforehand is what happens.
func TestHold(t *testing.T) {
	for _, test := range []struct {
		name           string
		before         []Command
		agent          contact.AgentID
		contact        contact.ID
		hold, retrieve error
	}{
		{"chat", nil, "a1", "c1", nil, ErrNotOnHold},
		{"call", nil, "a1", "c3", nil, ErrNotOnHold},
		{"on hold", []Command{hold("a1", "c1")}, "a1", "c1", ErrOnHold, nil},
		{"another on hold", []Command{hold("a1", "c1")}, "a1", "c3", nil, ErrNotOnHold},
		{"retrieved", []Command{hold("a1", "c1"), retrieve("a1", "c1")}, "a1", "c1", nil, ErrNotOnHold},
		{"email", nil, "a1", "c2", ErrChannelRule, ErrChannelRule},
		{"stranger", []Command{hold("a1", "c1")}, "a2", "c1", ErrNotOwner, ErrNotOwner},
		{"guest", []Command{conference("a1", "a2", "c1"), accept("a2", "c1"), hold("a1", "c1")}, "a2", "c1", ErrNotOwner, ErrNotOwner},
		{"customer left", []Command{hold("a1", "c1"), Abandon{Contact: "c1"}}, "a1", "c1", ErrCustomerLeft, ErrCustomerLeft},
		{"over", []Command{hold("a1", "c1"), end("a1", "c1")}, "a1", "c1", ErrOver, ErrOver},
		{"offered", []Command{toAgent("a1", "a2", "c1")}, "a2", "c1", ErrNotOwner, ErrNotOwner},
		{"no such agent", nil, "a9", "c1", ErrUnknownAgent, ErrUnknownAgent},
		{"no such contact", nil, "a1", "c9", ErrUnknownContact, ErrUnknownContact},
	} {
		t.Run(test.name, func(t *testing.T) {
			for cmd, want := range map[Command]error{
				hold(test.agent, test.contact):     test.hold,
				retrieve(test.agent, test.contact): test.retrieve,
			} {
				f := holdFloor(t)
				run(t, f, test.before...)
				checkAction(t, f, test.agent, test.contact, Action(CommandName(cmd)), want)
				if _, err := f.Step(walkStart, cmd); !errors.Is(err, want) {
					t.Errorf("%#v returned %v, want %v", cmd, err, want)
				}
				if err := checkFloor(f); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// checkAction expects of an action what its command will return; of what is unknown there are no actions.
func checkAction(t *testing.T, f *Floor, agent contact.AgentID, id contact.ID, action Action, want error) {
	t.Helper()
	all, err := f.Actions(agent, id)
	if err != nil {
		if !errors.Is(err, want) {
			t.Errorf("Actions(%s, %s) = %v, want %v", agent, id, err, want)
		}
		return
	}
	for _, p := range all {
		if p.Action == action {
			if p.Allowed != (want == nil) || p.Why != codeOf(want) {
				t.Errorf("%+v, want %v", p, want)
			}
			return
		}
	}
	t.Errorf("there is no action %s", action)
}

// TestHoldEnds: whatever takes the customer from the owner ends the hold, and the next owner has none.
func TestHoldEnds(t *testing.T) {
	for name, cmds := range map[string][]Command{
		"retrieve":          {retrieve("a1", "c1")},
		"end":               {end("a1", "c1")},
		"customer left":     {Abandon{Contact: "c1"}},
		"transfer":          {toAgent("a1", "a2", "c1"), accept("a2", "c1")},
		"transfer to queue": {toQueue("chat")("a1", "c1"), accept("a2", "c1")},
		"reassign":          {reassign("a2", "c1"), accept("a2", "c1")},
	} {
		f := holdFloor(t)
		run(t, f, hold("a1", "c1"))
		for _, cmd := range cmds {
			if run(t, f, cmd); holds(f, "c1") {
				t.Errorf("%s: on hold after %#v", name, cmd)
			}
		}
	}
}

// TestHoldStays: a conference comes and goes, other work and states of the agent too.
func TestHoldStays(t *testing.T) {
	f := holdFloor(t)
	run(t, f, hold("a1", "c1"))
	for _, cmd := range []Command{
		conference("a1", "a2", "c1"), accept("a2", "c1"), leave("a2", "c1"), goIdle("a1"),
		Supervise{Supervisor: "boss", Contact: "c1"}, end("a1", "c3"), submit("a1", "c3"), Tick{}, Resume{},
	} {
		if run(t, f, cmd); !holds(f, "c1") {
			t.Errorf("no longer on hold after %#v", cmd)
		}
	}
}

// TestHoldApply: an event of a hold that does not fit is damage.
func TestHoldApply(t *testing.T) {
	for _, p := range []Payload{
		CustomerHeld{Contact: "c1", Agent: "a2"}, CustomerHeld{Contact: "c1"}, CustomerHeld{Contact: "c9", Agent: "a1"},
		CustomerHeld{Contact: "c2", Agent: "a1"}, CustomerHeld{Contact: "c3", Agent: "a1"},
		CustomerRetrieved{Contact: "c1", Agent: "a1"}, CustomerRetrieved{Contact: "c3", Agent: "a2"},
	} {
		f := holdFloor(t)
		run(t, f, hold("a1", "c3"))
		if f.Apply(Event{At: walkStart, Payload: p}); f.Err() == nil {
			t.Errorf("%#v fits", p)
		}
	}
}

// TestHoldSnapshot: a hold is in the snapshot, one without a hold has the bytes that it had before there
// were any, and one that holds who cannot be held is refused.
func TestHoldSnapshot(t *testing.T) {
	f := holdFloor(t)
	var fields map[int]any
	if err := decoding.Unmarshal(must(encode(f.save().Contacts[0])), &fields); err != nil || fields[1] != "c1" {
		t.Fatalf("the contact is saved as %v, %v", fields, err)
	}
	if _, has := fields[26]; has {
		t.Error("without a hold the snapshot has a field for it")
	}
	run(t, f, hold("a1", "c1"))
	again := grow(f.save())
	if !holds(again, "c1") || holds(again, "c3") {
		t.Error("restored to another hold")
	}
	for name, spoil := range map[string]func(*savedContact){
		"email":         func(c *savedContact) { c.OnHold = c.Channel == contact.Email },
		"customer left": func(c *savedContact) { c.CustomerLeft, c.Reason = true, contact.CustomerLeft },
		"no owner":      func(c *savedContact) { c.State, c.Owner = contact.Queued, "" },
	} {
		s := f.save()
		for i := range s.Contacts {
			spoil(&s.Contacts[i])
		}
		data := append([]byte{encodingVersion}, must(encode(&s))...)
		if _, err := RestoreFloor(testConfig(), data); !errors.Is(err, errUnsound) {
			t.Errorf("%s on hold: RestoreFloor returned %v, want errUnsound", name, err)
		}
	}
}

// TestHoldTime: the events have what it takes to tell talk from hold.
func TestHoldTime(t *testing.T) {
	f := holdFloor(t)
	var onHold time.Duration
	var since time.Time
	for i, cmd := range []Command{hold("a1", "c1"), retrieve("a1", "c1"), hold("a1", "c1"), end("a1", "c1")} {
		events, err := f.Step(walkStart.Add(time.Duration(i*i)*time.Second), cmd)
		if err != nil {
			t.Fatal(err)
		}
		for _, ev := range events {
			switch ev.Payload.(type) {
			case CustomerHeld:
				since = ev.At
			case CustomerRetrieved, ContactEnded:
				onHold += ev.At.Sub(since)
			}
		}
	}
	if want := 1*time.Second + 5*time.Second; onHold != want {
		t.Errorf("on hold for %v, want %v", onHold, want)
	}
}
