package routing

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/internal/golden"
	"github.com/acdkit/acdkit/wrapup"
)

// goldenMove is a command, so many seconds after the one before.
type goldenMove struct {
	after int
	cmd   Command
}

// goldenMoves make every kind of event happen.
var goldenMoves = []goldenMove{
	{0, SetSettings{Settings{Ageing: 2 * time.Minute, KeepClosed: 3, KeepCommands: 2}}},
	{0, SetProfile{contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 2, contact.Email: 1}, Blending: contact.Blended}}},
	{0, SetReason{wrapup.Reason{ID: "done", Name: "Done"}}},
	{0, SetReason{wrapup.Reason{ID: "refund", Name: "환불"}}},
	{0, SetIdleCode{IdleCode{ID: "lunch", Name: "Lunch"}}},
	{0, SetQueue{Queue{
		ID: "chat", Name: "Chat", Channel: contact.Chat, Offer: 20 * time.Second, Strategy: RoundRobin, Decline: true,
		Miss: Miss{Action: ReturnToSender}, WrapUp: wrapup.Policy{After: time.Minute, Default: "done", MayCancel: true},
	}}},
	{0, SetQueue{Queue{
		ID: "vip", Channel: contact.Chat, Skills: []Skill{{"ko", 3}}, Relax: []Relax{{10 * time.Second, "ko", 1}}, Priority: 5,
		Max: 10, Overflow: Overflow{After: 30 * time.Second, Queue: "full"}, Sticky: 5 * time.Second,
	}}},
	{0, SetQueue{Queue{ID: "full", Channel: contact.Chat, Max: 1, Overflow: Overflow{After: time.Minute, Queue: "chat"}}}},
	{0, SetQueue{Queue{ID: "mail", Channel: contact.Email, Hours: Hours{Spans: []Opened{{time.Monday, 0, 24 * 60}}}}}},
	{0, SetQueue{Queue{ID: "old", Channel: contact.Chat}}},
	{0, RemoveQueue{Queue: "old"}},
	{0, SetAgent{Agent{ID: "a1", Name: "Kim", Profile: "p", Skills: []Skill{{"ko", 5}}, Queues: []Serves{{"chat", 1}, {"vip", 0}}, Takes: Oldest}}},
	{0, SetAgent{Agent{ID: "a2", Profile: "p", Skills: []Skill{{"ko", 1}}, Queues: []Serves{{"chat", 2}, {"mail", 1}}}}},
	{0, SetAgent{Agent{ID: "a3", Profile: "p"}}},
	{0, RemoveAgent{Agent: "a3"}},
	{1, SignIn{Agent: "a1"}}, {1, SignIn{Agent: "a2"}},
	{1, Once{"once-1", SetState{Agent: "a1", State: contact.Idle, Code: "lunch"}}},
	{1, Once{"once-2", Tick{}}}, // which is acknowledged
	{1, Once{"once-3", SetState{Agent: "a1", State: contact.Available}}},
	{1, Enqueue{Contact: "c1", Queue: "chat", Customer: "k1"}},
	{2, Accept{Agent: "a1", Contact: "c1"}},
	{1, Hold{Agent: "a1", Contact: "c1"}}, {9, Retrieve{Agent: "a1", Contact: "c1"}},
	{1, Supervise{Supervisor: "s", Contact: "c1", Role: Whisper}},
	{1, SetState{Agent: "a2", State: contact.Available}},
	{1, Conference{Agent: "a1", Contact: "c1", Guest: "a2"}},
	{1, Accept{Agent: "a2", Contact: "c1"}}, {1, Leave{Agent: "a2", Contact: "c1"}},
	{1, Leave{Agent: "s", Contact: "c1"}},
	{1, TransferToAgent{Agent: "a1", Contact: "c1", To: "a2"}}, // and back, as nobody accepts it
	{20, Tick{}},
	{1, Accept{Agent: "a1", Contact: "c1"}}, // while the wrap-up is open
	{1, SetNextState{Agent: "a1", State: contact.Idle, Code: "lunch"}},
	{1, Abandon{Contact: "c1"}}, {1, End{Agent: "a1", Contact: "c1"}},
	{1, CancelTimer{Agent: "a1", Contact: "c1"}},
	{1, WrapUp{Agent: "a1", Contact: "c1", Reasons: []wrapup.ReasonID{"done", "refund"}}},
	{1, ForceState{Supervisor: "s", Agent: "a2", State: contact.Available}},
	{1, Enqueue{Contact: "c2", Queue: "mail", Received: goldenBegin.Add(-time.Hour), LastAgent: "a2"}},
	{1, Decline{Agent: "a2", Contact: "c2"}}, // which is refused
	{1, Resume{}},
	{30, Tick{}}, // and a2 is missed
	{1, Enqueue{Contact: "c3", Queue: "full"}},
	{1, SetState{Agent: "a1", State: contact.Available}},
	{1, Enqueue{Contact: "c4", Queue: "vip", Priority: new(7), Skills: []Skill{{"en", 1}}, LastAgent: "a1"}},
	{1, SetAgent{Agent{ID: "a1", Name: "Kim", Profile: "p", Skills: []Skill{{"ko", 5}, {"en", 2}}, Queues: []Serves{{"chat", 1}, {"vip", 0}}}}},
	{1, Accept{Agent: "a1", Contact: "c4"}},
	{1, Enqueue{Contact: "c7", Queue: "chat"}}, {1, Accept{Agent: "a1", Contact: "c7"}},
	{1, Enqueue{Contact: "c5", Queue: "vip", Skills: []Skill{{"en", 1}}, LastAgent: "a1"}},
	{6, Tick{}}, // held for a1 no more
	{1, SetState{Agent: "a1", State: contact.Idle, Code: "lunch"}},
	{1, Enqueue{Contact: "c6", Queue: "vip", Skills: []Skill{{"de", 1}}}},
	{6, Tick{}}, {30, Tick{}}, {60, Tick{}}, // relaxed, overflown
	{1, End{Agent: "a1", Contact: "c4"}},
	{1, Reassign{Supervisor: "s", Contact: "c6", To: "a1"}},
	{1, SetState{Agent: "a1", State: contact.Available}},
	{1, Reassign{Supervisor: "s", Contact: "c6", To: "a1"}},
	{1, Accept{Agent: "a1", Contact: "c6"}},
	{1, Supervise{Supervisor: "s", Contact: "c6", Role: Barge}},
	{1, TransferToQueue{Agent: "a1", Contact: "c6", Queue: "full"}},
	{1, Abandon{Contact: "c3"}},
	{90, Tick{}},
}

