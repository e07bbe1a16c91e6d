package email

import (
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// Follow tells a thread what routing has decided: who has it, who reads along, where it waits. Events of other
// contacts are skipped, and so is what the thread knows already. It is never refused.
type Follow struct {
	Events []routing.Event
	Names  Directory
}

func (cmd Follow) step(s stepper) error {
	if s.Len() == 0 {
		return ErrNotOpen
	}
	f := follower{s, cmd.Names}
	for _, ev := range cmd.Events {
		if s.phase != Over && ev.Contact() == s.opened.Contact {
			f.follow(ev.Payload)
		}
	}
	return nil
}

// follower turns what routing did into entries.
type follower struct {
	stepper
	names Directory
}

func (f follower) follow(p routing.Payload) {
	switch p := p.(type) {
	case routing.ContactQueued:
		f.queued(p.Queue)
	case routing.ContactMoved:
		f.queued(p.Queue)
	case routing.OfferAccepted:
		f.accepted(p.Agent)
	case routing.ContactTransferred:
		f.transferred(p)
	case routing.SupervisorJoined:
		f.supervise(p.Supervisor)
	case routing.SupervisorLeft:
		f.left(p.Supervisor)
	case routing.ContactEnded:
		f.over(p.Agent, p.Reason)
	case routing.ContactClosed:
		f.over("", p.Reason)
	}
}

func (f follower) someone(id contact.AgentID) Party {
	return Party{Agent: id, Name: f.names.AgentName(id)}
}

func (f follower) queued(id contact.QueueID) {
	if f.phase == Waiting && (f.want == WantAgent || f.queue.Queue != id) {
		f.emit(Queued{id, f.names.QueueName(id)})
	}
}

func (f follower) accepted(id contact.AgentID) {
	if phases.Can(f.phase, join) {
		f.emit(Joined{f.someone(id)})
	}
}

func (f follower) transferred(p routing.ContactTransferred) {
	t := Transferred{From: f.ownerParty(), Queue: p.Queue, By: p.By}
	if p.Queue != "" {
		t.QueueName = f.names.QueueName(p.Queue)
	}
	if phases.Can(f.phase, transfer) {
		f.emit(t)
	}
}

// ownerParty returns who has the contact, the zero Party if nobody.
func (f follower) ownerParty() Party {
	if s := f.seats[f.owner]; s != nil {
		return s.party
	}
	return Party{}
}

func (f follower) supervise(id contact.AgentID) {
	if s := f.seats[id]; s != nil && s.there {
		return
	}
	p := f.someone(id)
	p.Supervises = true
	f.emit(Joined{p})
}

func (f follower) left(id contact.AgentID) {
	if s := f.seats[id]; s != nil && s.there && id != f.owner {
		f.emit(Left{s.party})
	}
}

func (f follower) over(by contact.AgentID, reason contact.Reason) {
	e := Ended{Reason: reason}
	if by != "" {
		e.By = f.someone(by)
	}
	f.emit(e)
}
