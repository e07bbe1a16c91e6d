package chattest_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/chat/chattest"
	"github.com/acdkit/acdkit/routing"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// TestUnreachableCustomerDelaysNobody: a customer whose connection hangs for good costs the agent no time.
func TestUnreachableCustomerDelaysNobody(t *testing.T) {
	for _, fault := range []chattest.Fault{chattest.Refuse, chattest.AnswerLost, chattest.Stall, chattest.StallAfter} {
		synctest.Test(t, func(t *testing.T) {
			o := open(t, func(post *chat.Memory) chat.Transport {
				return &chattest.Faulty{Transport: post, Plan: func(d chat.Delivery, _ int) chattest.Fault {
					if d.To == chat.Customer {
						return fault
					}
					return chattest.None
				}}
			})
			before, began := len(o.arrived(kim)), time.Now()
			for i := range 20 {
				o.ok(o.say(chat.Customer, chat.Everyone, fmt.Sprint("question ", i)))
				o.ok(o.say(kim, chat.Everyone, fmt.Sprint("answer ", i)))
				o.ok(o.Typing(t.Context(), kim, id))
			}
			synctest.Wait()
			if took := time.Since(began); took > 0 {
				t.Errorf("%v: the agent waited for %v", fault, took)
			}
			if got := len(o.arrived(kim)); got != 40 || before == 0 {
				t.Errorf("%v: %d and %d deliveries to the agent, want some and 40", fault, before, got)
			}
		})
	}
}

// TestAllArrivesWhateverFails: everybody has, in the end, what Since gives.
func TestAllArrivesWhateverFails(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		script := rapid.SliceOfN(rapid.IntRange(0, len(deeds)-1), 1, 40).Draw(rt, "script")
		faults := rapid.SliceOfN(rapid.SampledFrom([]chattest.Fault{
			chattest.None, chattest.None, chattest.Refuse, chattest.AnswerLost, chattest.Stall, chattest.StallAfter,
		}), 1, 12).Draw(rt, "faults")
		problem := ""
		synctest.Test(t, func(t *testing.T) { problem = run(t, script, faults) })
		if problem != "" {
			rt.Fatal(problem)
		}
	})
}

// impatient gives up on a delivery after a second, as hosts do.
type impatient struct{ chat.Transport }

func (i impatient) Deliver(ctx context.Context, d chat.Delivery) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return i.Transport.Deliver(ctx, d)
}

// maxTries is from when on a delivery succeeds.
const maxTries = 3

// run does what a script says, has the chat end, and returns what is wrong with what arrived.
func run(t *testing.T, script []int, faults []chattest.Fault) string {
	o := open(t, func(post *chat.Memory) chat.Transport {
		return impatient{&chattest.Faulty{Transport: post, Plan: func(d chat.Delivery, n int) chattest.Fault {
			if n >= maxTries {
				return chattest.None
			}
			return faults[(int(d.Entry.Seq)*2+n+len(d.To))%len(faults)]
		}}}
	})
	for _, i := range script {
		_ = deeds[i](o, t.Context()) // what is refused has not happened
		wait(time.Millisecond)
	}
	_ = o.center.Accept(t.Context(), "kim", id)
	_ = o.center.End(t.Context(), "kim", id)
	_ = o.Leave(t.Context(), id)
	wait(9 * time.Minute)
	all := map[chat.Member][]chat.Entry{}
	revised := map[uint64]bool{} // of who has left before, too
	for _, who := range []chat.Member{chat.Customer, kim, lee, sup} {
		all[who], _ = o.Since(t.Context(), who, id, 0)
		for _, e := range all[who] {
			if r, ok := e.Payload.(chat.Revised); ok {
				revised[r.Of] = true
			}
		}
	}
	for who, entries := range all {
		arrived := o.arrived(who)
		for _, problem := range []string{compare(entries, arrived, revised), secret(who, arrived)} {
			if problem != "" {
				return fmt.Sprintf("%s: %s", who, problem)
			}
		}
	}
	return ""
}

