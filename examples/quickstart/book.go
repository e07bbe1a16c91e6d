package main

import (
	"cmp"
	"fmt"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// book tells the log as stories: one of every contact, one of every agent, one of the center.
type book struct {
	names *names
	start time.Time // offsets count from here

	contacts []*story
	agents   []*story
	center   *story
	stories  map[subject]*story
	tallies  []*tally // of queues, in the order they were set
	events   int
	refused  int

	at time.Time // of what is being told
}

// story is what happened to one subject, in order.
type story struct {
	subject
	rows []row

	// Of a contact.
	customer contact.CustomerID
	channel  contact.Channel
	queue    contact.QueueID
	owner    contact.AgentID
	waits    time.Time // since when, for an agent
	reason   contact.Reason
	closed   bool
}

// subject is a contact or an agent; the zero subject is the center.
type subject struct {
	contact contact.ID
	agent   contact.AgentID
}

// row is one thing that happened: when, by whom, what.
type row struct {
	at        time.Time
	who, what string
}

func newBook(n *names, start time.Time) *book {
	center := new(story)
	return &book{
		names: n, start: start, center: center,
		stories: map[subject]*story{{}: center},
	}
}

// write tells batches of events, and each refusal behind the batch that was the last one then. What
// happened up to the setup's version is how things were at the start, and not told.
func (b *book) write(setup journal.Version, batches []routing.Batch, refused []refusal) {
	for _, batch := range batches {
		for _, ev := range batch.Events {
			b.names.learn(ev.Payload)
			b.event(ev, batch.Version > setup)
		}
		for len(refused) > 0 && refused[0].version <= batch.Version {
			b.refusal(refused[0])
			refused = refused[1:]
		}
	}
}

func (b *book) event(ev routing.Event, told bool) {
	b.at = ev.At
	b.count(ev.Payload)
	if !told {
		return
	}
	b.events++
	if b.arrival(ev.Payload) || b.offer(ev.Payload) || b.work(ev.Payload) || b.duty(ev.Payload) {
		return
	}
	b.tell(subject{}, "", "%s", routing.Describe(ev))
}

// refusal tells what the center did not do, in the story of its contact or else of its agent.
func (b *book) refusal(r refusal) {
	b.at = r.at
	b.refused++
	about := subject{contact: r.err.Contact}
	who := b.names.agent(r.actor)
	if r.err.Contact == "" {
		about.agent = r.err.Agent
		if r.actor == r.err.Agent {
			who = "" // it is the agent's own story
		}
	}
	b.tell(about, who, "%s", b.why(r))
}

// why says what was refused, with the code that a host's own program would look at.
func (b *book) why(r refusal) string {
	what := fmt.Sprintf("REFUSED %s: %s", r.err.Command, string(r.err.Code))
	if r.err.Queue != "" {
		what += ", " + b.names.queue(r.err.Queue)
	}
	if r.err.State != "" {
		what += fmt.Sprintf(", %s is %s", b.names.agent(cmp.Or(r.err.Agent, r.actor)), r.err.State)
	}
	if r.err.Cause != nil {
		what += ", " + r.err.Cause.Error()
	}
	return what
}

// tell adds to a story.
func (b *book) tell(about subject, who, format string, args ...any) {
	s := b.story(about)
	s.rows = append(s.rows, row{at: b.at, who: who, what: fmt.Sprintf(format, args...)})
}

// story returns the story of a subject, a new one if it is told of for the first time.
func (b *book) story(about subject) *story {
	s := b.stories[about]
	if s != nil {
		return s
	}
	s = &story{subject: about}
	b.stories[about] = s
	if about.contact != "" {
		b.contacts = append(b.contacts, s)
	} else {
		b.agents = append(b.agents, s)
	}
	return s
}
