package routing

import (
	"fmt"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// walks are the small floors that TestWalk visits.
func walks() []walk {
	all := []walk{dutyWalk(), lifeWalk(), conferenceWalk(), blendingWalk(), nextStateWalk(), supervisorWalk(), stickyWalk(), overflowWalk(), emailWalk()}
	for _, miss := range []Miss{
		{Action: Drop}, {Action: ReturnToQueue}, {Action: ReturnToSender}, {Action: OverflowTo, Queue: "q2"},
	} {
		all = append(all, transferWalk(miss))
	}
	return all
}

// letters builds an alphabet: each kind of command for all agents and contacts.
type letters struct {
	agents   []contact.AgentID
	contacts []contact.ID
	all      []Command
}

func newLetters(agents, contacts int) *letters {
	l := &letters{}
	for i := range agents {
		l.agents = append(l.agents, contact.AgentID(fmt.Sprint("a", i+1)))
	}
	for i := range contacts {
		l.contacts = append(l.contacts, contact.ID(fmt.Sprint("c", i+1)))
	}
	return l
}

// each adds commands for every agent.
func (l *letters) each(of ...func(contact.AgentID) Command) *letters {
	for _, a := range l.agents {
		for _, cmd := range of {
			l.all = append(l.all, cmd(a))
		}
	}
	return l
}

// both adds commands for every agent and contact.
func (l *letters) both(of ...func(contact.AgentID, contact.ID) Command) *letters {
	for _, c := range l.contacts {
		for _, a := range l.agents {
			for _, cmd := range of {
				l.all = append(l.all, cmd(a, c))
			}
		}
	}
	return l
}

// pairs adds commands for every two agents and contact.
func (l *letters) pairs(of ...func(a, b contact.AgentID, c contact.ID) Command) *letters {
	for _, b := range l.agents {
		for _, cmd := range of {
			l.both(func(a contact.AgentID, c contact.ID) Command { return cmd(a, b, c) })
		}
	}
	return l
}

// abandon adds every customer's leaving.
func (l *letters) abandon() *letters {
	for _, c := range l.contacts {
		l.all = append(l.all, Abandon{Contact: c})
	}
	return l
}

func accept(a contact.AgentID, c contact.ID) Command      { return Accept{Agent: a, Contact: c} }
func decline(a contact.AgentID, c contact.ID) Command     { return Decline{Agent: a, Contact: c} }
func end(a contact.AgentID, c contact.ID) Command         { return End{Agent: a, Contact: c} }
func submit(a contact.AgentID, c contact.ID) Command      { return WrapUp{Agent: a, Contact: c} }
func cancelTimer(a contact.AgentID, c contact.ID) Command { return CancelTimer{Agent: a, Contact: c} }
func leave(a contact.AgentID, c contact.ID) Command       { return Leave{Agent: a, Contact: c} }
func hold(a contact.AgentID, c contact.ID) Command        { return Hold{Agent: a, Contact: c} }
func retrieve(a contact.AgentID, c contact.ID) Command    { return Retrieve{Agent: a, Contact: c} }

func toAgent(a, b contact.AgentID, c contact.ID) Command {
	return TransferToAgent{Agent: a, Contact: c, To: b}
}

func toQueue(q contact.QueueID) func(contact.AgentID, contact.ID) Command {
	return func(a contact.AgentID, c contact.ID) Command { return TransferToQueue{Agent: a, Contact: c, Queue: q} }
}

func conference(a, b contact.AgentID, c contact.ID) Command {
	return Conference{Agent: a, Contact: c, Guest: b}
}

func reassign(b contact.AgentID, c contact.ID) Command {
	return Reassign{Supervisor: "boss", Contact: c, To: b}
}

func signIn(a contact.AgentID) Command  { return SignIn{Agent: a} }
func signOut(a contact.AgentID) Command { return SignOut{Agent: a} }
func goAvailable(a contact.AgentID) Command {
	return SetState{Agent: a, State: contact.Available}
}
func goIdle(a contact.AgentID) Command { return SetState{Agent: a, State: contact.Idle} }
func nextAvailable(a contact.AgentID) Command {
	return SetNextState{Agent: a, State: contact.Available}
}
func nextIdle(a contact.AgentID) Command { return SetNextState{Agent: a, State: contact.Idle} }

// quick is a wrap-up policy that needs no reason.
var quick = wrapup.Policy{Min: wrapup.NoMinimum}

// floorOf sets up queues, a profile, and agents who serve all the queues and are Available.
func floorOf(p contact.Profile, agents int, queues ...Queue) []Command {
	p.ID = "p"
	all := []Command{SetProfile{p}}
	var serves []Serves
	for _, q := range queues {
		all = append(all, SetQueue{q})
		serves = append(serves, Serves{Queue: q.ID})
	}
	for _, a := range newLetters(agents, 0).agents {
		all = append(all, SetAgent{Agent{ID: a, Profile: "p", Queues: serves}}, signIn(a), goAvailable(a))
	}
	return all
}

func chats(n uint16) contact.Profile { return contact.Profile{Capacity: contact.Load{contact.Chat: n}} }

func arrivals(queues ...contact.QueueID) []Enqueue {
	var all []Enqueue
	for i, q := range queues {
		all = append(all, Enqueue{Contact: contact.ID(fmt.Sprint("c", i+1)), Queue: q})
	}
	return all
}

// dutyWalk: two agents sign in and out, go idle and come back, and miss offers; late too.
func dutyWalk() walk {
	q := Queue{ID: "q1", Channel: contact.Chat, Offer: seconds(20), WrapUp: quick}
	l := newLetters(2, 2).each(signIn, signOut, goAvailable, goIdle).both(accept, end, submit).abandon()
	return walk{name: "duty", least: 1231, setup: floorOf(chats(1), 2, q), contacts: arrivals("q1", "q1"), alphabet: l.all, late: true}
}

// transferWalk: two agents send a contact to each other and to queues, beside another contact, and miss
// or decline it.
func transferWalk(miss Miss) walk {
	q1 := Queue{ID: "q1", Channel: contact.Chat, Offer: seconds(20), Miss: miss, Decline: true, WrapUp: quick}
	q2 := Queue{ID: "q2", Channel: contact.Chat, Offer: seconds(20), Strategy: RoundRobin, Miss: miss, WrapUp: quick}
	l := newLetters(2, 1).each(goAvailable, goIdle).abandon().both(decline, submit, toQueue("q2")).pairs(toAgent)
	l.all = append(l.all, newLetters(2, 2).both(accept, end).all...)
	return walk{
		name: fmt.Sprintf("transfer/%d", miss.Action), least: 3900, setup: floorOf(chats(1), 2, q1, q2),
		contacts: arrivals("q1", "q2"), alphabet: l.all,
	}
}

// conferenceWalk: three agents meet in conferences (K), beside another contact.
func conferenceWalk() walk {
	q := Queue{ID: "q1", Channel: contact.Chat, Offer: seconds(20), WrapUp: quick}
	l := newLetters(3, 1).each(goAvailable, goIdle).abandon().both(submit, leave).pairs(conference)
	l.all = append(l.all, newLetters(3, 2).both(accept, end).all...)
	return walk{name: "conference", least: 6698, setup: floorOf(chats(1), 3, q), contacts: arrivals("q1", "q1"), alphabet: l.all}
}

// lifeWalk: everything that two agents with room for two can do with one contact.
func lifeWalk() walk {
	q := Queue{
		ID: "q1", Channel: contact.Chat, Offer: seconds(20), Decline: true, Miss: Miss{Action: ReturnToSender},
		WrapUp: wrapup.Policy{Min: wrapup.NoMinimum, After: seconds(40), MayCancel: true},
	}
	l := newLetters(2, 1).each(signIn, signOut, goAvailable, goIdle, nextIdle).abandon().
		both(accept, decline, hold, retrieve, end, submit, leave, cancelTimer, toQueue("q1"), reassign).pairs(toAgent, conference)
	return walk{name: "life", least: 4706, setup: floorOf(chats(2), 2, q), contacts: arrivals("q1"), alphabet: l.all}
}

// blendingWalk: one agent takes one contact at a time, the other one real-time channel at a time.
func blendingWalk() walk {
	each := contact.Load{contact.Chat: 1, contact.Email: 1, contact.Voice: 1}
	setup := floorOf(contact.Profile{Capacity: each, Blending: contact.Exclusive}, 2,
		Queue{ID: "chat", Channel: contact.Chat, Offer: seconds(20), WrapUp: quick},
		Queue{ID: "email", Channel: contact.Email, Offer: seconds(40), WrapUp: quick},
		Queue{ID: "voice", Channel: contact.Voice, Offer: seconds(20), WrapUp: quick})
	setup = append(setup,
		SetProfile{contact.Profile{ID: "mixed", Capacity: each, Blending: contact.BlendedRealTime}},
		SetAgent{Agent{ID: "a2", Profile: "mixed", Takes: QueueOrder, Queues: []Serves{{Queue: "email"}, {Queue: "voice"}, {Queue: "chat", Tier: 2}}}})
	l := newLetters(2, 3).each(goAvailable).both(accept, end, submit)
	return walk{name: "blending", least: 4687, setup: setup, contacts: arrivals("chat", "email", "voice"), alphabet: l.all}
}

// nextStateWalk: agents with two chats each ask for their next state, and wrap-ups have timers.
func nextStateWalk() walk {
	q := Queue{
		ID: "q1", Channel: contact.Chat, Offer: seconds(20), Strategy: LeastLoaded,
		WrapUp: wrapup.Policy{Min: wrapup.NoMinimum, After: seconds(30), MayCancel: true},
	}
	l := newLetters(2, 2).each(goAvailable, nextAvailable, nextIdle, signOut).both(accept, end, submit, cancelTimer)
	return walk{name: "next-state", least: 2372, setup: floorOf(chats(2), 2, q), contacts: arrivals("q1", "q1"), alphabet: l.all}
}

// supervisorWalk: a supervisor forces states, reassigns and watches (R9).
func supervisorWalk() walk {
	q := Queue{ID: "q1", Channel: contact.Chat, Offer: seconds(20), WrapUp: quick}
	force := func(to contact.AgentState) func(contact.AgentID) Command {
		return func(a contact.AgentID) Command { return ForceState{Supervisor: "boss", Agent: a, State: to} }
	}
	l := newLetters(2, 2).each(force(contact.Available), force(contact.Idle)).abandon().both(accept, end, submit, reassign)
	for _, c := range l.contacts[:1] {
		l.all = append(l.all, Supervise{Supervisor: "boss", Contact: c, Role: Whisper}, Leave{Agent: "boss", Contact: c},
			Conference{Agent: "a1", Contact: c, Guest: "a2"})
	}
	return walk{name: "supervisor", least: 1377, setup: floorOf(chats(1), 2, q), contacts: arrivals("q1", "q1"), alphabet: l.all}
}

// stickyWalk: contacts wait for their last agent alone for a while (R5).
func stickyWalk() walk {
	q := Queue{ID: "q1", Channel: contact.Chat, Offer: seconds(20), WrapUp: quick, Sticky: seconds(10)}
	come := arrivals("q1", "q1", "q1")
	come[0].LastAgent, come[1].LastAgent = "a2", "a1"
	l := newLetters(2, 3).each(goAvailable, goIdle).abandon().both(accept, end, submit)
	return walk{name: "sticky", least: 3937, setup: floorOf(chats(1), 2, q), contacts: come, alphabet: l.all}
}

// overflowWalk: contacts wait for fewer skills, and for another queue, which may be full (R3, R6).
func overflowWalk() walk {
	q1 := Queue{
		ID: "q1", Channel: contact.Chat, Offer: seconds(20), WrapUp: quick, Skills: []Skill{{"ko", 2}},
		Relax: []Relax{{seconds(20), "ko", 1}}, Overflow: Overflow{After: seconds(40), Queue: "q2"},
	}
	q2 := Queue{ID: "q2", Channel: contact.Chat, Offer: seconds(20), WrapUp: quick, Max: 1, Overflow: Overflow{Queue: "q1"}}
	setup := append(floorOf(chats(1), 2, q1, q2),
		SetAgent{Agent{ID: "a1", Profile: "p", Skills: []Skill{{"ko", 1}}, Queues: []Serves{{Queue: "q1"}, {Queue: "q2", Tier: 2}}}},
		SetAgent{Agent{ID: "a2", Profile: "p", Queues: []Serves{{Queue: "q2"}}}})
	l := newLetters(2, 3).each(goAvailable).both(accept, end)
	return walk{name: "overflow", least: 28063, setup: setup, contacts: arrivals("q1", "q1", "q2"), alphabet: l.all}
}

// emailWalk: emails go to queues only (E10), and have no holds (R13).
func emailWalk() walk {
	q1 := Queue{ID: "q1", Channel: contact.Email, Offer: seconds(40), WrapUp: quick}
	q2 := Queue{ID: "q2", Channel: contact.Email, Offer: seconds(40), WrapUp: quick}
	q3 := Queue{ID: "q3", Channel: contact.Chat, Offer: seconds(20), WrapUp: quick}
	both := contact.Profile{Capacity: contact.Load{contact.Chat: 1, contact.Email: 1}}
	l := newLetters(2, 1).each(goAvailable, goIdle).both(toQueue("q1"), toQueue("q2"), toQueue("q3")).pairs(toAgent, conference)
	l.all = append(l.all, newLetters(2, 2).both(accept, hold, retrieve, end, submit).all...)
	return walk{name: "email", least: 10032, setup: floorOf(both, 2, q1, q2, q3), contacts: arrivals("q1", "q3"), alphabet: l.all}
}