// compare returns how deliveries are not a member's entries in order, apart from repetitions, and from what was hidden
// in a message after it had arrived.
func compare(entries []chat.Entry, arrived []chat.Delivery, revised map[uint64]bool) string {
	seen := map[string]bool{}
	next, prev := 0, uint64(0)
	for _, d := range arrived {
		if seen[d.ID()] {
			continue
		}
		seen[d.ID()] = true
		switch {
		case d.Prev != prev:
			return fmt.Sprintf("%s: the entry before is %d, want %d", d.ID(), d.Prev, prev)
		case next == len(entries):
			return fmt.Sprintf("%s is too much", d.ID())
		case d.Entry.Seq != entries[next].Seq:
			return fmt.Sprintf("%s arrived instead of entry %d", d.ID(), entries[next].Seq)
		}
		if diff := cmp.Diff(entries[next], d.Entry, cmpopts.EquateEmpty()); diff != "" && !revised[d.Entry.Seq] {
			return fmt.Sprintf("%s mismatch (-want +got):\n%s", d.ID(), diff)
		}
		prev = d.Entry.Seq
		next++
	}
	if next < len(entries) {
		return fmt.Sprintf("%d of %d entries arrived", next, len(entries))
	}
	return ""
}

// secret returns what a member must not have got, whatever Since says: what is said among others, and what happened
// after the supervisor had left for good. Who comes back reads what happened meanwhile, as all who come do.
func secret(who chat.Member, arrived []chat.Delivery) string {
	last := uint64(0) // the entry with which the supervisor left
	for _, d := range arrived {
		notice, private := d.Entry.Payload.(chat.Noticed)
		to := d.Entry.Audience()
		if who == chat.Customer && (to == chat.Staff || to == chat.Supervisors) || private && notice.Member != who {
			return d.ID() + " is for others"
		}
		switch p := d.Entry.Payload.(type) {
		case chat.Left:
			if p.Party.Member == sup {
				last = d.Entry.Seq
			}
		case chat.Joined:
			if p.Party.Member == sup {
				last = 0
			}
		}
	}
	if n := len(arrived); who == sup && last > 0 && arrived[n-1].Entry.Seq > last {
		return arrived[n-1].ID() + " happened after the member had left"
	}
	return ""
}

// deeds are what happens in a chat. Where it is not possible, it is refused.
var deeds = []func(*office, context.Context) error{
	func(o *office, _ context.Context) error { return o.say(chat.Customer, chat.Everyone, "질문") },
	func(o *office, _ context.Context) error { return o.say(chat.Customer, chat.Everyone, "4539 1488") },
	func(o *office, _ context.Context) error { return o.say(chat.Customer, chat.Everyone, "0343 6467") },
	func(o *office, _ context.Context) error { return o.say(kim, chat.Everyone, "answer") },
	func(o *office, _ context.Context) error { return o.say(kim, chat.Staff, "note") },
	func(o *office, _ context.Context) error { return o.say(lee, chat.Everyone, "guest") },
	func(o *office, _ context.Context) error { return o.say(sup, chat.Staff, "whisper") },
	func(o *office, ctx context.Context) error { return o.Typing(ctx, chat.Customer, id) },
	func(o *office, ctx context.Context) error { return o.Typing(ctx, kim, id) },
	func(o *office, ctx context.Context) error { return o.Received(ctx, chat.Customer, id, 3) },
	func(o *office, ctx context.Context) error { return o.Read(ctx, kim, id, 5) },
	func(o *office, ctx context.Context) error { return o.Connected(ctx, kim, id) },
	func(o *office, ctx context.Context) error { return o.Connected(ctx, chat.Customer, id) },
	func(o *office, ctx context.Context) error { return o.Disconnected(ctx, chat.Customer, id) },
	func(o *office, ctx context.Context) error { return o.center.Supervise(ctx, "sup", id, routing.Monitor) },
	func(o *office, ctx context.Context) error { return o.center.Supervise(ctx, "sup", id, routing.Whisper) },
	func(o *office, ctx context.Context) error { return o.center.Leave(ctx, "sup", id) },
	func(o *office, ctx context.Context) error { return o.center.Conference(ctx, "kim", id, "lee") },
	func(o *office, ctx context.Context) error { return o.center.Accept(ctx, "lee", id) },
	func(o *office, ctx context.Context) error { return o.center.Leave(ctx, "lee", id) },
	func(o *office, ctx context.Context) error { return o.center.Hold(ctx, "kim", id) },
	func(o *office, ctx context.Context) error { return o.center.Retrieve(ctx, "kim", id) },
	func(o *office, ctx context.Context) error { return o.center.TransferToQueue(ctx, "kim", id, "sales") },
	func(o *office, ctx context.Context) error { return o.center.TransferToAgent(ctx, "kim", id, "lee") },
	func(o *office, ctx context.Context) error { return o.center.Accept(ctx, "kim", id) },
	func(*office, context.Context) error { wait(10 * time.Second); return nil },
}
