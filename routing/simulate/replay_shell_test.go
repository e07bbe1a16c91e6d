package simulate

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

// shell gives a Floor commands as a Center does: in batches of one time each, before which what is due expires, later
// than it was due.
type shell struct {
	floor *routing.Floor
	now   time.Time
	log   []routing.Event
}

func (s *shell) step(cmd routing.Command) {
	events, _ := s.floor.Step(s.now, cmd) // what is refused changes nothing
	s.log = append(s.log, events...)
}

// batch gives commands at one time.
func (s *shell) batch(commands []routing.Command) {
	if due, waits := s.floor.Deadline(); waits && !due.After(s.now) {
		s.step(routing.Tick{})
	}
	for _, cmd := range commands {
		s.step(cmd)
	}
}

// lead goes on after a time in which nobody led: what is overdue expires with the next batch.
func (s *shell) lead(after time.Duration, commands []routing.Command) {
	s.now = s.now.Add(after)
	s.step(routing.Resume{})
	for _, cmd := range commands {
		s.step(cmd)
	}
}

// openShell returns a small center in which deadlines meet: sticky contacts, overflow, offers, timers.
func openShell() *shell {
	s := &shell{floor: routing.NewFloor(routing.FloorConfig{}), now: midnight}
	setup := []routing.Command{
		routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 2}}},
		routing.SetQueue{Queue: routing.Queue{ID: "w", Channel: contact.Chat, Offer: 7 * time.Second}},
		routing.SetQueue{Queue: routing.Queue{
			ID: "q", Channel: contact.Chat, Offer: 10 * time.Second, Decline: true, Sticky: 8 * time.Second,
			Overflow: routing.Overflow{After: 12 * time.Second, Queue: "w"}, Miss: routing.Miss{Action: routing.OverflowTo, Queue: "w"},
			WrapUp: wrapup.Policy{Min: wrapup.NoMinimum, After: 9 * time.Second},
		}},
	}
	for _, id := range []contact.AgentID{"a", "b", "c"} {
		setup = append(setup, routing.SetAgent{Agent: routing.Agent{ID: id, Profile: "p", Queues: []routing.Serves{{Queue: "q"}, {Queue: "w"}}}},
			routing.SignIn{Agent: id}, routing.SetState{Agent: id, State: contact.Available})
	}
	s.batch(setup)
	return s
}

// drawCommand draws a command that may or may not fit.
func drawCommand(t *rapid.T) routing.Command {
	a := contact.AgentID(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "agent"))
	to := contact.AgentID(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "to"))
	c := contact.ID(fmt.Sprint("c", rapid.IntRange(1, 6).Draw(t, "contact")))
	return rapid.SampledFrom([]routing.Command{
		routing.Enqueue{Contact: c, Queue: "q"}, routing.Enqueue{Contact: c, Queue: "q", LastAgent: a}, routing.Enqueue{Contact: c, Queue: "w"},
		routing.Accept{Agent: a, Contact: c}, routing.Accept{Agent: a, Contact: c}, routing.Decline{Agent: a, Contact: c},
		routing.End{Agent: a, Contact: c}, routing.WrapUp{Agent: a, Contact: c}, routing.Abandon{Contact: c},
		routing.TransferToAgent{Agent: a, Contact: c, To: to}, routing.TransferToQueue{Agent: a, Contact: c, Queue: "w"},
		routing.Conference{Agent: a, Contact: c, Guest: to}, routing.Leave{Agent: a, Contact: c},
		routing.SetState{Agent: a, State: contact.Available}, routing.SetState{Agent: a, State: contact.Idle},
		routing.SetNextState{Agent: a, State: contact.Idle}, routing.SignOut{Agent: a}, routing.SignIn{Agent: a},
		routing.Reassign{Supervisor: "boss", Contact: c, To: to},
	}).Draw(t, "command")
}

// TestReplayOfBatches: a replay without changes gives the log of any such shell again: commands of the same time in
// their order, and what expires late in its place among them.
func TestReplayOfBatches(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := openShell()
		for range rapid.IntRange(1, 60).Draw(r, "batches") {
			s.pass(time.Duration(rapid.IntRange(0, 6000).Draw(r, "milliseconds")) * time.Millisecond)
			var batch []routing.Command
			for range rapid.IntRange(0, 4).Draw(r, "commands") {
				batch = append(batch, drawCommand(r))
			}
			if rapid.IntRange(0, 19).Draw(r, "pause") == 0 {
				s.lead(time.Minute, batch)
			} else {
				s.batch(batch)
			}
		}
		wantSame(r, RecordConfig{}, s.log)
	})
}

// pass lets time pass; what is due meanwhile expires up to half a second late.
func (s *shell) pass(d time.Duration) {
	until := s.now.Add(d)
	for {
		due, waits := s.floor.Deadline()
		if !waits || due.After(until) {
			break
		}
		late := time.Duration(due.UnixNano()*7919%500) * time.Millisecond
		if s.now = due.Add(max(late, -late)); s.now.After(until) {
			s.now = until
		}
		s.batch(nil)
	}
	s.now = until
}
