package load

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/acdkit/acdkit/routing"
)

// ChatDoor is the way to a node on which there are conversations. Its errors are those of a Door, with *chat.Error instead of
// *routing.Error.
type ChatDoor interface {
	Door
	// Begin begins a conversation of a new contact.
	Begin(ctx context.Context, center string, id contact.ID, queue contact.QueueID) error
	// Say has a member say something; the message has an id of the member's own.
	Say(ctx context.Context, center string, m chat.Message) error
	// Since returns the entries after a number that a member may read.
	Since(ctx context.Context, center string, id contact.ID, who chat.Member, after uint64) ([]proof.Line, error)
}

// talk calls any node until there is an answer, as insist does. What a node refuses because it does not know yet what another
// one has done is asked again for a while.
func (c *client) talk(ctx context.Context, call func(context.Context, ChatDoor) error) (proof.Outcome, chat.Code) {
	ctx, cancel := context.WithTimeout(ctx, c.site.Patience)
	defer cancel()
	behind := 0
	for stuck := false; ctx.Err() == nil; sleep(ctx, pause) {
		door, ok := c.door().(ChatDoor)
		if !ok {
			continue
		}
		trying, done := context.WithTimeout(ctx, c.site.Try)
		err := call(trying, door)
		done()
		answer, answered := errors.AsType[*chat.Error](err)
		switch {
		case err == nil:
			return proof.Acknowledged, ""
		case answered && isBehind(answer.Code) && behind < patienceBehind:
			behind++
		case answered && answer.Code == chat.ErrClosed:
		case answered && answer.Code != chat.ErrUnavailable && !stuck:
			return proof.Refused, answer.Code
		case answered && answer.Code != chat.ErrUnavailable:
			return proof.Open, answer.Code
		case !errors.Is(err, ErrUnreachable):
			stuck = true
		}
	}
	return proof.Open, ""
}

const patienceBehind = 5 // answers of nodes that may be behind

func isBehind(c chat.Code) bool {
	return c == chat.ErrNotOpen || c == chat.ErrNotMember || c == chat.ErrInvalidQueue
}

// begin begins a conversation, which has the contact queued by the node's own command.
func (c *client) begin(ctx context.Context, id contact.ID, queue contact.QueueID) proof.Outcome {
	op := proof.Operation{
		Client: c.number, Center: c.site.Center, Command: routing.Enqueue{Contact: id, Queue: queue}, Call: c.site.Recorder.Since(),
	}
	var code chat.Code
	op.Outcome, code = c.talk(ctx, func(ctx context.Context, door ChatDoor) error {
		return door.Begin(ctx, c.site.Center, id, queue)
	})
	op.Code = routing.Code(code)
	if op.Outcome == proof.Refused { // the conversation's word is not routing's: what became of the contact is open
		op.Outcome = proof.Open
	}
	op.Return = c.site.Recorder.Since()
	c.site.Recorder.Record(op)
	return op.Outcome
}

// say has a member say something.
func (c *client) say(ctx context.Context, id contact.ID, who chat.Member) {
	c.sent++
	s := proof.Saying{Contact: id, From: who, ID: fmt.Sprintf("m-%d-%d", c.number, c.sent), Call: c.site.Recorder.Since()}
	m := chat.Message{Contact: id, From: who, ID: s.ID, Text: "this is " + s.ID}
	s.Outcome, _ = c.talk(ctx, func(ctx context.Context, door ChatDoor) error { return door.Say(ctx, c.site.Center, m) })
	s.Return = c.site.Recorder.Since()
	c.site.Recorder.Say(s)
}

// hear has a member read on at any node, and returns the last entry's number and whether it was the conversation's end.
func (c *client) hear(ctx context.Context, id contact.ID, who chat.Member, after uint64) (last uint64, over bool) {
	door, ok := c.door().(ChatDoor)
	if !ok {
		return after, false
	}
	ctx, cancel := context.WithTimeout(ctx, c.site.Try)
	defer cancel()
	lines, err := door.Since(ctx, c.site.Center, id, who, after)
	if err != nil || len(lines) == 0 {
		return after, false
	}
	c.site.Recorder.Hear(proof.Hearing{Contact: id, By: who, After: after, Lines: lines})
	end := lines[len(lines)-1]
	return end.Seq, end.Kind == "ended"
}

// converse is a customer in a conversation, until it has ended, or for so long that it never will.
func (c *client) converse(ctx context.Context, id contact.ID) {
	ctx, cancel := context.WithTimeout(ctx, 2*c.site.Patience)
	defer cancel()
	seen, over := uint64(0), false
	for words := 1 + c.random.IntN(4); ctx.Err() == nil && !over; {
		if words > 0 && c.often(30) {
			c.say(ctx, id, chat.Customer)
			words--
		}
		seen, over = c.hear(ctx, id, chat.Customer, seen)
		sleep(ctx, c.site.Think+time.Duration(c.random.Int64N(int64(4*c.site.Think))))
	}
}
