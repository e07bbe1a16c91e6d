package routing

import (
	"bytes"
	"fmt"
	"math/bits"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestFloor runs random commands on four floors at once: the indexed one, one that scans, one that is
// restored from a snapshot now and then, and one that only replays the log. They must agree on every
// event, every refusal and every byte of state, and break no rule of section I on the way.
func TestFloor(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := newRig(t, func(draw func(*drawer) move) move {
			return rapid.Custom(func(t *rapid.T) move {
				return draw(&drawer{n: func(n int) int { return evenly(t, n) }})
			}).Draw(t, "move")
		})
		r.open()
		t.Repeat(map[string]func(*rapid.T){
			"work":    func(*rapid.T) { r.work(16) },
			"look":    func(*rapid.T) { r.look() },
			"restore": func(*rapid.T) { r.restore() },
		})
		r.replay()
	})
}

// evenly draws a number below n. rapid's own integers are small most of the time.
func evenly(t *rapid.T, n int) int {
	v := 0
	for range bits.Len(uint(n-1)) + 1 {
		v <<= 1
		if rapid.Bool().Draw(t, "bit") {
			v++
		}
	}
	return v % n
}

// rig is several floors that must behave alike.
type rig struct {
	t     fataler
	draw  func(func(*drawer) move) move
	now   time.Time
	came  int
	live  *Floor
	scan  *Floor
	again *Floor // is restored now and then
	audit *audit // replays
	log   bytes.Buffer
	state []byte // of the live one, after the last step
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

func newRig(t fataler, draw func(func(*drawer) move) move) *rig {
	r := &rig{
		t: t, draw: draw, now: time.Date(2026, 3, 2, 7, 58, 0, 0, time.UTC), // a Monday
		live: NewFloor(testConfig()), scan: newScanFloor(testConfig()), again: NewFloor(testConfig()),
		audit: newAudit(NewFloor(testConfig())),
	}
	r.state = r.snapshot(r.live)
	return r
}

// open sets the floors up and brings the agents to work.
func (r *rig) open() {
	r.step(SetReason{wrapup.Reason{ID: "r0", Name: "done"}})
	r.step(SetReason{wrapup.Reason{ID: "r1", Name: "refund", Queue: "q1"}})
	for i := range 3 {
		r.make(func(d *drawer) Command { return d.setProfile(i) })
	}
	for i := range 4 {
		r.make(func(d *drawer) Command { return d.setQueue(i) })
	}
	for i := range 4 {
		id := contact.AgentID(fmt.Sprint("a", i))
		r.make(func(d *drawer) Command { return d.setAgent(i) })
		r.step(SignIn{Agent: id})
		r.step(SetState{Agent: id, State: contact.Available})
	}
}

func (r *rig) make(draw func(*drawer) Command) {
	r.step(r.draw(func(d *drawer) move {
		d.f = r.live
		return move{Command: draw(d)}
	}).Command)
}

// work makes so many random moves.
func (r *rig) work(moves int) {
	for range moves {
		r.move(r.draw(func(d *drawer) move {
			d.f, d.came = r.live, r.came
			return d.move()
		}))
	}
}

func (r *rig) move(m move) {
	if due, waits := r.live.Deadline(); m.ToDeadline && waits && due.After(r.now) {
		r.now = due
	}
	r.now = r.now.Add(m.Wait)
	r.came++
	_, err := r.step(m.Command)
	if _, tick := m.Command.(Tick); tick {
		r.nothingDue()
	}
	if _, once := m.Command.(Once); once && err == nil {
		r.twice(m.Command)
	}
}

func (r *rig) nothingDue() {
	if due, waits := r.live.Deadline(); waits && !due.After(r.live.Now()) && !due.After(r.now) {
		r.t.Fatalf("I2: due at %v after a tick at %v", due, r.now)
	}
}

// twice sends a command a second time.
func (r *rig) twice(once Command) {
	if events, err := r.live.Step(r.now, once); len(events) > 0 || err != nil {
		r.t.Fatalf("I8: the second time of %#v: %v, %v", once, events, err)
	}
	r.same("I8: state after the second time", r.state, r.snapshot(r.live))
}

// step runs a command on all floors.
func (r *rig) step(cmd Command) ([]Event, error) {
	before := r.state
	cmd, spoil := lend(cmd)
	defer spoil()
	events, err := r.live.Step(r.now, cmd)
	r.agree(cmd, events, err, r.scan, "scan")
	r.agree(cmd, events, err, r.again, "restored")
	if err != nil {
		if len(events) > 0 {
			r.t.Fatalf("%#v is refused and returns events", cmd)
		}
		r.same("state after a refusal", before, r.snapshot(r.live))
		return nil, err

	}
	if err := r.audit.step(r.record(events)); err != nil {
		r.t.Fatalf("%#v: %v\nevents: %#v", cmd, err, events)
	}
	r.state = r.snapshot(r.live)
	r.same("state of the scan", r.state, r.snapshot(r.scan))
	r.same("state of the restored", r.state, r.snapshot(r.again))
	r.same("state of the replay", r.state, r.snapshot(r.audit.f))
	return events, nil
}

// lend returns a command with lists of its own, and what overwrites them: a host may use its lists again
// once a command is done, and the floors must not care.
func lend(cmd Command) (lent Command, spoil func()) {
	switch c := cmd.(type) {
	case Enqueue:
		c.Skills = slices.Clone(c.Skills)
		return c, func() { spoilAll(c.Skills) }
	case SetQueue:
		c.Skills, c.Relax = slices.Clone(c.Skills), slices.Clone(c.Relax)
		c.Hours.Spans = slices.Clone(c.Hours.Spans)
		return c, func() { spoilAll(c.Skills); spoilAll(c.Relax); spoilAll(c.Hours.Spans) }
	case SetAgent:
		c.Skills, c.Queues = slices.Clone(c.Skills), slices.Clone(c.Queues)
		return c, func() { spoilAll(c.Skills); spoilAll(c.Queues) }
	case WrapUp:
		c.Reasons = slices.Clone(c.Reasons)
		return c, func() { spoilAll(c.Reasons) }
	}
	return cmd, func() {}
}

func spoilAll[T any](list []T) { clear(list) }

// agree runs the command on another floor.
func (r *rig) agree(cmd Command, events []Event, err error, f *Floor, name string) {
	got, gotErr := f.Step(r.now, cmd)
	if len(events)+len(got) > 0 && !reflect.DeepEqual(events, got) {
		r.t.Fatalf("%#v: events mismatch (-live +%s):\n%s", cmd, name, cmp.Diff(events, got))
	}
	if want, got := refused(r.t, err), refused(r.t, gotErr); !reflect.DeepEqual(want, got) {
		r.t.Fatalf("%#v: error mismatch (-live +%s):\n%s", cmd, name, cmp.Diff(want, got))
	}
}

// refused returns what a refusal says; every refusal is an *Error.
func refused(t fataler, err error) *Error {
	if err == nil {
		return nil
	}
	e, ok := err.(*Error)
	if !ok {
		t.Fatalf("refused with a %T: %v", err, err)
	}
	return e
}

// record writes events to the log and returns what is read from there.
func (r *rig) record(events []Event) []Event {
	var data bytes.Buffer
	if err := AppendEvents(&data, events); err != nil {
		r.t.Fatalf("AppendEvents: %v", err)
	}
	if err := AppendEvents(&r.log, events); err != nil {
		r.t.Fatalf("AppendEvents: %v", err)
	}
	read, err := DecodeEvents(data.Bytes())
	if err != nil {
		r.t.Fatalf("DecodeEvents: %v of %#v", err, events)
	}
	return read
}

// look compares what hosts can see of the floors.
func (r *rig) look() {
	live := sight(r.live)
	for name, f := range map[string]*Floor{"scan": r.scan, "restored": r.again, "replay": r.audit.f} {
		if got := sight(f); !reflect.DeepEqual(live, got) {
			r.t.Fatalf("views mismatch (-live +%s):\n%s", name, cmp.Diff(live, got))
		}
	}
}

// seen is all that hosts can see of a floor.
type seen struct {
	Now          time.Time
	Deadline     time.Time
	Agents       []AgentView
	Contacts     []ContactView
	Queues       []QueueView
	Estimates    map[contact.ID]Estimate
	Explanations map[contact.ID][]Explanation
	Actions      map[contact.ID]map[contact.AgentID][]Permission
	Targets      []AgentTarget
	QueueTargets []QueueTarget
}

func sight(f *Floor) seen {
	s := seen{
		Now: f.Now(), Agents: slices.Collect(f.Agents()), Contacts: slices.Collect(f.Contacts()),
		Queues: slices.Collect(f.Queues()), Estimates: map[contact.ID]Estimate{},
		Explanations: map[contact.ID][]Explanation{}, Actions: map[contact.ID]map[contact.AgentID][]Permission{},
		Targets: f.TargetAgents("a0", contact.Chat, ""), QueueTargets: f.TargetQueues(0, ""),
	}
	s.Deadline, _ = f.Deadline()
	for _, c := range s.Contacts {
		s.Estimates[c.ID], _ = f.Estimate(c.ID)
		s.Explanations[c.ID], _ = f.Explain(c.ID)
		s.Actions[c.ID] = map[contact.AgentID][]Permission{}
		for _, a := range s.Agents {
			s.Actions[c.ID][a.ID], _ = f.Actions(a.ID, c.ID)
		}
	}
	return s
}

// restore replaces a floor by what its snapshot says.
func (r *rig) restore() {
	data := r.snapshot(r.live)
	again, err := RestoreFloor(testConfig(), data)
	if err != nil {
		r.t.Fatalf("RestoreFloor: %v", err)
	}
	r.same("state after a restore", data, r.snapshot(again))
	if err := checkFloor(again); err != nil {
		r.t.Fatalf("restored: %v", err)
	}
	r.again = again
	if r.scan, err = restoreScanFloor(testConfig(), data); err != nil {
		r.t.Fatalf("restoreScanFloor: %v", err)
	}
}

// replay applies the whole log, from its bytes, on a fresh floor.
func (r *rig) replay() {
	if r.log.Len() == 0 {
		return
	}
	events, err := DecodeEvents(r.log.Bytes())
	if err != nil {
		r.t.Fatalf("DecodeEvents: %v", err)
	}
	f := NewFloor(testConfig())
	for _, ev := range events {
		f.Apply(ev)
	}
	if f.Err() != nil {
		r.t.Fatalf("replay: %v", f.Err())
	}
	r.same("state after a replay", r.snapshot(r.live), r.snapshot(f))
}

// snapshot writes a floor's state, in the bytes that the encoder has for the same.
func (r *rig) snapshot(f *Floor) []byte {
	data, err := f.Snapshot()
	if err != nil {
		r.t.Fatalf("Snapshot: %v", err)
	}
	s := f.save()
	want, err := encode(&s)
	if err != nil || !bytes.Equal(data[1:], want) {
		r.t.Fatalf("the snapshot is not as the encoder writes it, %v:\ngot  %x\nwant %x", err, data[1:], want)
	}
	return data
}

// same compares two snapshots.
func (r *rig) same(what string, want, got []byte) {
	if bytes.Equal(want, got) {
		return
	}
	var x, y snapshot
	if err := decoding.Unmarshal(want[1:], &x); err != nil {
		r.t.Fatalf("%s: %v", what, err)
	}
	if err := decoding.Unmarshal(got[1:], &y); err != nil {
		r.t.Fatalf("%s: %v", what, err)
	}
	r.t.Fatalf("%s mismatch (-want +got):\n%s", what, cmp.Diff(x, y))
}
