package simulate

import (
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// act is a command that somebody gave, found out from the events that it caused.
type act struct {
	command routing.Command
	id      string // of the Once around it
	at      int64
	after   point // what it is timed from; the zero point: from nothing but the clock
}

// reader finds the acts in a log: which events somebody caused, and which followed from others by the Floor's rules.
type reader struct {
	*history
	id   string // of a Once, on an event that is not the act's own
	idAt int64
}

// read returns the act that an event shows, if it shows one. The events behind it in the log tell some apart.
func (r *reader) read(ev *routing.Event, behind []routing.Event) (act, bool) {
	at := ev.At.UnixNano()
	if ev.Command != "" {
		r.id, r.idAt = ev.Command, at
	}
	cmd, after := r.command(ev, behind)
	if cmd == nil {
		return act{}, false
	}
	a := act{command: cmd, at: at, after: after}
	if r.idAt == at {
		a.id = r.id
	}
	r.id = ""
	return a, true
}

// command returns the command behind an event and what it is timed from; nil if the event followed from another.
func (r *reader) command(ev *routing.Event, behind []routing.Event) (routing.Command, point) {
	switch p := ev.Payload.(type) {
	case routing.Acknowledged:
		return routing.Tick{}, point{} // which changes nothing, as the command did
	case routing.OffersExtended:
		return routing.Resume{}, point{}
	case routing.AgentStateSet:
		return r.stateSet(p)
	case routing.NextStateSet:
		return r.nextSet(p), point{}
	case routing.ContactQueued:
		return enqueue(p, ev.At), point{}
	}
	if cmd := setUp(ev.Payload); cmd != nil {
		return cmd, point{}
	}
	return r.aboutContact(ev, behind)
}

// setUp returns the administrator's command behind an event; nil if it is another's.
func setUp(p routing.Payload) routing.Command {
	switch p := p.(type) {
	case routing.SettingsSet:
		return routing.SetSettings{Settings: p.Settings}
	case routing.QueueSet:
		return routing.SetQueue{Queue: p.Queue}
	case routing.ProfileSet:
		return routing.SetProfile{Profile: p.Profile}
	case routing.AgentSet:
		return routing.SetAgent{Agent: p.Agent}
	case routing.ReasonSet:
		return routing.SetReason{Reason: p.Reason}
	case routing.IdleCodeSet:
		return routing.SetIdleCode{IdleCode: p.Code}
	case routing.QueueRemoved:
		return routing.RemoveQueue(p)
	case routing.AgentRemoved:
		return routing.RemoveAgent(p)
	}
	return nil
}

// aboutContact is command for what is done to a contact that is there.
func (r *reader) aboutContact(ev *routing.Event, behind []routing.Event) (routing.Command, point) {
	id := ev.Contact()
	if id == "" {
		return nil, point{}
	}
	c := r.course(id)
	switch p := ev.Payload.(type) {
	case routing.CustomerLeft:
		return routing.Abandon(p), c.leg
	case routing.ContactEnded:
		return c.ended(p)
	case routing.ContactClosed:
		return c.closed(p)
	case routing.OfferMade:
		return c.offered(p)
	case routing.OfferAccepted:
		return routing.Accept{Agent: p.Agent, Contact: id}, c.offer
	case routing.OfferEnded:
		if p.Cause == routing.Declined {
			return routing.Decline{Agent: p.Agent, Contact: id}, c.offer
		}
		return nil, point{}
	case routing.ContactTransferred:
		return transfer(p), c.leg
	}
	return c.worked(ev, behind)
}

// worked is command for what is done to a contact by those who have it.
func (c *course) worked(ev *routing.Event, behind []routing.Event) (routing.Command, point) {
	switch p := ev.Payload.(type) {
	case routing.CustomerHeld:
		return routing.Hold{Agent: p.Agent, Contact: p.Contact}, c.leg
	case routing.CustomerRetrieved:
		return routing.Retrieve{Agent: p.Agent, Contact: p.Contact}, c.leg
	case routing.SupervisorJoined:
		return routing.Supervise{Supervisor: p.Supervisor, Contact: p.Contact, Role: p.Role}, c.leg
	case routing.GuestLeft:
		if !ends(p.Contact, ev.At, behind) {
			return routing.Leave{Agent: p.Agent, Contact: p.Contact}, c.guest
		}
	case routing.SupervisorLeft:
		if leaves(p.Contact, ev.At, behind) == nil {
			return routing.Leave{Agent: p.Supervisor, Contact: p.Contact}, c.leg
		}
	case routing.WrapUpTimerCancelled:
		return routing.CancelTimer{Agent: p.Agent, Contact: p.Contact}, c.wrapOf(p.Agent)
	case routing.WrapUpDone:
		if !p.Auto {
			return routing.WrapUp{Agent: p.Agent, Contact: p.Contact, Reasons: p.Reasons}, c.wrapOf(p.Agent)
		}
	}
	return nil, point{}
}

func (r *reader) stateSet(p routing.AgentStateSet) (routing.Command, point) {
	a := r.standing(p.Agent)
	to := contact.Stand{State: p.State, Code: p.Code}
	switch {
	case p.State == contact.RONA:
		return nil, point{}
	case a.next != nil && *a.next == to && a.inHand == 0:
		return nil, point{} // as the agent had asked for (R8)
	case p.By != "":
		return routing.ForceState{Supervisor: p.By, Agent: p.Agent, State: p.State, Code: p.Code}, point{}
	case p.State == contact.SignedOut:
		return routing.SignOut{Agent: p.Agent}, point{}
	case a.state.State == contact.SignedOut:
		return routing.SignIn{Agent: p.Agent}, point{}
	}
	return routing.SetState{Agent: p.Agent, State: p.State, Code: p.Code}, a.fell
}

func (r *reader) nextSet(p routing.NextStateSet) routing.Command {
	if p.State == contact.SignedOut { // the agent took it back by asking for the present state
		now := r.standing(p.Agent).state
		return routing.SetState{Agent: p.Agent, State: now.State, Code: now.Code}
	}
	return routing.SetNextState(p)
}

func enqueue(p routing.ContactQueued, at time.Time) routing.Command {
	cmd := routing.Enqueue{
		Contact: p.Contact, Queue: p.Queue, Customer: p.Customer, Priority: p.Priority, Skills: p.Skills,
		LastAgent: p.LastAgent,
	}
	if p.Age > 0 {
		cmd.Received = at.Add(-p.Age)
	}
	return cmd
}

func transfer(p routing.ContactTransferred) routing.Command {
	switch {
	case p.By != "":
		return routing.Reassign{Supervisor: p.By, Contact: p.Contact, To: p.To}
	case p.To != "":
		return routing.TransferToAgent{Agent: p.Agent, Contact: p.Contact, To: p.To}
	}
	return routing.TransferToQueue{Agent: p.Agent, Contact: p.Contact, Queue: p.Queue}
}

// ended returns what ended a contact: its owner, or the customer who gave up, with wrap-ups still owed.
func (c *course) ended(p routing.ContactEnded) (routing.Command, point) {
	switch {
	case p.Agent != "":
		return routing.End{Agent: p.Agent, Contact: p.Contact}, c.leg
	case p.Reason == contact.Abandoned:
		return routing.Abandon{Contact: p.Contact}, c.waits
	}
	return nil, point{}
}

// closed returns what closed a contact that was not ended before: the customer who gave up.
func (c *course) closed(p routing.ContactClosed) (routing.Command, point) {
	if p.Reason == contact.Abandoned && c.waits.kind != never {
		return routing.Abandon{Contact: p.Contact}, c.waits
	}
	return nil, point{}
}

// offered returns what made an offer, if the Floor did not do so by itself.
func (c *course) offered(p routing.OfferMade) (routing.Command, point) {
	switch {
	case p.Kind == routing.ToConference:
		return routing.Conference{Agent: p.By, Contact: p.Contact, Guest: p.Agent}, c.leg
	case p.Kind == routing.FromReassign && !c.transfer:
		return routing.Reassign{Supervisor: p.By, Contact: p.Contact, To: p.Agent}, c.waits
	}
	return nil, point{}
}

// ends reports whether, at the same time, the contact ends, which takes guests and supervisors along.
func ends(id contact.ID, at time.Time, behind []routing.Event) bool {
	_, ended := leaves(id, at, behind).(routing.ContactEnded)
	return ended
}

// leaves returns the event by which the contact, at the same time, leaves its owner, which takes supervisors along; nil
// if it stays.
func leaves(id contact.ID, at time.Time, behind []routing.Event) routing.Payload {
	for i := range behind {
		ev := &behind[i]
		if !ev.At.Equal(at) || ev.Contact() != id {
			return nil
		}
		switch ev.Payload.(type) {
		case routing.SupervisorLeft:
		case routing.ContactEnded, routing.ContactTransferred:
			return ev.Payload
		default:
			return nil
		}
	}
	return nil
}
