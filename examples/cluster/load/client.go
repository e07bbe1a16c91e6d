package load

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/acdkit/acdkit/routing"
)

// client is one sender of commands. It is not safe for concurrent use.
type client struct {
	site   *Site
	number int
	random *rand.Rand
	sent   int
}

func (s *Site) client(number int) *client {
	return &client{site: s, number: number, random: rand.New(rand.NewPCG(s.Seed, uint64(int64(number))))}
}

// pause between two tries of one command.
const pause = 10 * time.Millisecond

// do has a command done by any node, and notes how that went.
func (c *client) do(ctx context.Context, cmd routing.Command) proof.Outcome {
	return c.record(cmd, func(once routing.Once) (proof.Outcome, routing.Code) { return c.insist(ctx, once) })
}

// record gives a command an id, has it sent, and notes how that went.
func (c *client) record(cmd routing.Command, send func(routing.Once) (proof.Outcome, routing.Code)) proof.Outcome {
	c.sent++
	op := proof.Operation{
		Client: c.number, Center: c.site.Center, ID: fmt.Sprintf("%s/%d/%d", c.site.Center, c.number, c.sent), Command: cmd,
		Call: c.site.Recorder.Since(),
	}
	op.Outcome, op.Code = send(routing.Once{ID: op.ID, Command: cmd})
	op.Return = c.site.Recorder.Since()
	c.site.Recorder.Record(op)
	return op.Outcome
}

// insist sends a command until there is an answer. A refusal is one only if no earlier try can still be applied: what was
// refused is not remembered, and a try that got stuck on its way may arrive when the command is no longer to be refused.
func (c *client) insist(ctx context.Context, once routing.Once) (proof.Outcome, routing.Code) {
	ctx, cancel := context.WithTimeout(ctx, c.site.Patience)
	defer cancel()
	for stuck := false; ctx.Err() == nil; sleep(ctx, pause) {
		err := c.try(ctx, once)
		answer, answered := errors.AsType[*routing.Error](err)
		switch {
		case err == nil:
			return proof.Acknowledged, ""
		case answered && (answer.Code == routing.ErrNotLeading || answer.Code == routing.ErrClosed):
		case answered && answer.Code != routing.ErrUnavailable && !stuck:
			return proof.Refused, answer.Code
		case answered && answer.Code != routing.ErrUnavailable:
			return proof.Open, ""
		case !errors.Is(err, ErrUnreachable):
			stuck = true
		}
	}
	return proof.Open, ""
}

func (c *client) try(ctx context.Context, once routing.Once) error {
	door := c.door()
	if door == nil {
		return ErrUnreachable
	}
	ctx, cancel := context.WithTimeout(ctx, c.site.Try)
	defer cancel()
	return door.Do(ctx, c.site.Center, once)
}

// door returns the way to any node.
func (c *client) door() Door {
	doors := c.site.Doors()
	if len(doors) == 0 {
		return nil
	}
	return doors[c.random.IntN(len(doors))]
}

// often reports true so many times in a hundred.
func (c *client) often(percent int) bool { return c.random.IntN(100) < percent }

// sleep waits, or until the context ends.
func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
