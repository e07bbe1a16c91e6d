package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// player does lines. It is for one goroutine.
type player struct {
	center    *routing.Center
	customers *journal.Customers
	errw      io.Writer

	last      int // line that was done
	malformed int // lines that could not be read
	refused   []refusal
}

// refusal is a command that the center did not do.
type refusal struct {
	version journal.Version // of the log when it was refused
	at      time.Time
	actor   contact.AgentID
	err     *routing.Error
}

// play does the lines of an input until it ends, or the context does.
func (p *player) play(ctx context.Context, in io.Reader) {
	lines := feed(ctx, in)
	for {
		select {
		case ln, more := <-lines:
			if !more || !p.line(ctx, ln) {
				return
			}
		case <-ctx.Done():
			p.interrupted()
			return
		}
	}
}

// line does one line; it returns false if the context ended before that.
func (p *player) line(ctx context.Context, ln line) bool {
	err := sleep(ctx, ln.wait)
	switch {
	case err != nil:
	case ln.err != nil:
		p.malformed++
		fmt.Fprintf(p.errw, "quickstart: line %d: %v\n", ln.number, ln.err)
	case ln.customer != nil:
		err = p.customers.Save(ctx, *ln.customer)
	default:
		err = p.command(ctx, ln)
	}
	if ctx.Err() != nil {
		p.interrupted()
		return false
	}
	if err != nil {
		p.malformed++
		fmt.Fprintf(p.errw, "quickstart: line %d: not done: %v\n", ln.number, err)
	}
	p.last = ln.number
	return true
}

// command has a command done, and notes if it is refused.
func (p *player) command(ctx context.Context, ln line) error {
	err := p.center.Do(ctx, ln.command)
	if refused, ok := errors.AsType[*routing.Error](err); ok {
		p.refused = append(p.refused, refusal{
			version: p.center.Version(), at: time.Now(), actor: ln.actor, err: refused,
		})
		return nil
	}
	return err
}

func (p *player) interrupted() {
	fmt.Fprintf(p.errw, "quickstart: interrupted after line %d\n", p.last)
}

// patience is how long settle waits.
const patience = 10 * time.Second

// settle waits for what has a deadline: offers, wrap-ups with a timer, overflows.
func (p *player) settle(ctx context.Context) {
	end := time.Now().Add(patience)
	for time.Now().Before(end) {
		due, waits := p.deadline()
		if !waits || due.After(end) || sleep(ctx, max(time.Until(due), time.Millisecond)) != nil {
			return
		}
	}
}

// deadline returns when something happens in the center by itself.
func (p *player) deadline() (due time.Time, waits bool) {
	err := p.center.View(func(f *routing.Floor) { due, waits = f.Deadline() })
	return due, waits && err == nil
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
