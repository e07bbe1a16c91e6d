package chat

import (
	"maps"
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// Match brings a conversation to where routing stands now, for a shell that may have missed events: what happened
// between is not told. It is never refused.
type Match struct {
	View  routing.ContactView
	Known bool // whether routing knows the contact
	Names Directory
}

func (cmd Match) step(s stepper) error {
	if len(s.entries) == 0 {
		return ErrNotOpen
	}
	f := follower{s, cmd.Names}
	switch {
	case s.phase == Over:
	case !cmd.Known:
		f.unknown()
	default:
		f.match(cmd.View)
	}
	return nil
}

// unknown ends a conversation that routing has forgotten; one that it was not told of yet goes on.
func (f follower) unknown() {
	if f.phase != WithBot && f.want != WantAgent {
		f.emit(Ended{Cause: Vanished})
	}
}

func (f follower) match(v routing.ContactView) {
	owner := Member("")
	if v.Owner != "" {
		owner = AgentMember(v.Owner)
	}
	if f.host != "" && f.host != owner && !over(v.State) {
		f.emit(Transferred{From: f.party(f.host), Queue: v.Queue, QueueName: f.names.QueueName(v.Queue)})
	}
	if !over(v.State) {
		f.queued(v.Queue)
	}
	if owner != "" && f.host == "" && phases.Can(f.phase, join) {
		f.emit(Joined{f.someone(v.Owner, RoleAgent)})
	}
	f.matchGuests(v)
	f.matchSupervisors(v)
	f.matchCustomer(v)
}

func over(s contact.State) bool { return s == contact.WrapUp || s == contact.Closed }

func (f follower) matchGuests(v routing.ContactView) {
	asked := Member("")
	if v.Kind == routing.ToConference && v.OfferedTo != "" {
		asked = AgentMember(v.OfferedTo)
	}
	is := func(m Member) bool {
		return slices.ContainsFunc(v.Guests, func(id contact.AgentID) bool { return AgentMember(id) == m })
	}
	if f.guest != "" && !is(f.guest) {
		f.emit(Left{Party: f.party(f.guest)})
	}
	if id, _ := f.invited.Agent(); f.invited != "" && f.invited != asked && !is(f.invited) {
		f.inviteEnded(id, Withdrawn)
	}
	for _, id := range v.Guests {
		f.invite(id)
		f.accepted(routing.OfferAccepted{Agent: id, Kind: routing.ToConference})
	}
	if asked != "" {
		f.invite(v.OfferedTo)
	}
}

func (f follower) matchSupervisors(v routing.ContactView) {
	for _, m := range slices.Sorted(maps.Keys(f.seats)) {
		s := f.seats[m]
		id, _ := m.Agent()
		still := slices.ContainsFunc(v.Supervisors, func(w routing.Watcher) bool { return w.Supervisor == id })
		if s.there && s.party.Role.Supervises() && !still {
			f.emit(Left{Party: s.party})
		}
	}
	for _, w := range v.Supervisors {
		f.supervise(w.Supervisor, w.Role)
	}
}

func (f follower) matchCustomer(v routing.ContactView) {
	f.hold(v.OnHold)
	if v.CustomerLeft && phases.Can(f.phase, customerLeave) {
		f.emit(CustomerLeft{})
	}
	if over(v.State) {
		by := Party{}
		if f.host != "" {
			by = f.party(f.host)
		}
		f.emit(Ended{By: by, Cause: causeOfName(v.Reason)})
	}
}

// causeOfName is endOf for a reason that is written out.
func causeOfName(name string) Cause {
	var r contact.Reason
	if err := r.UnmarshalText([]byte(name)); err != nil {
		return Vanished
	}
	return endOf(r)
}
