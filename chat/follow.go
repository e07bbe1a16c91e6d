package chat

import (
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// Follow tells a conversation what routing has decided, step by step of routing: who has it, who joins, who leaves. Events
// of other contacts are skipped, and so is what the conversation knows already. It is never refused.
type Follow struct {
	Events []routing.Event
	Names  Directory
}

func (cmd Follow) step(s stepper) error {
	if len(s.entries) == 0 {
		return ErrNotOpen
	}
	f := follower{s, cmd.Names}
	for i, ev := range cmd.Events {
		if s.phase != Over && ev.Contact() == s.opened.Contact && !(leaves(ev.Payload) && s.ends(ev.At, cmd.Events[i:])) {
			f.follow(ev.Payload)
		}
	}
	return nil
}

// leaves reports whether a payload takes somebody out of a contact who is not its owner.
func leaves(p routing.Payload) bool {
	switch p.(type) {
	case routing.GuestLeft, routing.SupervisorLeft:
		return true
	}
	return false
}

// ends reports whether the contact ends at a time: then those who leave with it are shown its end (K5).
func (c *Conversation) ends(at time.Time, events []routing.Event) bool {
	return slices.ContainsFunc(events, func(ev routing.Event) bool {
		switch ev.Payload.(type) {
		case routing.ContactEnded, routing.ContactClosed:
			return ev.Contact() == c.opened.Contact && ev.At.Equal(at)
		}
		return false
	})
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
	case routing.OfferMade:
		if p.Kind == routing.ToConference {
			f.invite(p.Agent)
		}
	case routing.OfferAccepted:
		f.accepted(p)
	case routing.OfferEnded:
		if p.Kind == routing.ToConference {
			f.inviteEnded(p.Agent, causeOf(p.Cause))
		}
	case routing.ContactTransferred:
		f.transferred(p)
	case routing.GuestLeft:
		f.left(p.Agent)
	case routing.CustomerHeld:
		f.hold(true)
	case routing.CustomerRetrieved:
		f.hold(false)
	case routing.SupervisorJoined:
		f.supervise(p.Supervisor, p.Role)
	case routing.SupervisorLeft:
		f.left(p.Supervisor)
	default:
		f.over(p)
	}
}

// over follows the customer's leaving and the ends of contacts.
func (f follower) over(p routing.Payload) {
	switch p := p.(type) {
	case routing.CustomerLeft:
		if phases.Can(f.phase, customerLeave) {
			f.emit(CustomerLeft{})
		}
	case routing.ContactEnded:
		by := Party{}
		if p.Agent != "" {
			by = f.party(AgentMember(p.Agent))
		}
		f.emit(Ended{By: by, Cause: endOf(p.Reason)})
	case routing.ContactClosed:
		f.emit(Ended{Cause: endOf(p.Reason)})
	}
}

// someone returns an agent as a party.
func (f follower) someone(id contact.AgentID, role Role) Party {
	return Party{AgentMember(id), role, f.names.AgentName(id)}
}

func (f follower) queued(id contact.QueueID) {
	if f.phase == WithBot { // routing has it already: the bot's part is over
		f.emit(HandedOver{ByBot})
	}
	if f.phase == Waiting && (f.want == WantAgent || f.queue.Queue != id) {
		f.emit(Queued{id, f.names.QueueName(id)})
	}
}

func (f follower) accepted(p routing.OfferAccepted) {
	role, e := RoleAgent, join
	if p.Kind == routing.ToConference {
		role, e = RoleGuest, guestJoin
	}
	if phases.Can(f.phase, e) {
		f.emit(Joined{f.someone(p.Agent, role)})
	}
}

func (f follower) invite(id contact.AgentID) {
	if phases.Can(f.phase, invite) {
		f.emit(Invited{f.someone(id, RoleGuest)})
	}
}

func (f follower) inviteEnded(id contact.AgentID, cause Cause) {
	if f.invited == AgentMember(id) {
		f.emit(InviteEnded{f.someone(id, RoleGuest), cause})
	}
}

func (f follower) transferred(p routing.ContactTransferred) {
	t := Transferred{Queue: p.Queue, By: p.By}
	if p.Queue != "" {
		t.QueueName = f.names.QueueName(p.Queue)
	}
	if p.To != "" {
		t.To = f.someone(p.To, RoleAgent)
	}
	if f.host != "" {
		t.From = f.party(f.host)
	}
	if f.phase == Waiting || phases.Can(f.phase, transfer) {
		f.emit(t)
	}
}

// left follows the leaving of a guest or a supervisor.
func (f follower) left(id contact.AgentID) {
	m := AgentMember(id)
	if role, there := f.Role(m); there && role != RoleAgent {
		f.emit(Left{Party: f.party(m)})
	}
}

func (f follower) hold(on bool) {
	if f.held != on {
		f.emit(Held{on})
	}
}

var watching = map[routing.WatchRole]Role{routing.Monitor: RoleMonitor, routing.Whisper: RoleWhisper, routing.Barge: RoleBarge}

func (f follower) supervise(id contact.AgentID, watch routing.WatchRole) {
	m, role := AgentMember(id), watching[watch]
	now, there := f.Role(m)
	if there && now == role {
		return
	}
	if there && heard[role] < heard[now] { // those who do not see the new role are told that the old one is over
		f.emit(Left{Party: f.party(m)})
	}
	f.emit(Joined{f.someone(id, role)})
}

// heard ranks supervisors by how many see them.
var heard = map[Role]int{RoleMonitor: 0, RoleWhisper: 1, RoleBarge: 2}

func causeOf(c routing.Cause) Cause {
	switch c {
	case routing.Missed:
		return Missed
	case routing.Declined:
		return Declined
	}
	return Withdrawn
}

func endOf(r contact.Reason) Cause {
	switch r {
	case contact.AgentEnded:
		return AgentEnded
	case contact.CustomerLeft:
		return LeftByCustomer
	case contact.Abandoned:
		return Abandoned
	case contact.TransferMissed:
		return TransferMissed
	}
	return Vanished
}
