package main

import (
	"context"
	"errors"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// follower collects what happens in a center until that is closed.
type follower struct {
	start   time.Time
	setup   journal.Version // batches up to here are the setup
	batches []routing.Batch
	err     error
	done    chan struct{}
}

// follow subscribes to a center from the beginning of its log.
func follow(center *routing.Center) *follower {
	f := &follower{start: time.Now(), setup: center.Version(), done: make(chan struct{})}
	go func() {
		defer close(f.done)
		for batch, err := range center.Subscribe(context.Background(), 0) {
			if err != nil {
				f.err = err
				return
			}
			f.batches = append(f.batches, batch)
		}
	}()
	return f
}

// wait returns when everything is there.
func (f *follower) wait() error {
	<-f.done
	if errors.Is(f.err, routing.ErrClosed) { // as it should end
		return nil
	}
	return f.err
}
