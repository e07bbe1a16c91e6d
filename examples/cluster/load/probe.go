package load

import (
	"context"
	"math/rand/v2"
	"sync"

	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

const twins = 3

// Probe has a command that changes nothing done, sent with one id by three at once, each to nodes of its own choice, until
// one of them has an answer: so a node that hangs does not hide that another one serves. Each probe has a number of its own.
func (s *Site) Probe(ctx context.Context, number int) proof.Outcome {
	c := s.client(-number - 1)
	cmd := routing.SetReason{Reason: wrapup.Reason{ID: done, Name: "Done"}}
	return c.record(cmd, func(once routing.Once) (proof.Outcome, routing.Code) {
		return s.first(ctx, c.number, once)
	})
}

// first returns the first answer that one of the twins gets, or that they all have none.
func (s *Site) first(ctx context.Context, number int, once routing.Once) (outcome proof.Outcome, code routing.Code) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var all sync.WaitGroup
	var answer sync.Once
	for n := range twins {
		all.Go(func() {
			twin := &client{site: s, number: number, random: rand.New(rand.NewPCG(s.Seed, uint64(twins*number+n)))}
			if o, c := twin.insist(ctx, once); o != proof.Open {
				answer.Do(func() { outcome, code = o, c; cancel() })
			}
		})
	}
	all.Wait()
	return outcome, code
}
