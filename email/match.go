package email

import (
	"maps"
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// Match brings a thread to where routing stands now, for a shell that may have missed events: what happened
// between is not told. It is never refused.
type Match struct {
	View  routing.ContactView
	Known bool // whether routing knows the contact
	Names Directory
}

func (cmd Match) step(s stepper) error {
	if s.Len() == 0 {
		return ErrNotOpen
	}
	f := follower{s, cmd.Names}
	switch {
	case s.phase == Over:
	case cmd.Known:
		f.match(cmd.View)
	case s.want != WantAgent: // routing has forgotten it
		f.over("", contact.Abandoned)
	}
	return nil
}

func (f follower) match(v routing.ContactView) {
	open := v.State != contact.WrapUp && v.State != contact.Closed
	if f.owner != "" && f.owner != v.Owner && open {
		f.emit(Transferred{From: f.ownerParty(), Queue: v.Queue, QueueName: f.names.QueueName(v.Queue)})
	}
	if open {
		f.queued(v.Queue)
	}
	if v.Owner != "" && f.owner == "" {
		f.accepted(v.Owner)
	}
	f.matchSupervisors(v)
	if !open {
		var reason contact.Reason
		if reason.UnmarshalText([]byte(v.Reason)) != nil {
			reason = contact.Abandoned
		}
		f.over(f.owner, reason)
	}
}

func (f follower) matchSupervisors(v routing.ContactView) {
	for _, id := range slices.Sorted(maps.Keys(f.seats)) {
		still := slices.ContainsFunc(v.Supervisors, func(w routing.Watcher) bool { return w.Supervisor == id })
		if f.seats[id].party.Supervises && !still {
			f.left(id)
		}
	}
	for _, w := range v.Supervisors {
		f.supervise(w.Supervisor)
	}
}