var goldenBegin = time.Date(2026, 3, 2, 8, 30, 0, 5, time.UTC) // a Monday

// writeGolden writes the log of goldenMoves, a record for each, and a snapshot in the middle and at the end.
func writeGolden(t *testing.T, j journal.Journal) {
	f, now, version := NewFloor(FloorConfig{}), goldenBegin, journal.Version(0)
	snapshots := 0
	snap := func() {
		snapshots++
		data, err := f.Snapshot()
		ref := snapshotRef{Version: uint64(version), Stream: fmt.Sprint("center/main/snapshot/", snapshots), Records: 1}
		name, err2 := ref.encode()
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		appendGolden(t, j, ref.Stream, 0, data)
		appendGolden(t, j, "center/main/snapshots", journal.Version(snapshots-1), name)
	}
	for i, m := range goldenMoves {
		now = now.Add(time.Duration(m.after) * time.Second)
		events, _ := f.Step(now, m.cmd) // some are refused
		if len(events) > 0 {
			var data bytes.Buffer
			if err := AppendEvents(&data, events); err != nil {
				t.Fatal(err)
			}
			appendGolden(t, j, "center/main", version, data.Bytes())
			version++
		}
		if i == len(goldenMoves)/2 {
			snap()
		}
	}
	snap()
}

func appendGolden(t *testing.T, j journal.Journal, stream string, after journal.Version, data []byte) {
	t.Helper()
	if _, err := j.Append(t.Context(), stream, after, journal.NewRecord(fmt.Sprint("r", after+1), data)); err != nil {
		t.Fatal(err)
	}
}

// goldenState replays the log, by itself and behind each snapshot; it must be the same.
func goldenState(t *testing.T, j journal.Journal) []byte {
	c := &Center{cfg: Config{Journal: j}.withDefaults(), stream: "center/main"}
	s := newShelf(c.stream)
	if err := s.read(t.Context(), j); err != nil || len(s.newest(9)) != 2 {
		t.Fatalf("the names of snapshots are read as %v, %v", s.refs, err)
	}
	want := replayGolden(t, c, NewFloor(FloorConfig{}), 0)
	for _, ref := range s.newest(9) {
		f, err := c.readSnapshot(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		if got := replayGolden(t, c, f, journal.Version(ref.Version)); !bytes.Equal(got, want) {
			t.Errorf("snapshot %d and the log behind it give another state than the whole log", ref.Version)
		}
	}
	return want
}

func replayGolden(t *testing.T, c *Center, f *Floor, after journal.Version) []byte {
	t.Helper()
	for d, err := range c.decode(t.Context(), after, nil) {
		if err == nil {
			err = c.replay(f, d.events)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	state, err := f.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return state
}

// TestGolden: the log that version 1 of the encoding wrote gives the same state for ever, and has all events in it.
func TestGolden(t *testing.T) {
	golden.Check(t, "testdata/log-v1.txt",
		func(j journal.Journal) { writeGolden(t, j) }, func(j journal.Journal) []byte { return goldenState(t, j) })
	missing := make(map[kind]bool)
	for k := range kind(len(eventTypes)) {
		missing[k] = k.known()
	}
	j := new(journal.Memory)
	writeGolden(t, j)
	for d, err := range (&Center{cfg: Config{Journal: j}, stream: "center/main"}).decode(context.Background(), 0, nil) {
		if err != nil {
			t.Fatal(err)
		}
		for _, ev := range d.events {
			missing[ev.Payload.kind()] = false
		}
	}
	for k, is := range missing {
		if is {
			t.Errorf("no %s is in it", eventTypes[k].name)
		}
	}
}
