package main

import (
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// work tells of what agents and supervisors do with a contact, and returns whether the event is one of these.
func (b *book) work(p routing.Payload) bool {
	switch p := p.(type) {
	case routing.ContactTransferred:
		b.transferred(p)
	case routing.GuestLeft:
		b.contact(p.Contact, b.names.agent(p.Agent), "leaves the conference")
	case routing.WrapUpStarted:
		b.wrapping(p)
	case routing.WrapUpTimerCancelled:
		b.contact(p.Contact, b.names.agent(p.Agent), "stops the timer of the wrap-up")
	case routing.WrapUpDropped:
		b.contact(p.Contact, b.names.agent(p.Agent), "drops the wrap-up, for the contact came back")
	case routing.WrapUpDone:
		b.wrapped(p)
	case routing.SupervisorJoined:
		what := [...]string{routing.Monitor: "monitors", routing.Whisper: "whispers", routing.Barge: "barges in"}
		b.contact(p.Contact, b.names.agent(p.Supervisor), "%s", what[p.Role])
	case routing.SupervisorLeft:
		b.contact(p.Contact, b.names.agent(p.Supervisor), "watches no longer")
	default:
		return false
	}
	return true
}

func (b *book) transferred(p routing.ContactTransferred) {
	s := b.story(subject{contact: p.Contact})
	s.owner, s.waits = "", b.at
	to := b.names.agent(p.To)
	if p.Queue != "" {
		s.queue = p.Queue
		to = "the queue " + b.names.queue(p.Queue)
	}
	if p.By != "" {
		b.contact(p.Contact, b.names.agent(p.By), "takes it from %s and gives it to %s", b.names.agent(p.Agent), to)
		return
	}
	b.contact(p.Contact, b.names.agent(p.Agent), "transfers it to %s", to)
}

func (b *book) wrapping(p routing.WrapUpStarted) {
	who := b.names.agent(p.Agent)
	if p.Timeout == 0 {
		b.contact(p.Contact, who, "begins wrap-up")
		return
	}
	b.contact(p.Contact, who, "begins wrap-up, for %s", p.Timeout)
}

func (b *book) wrapped(p routing.WrapUpDone) {
	who := b.names.agent(p.Agent)
	if p.Auto {
		b.contact(p.Contact, who, "leaves the wrap-up to the timer: %s", b.names.reasonList(p.Reasons))
		return
	}
	b.contact(p.Contact, who, "wraps up: %s", b.names.reasonList(p.Reasons))
}

// duty tells of an agent's states, and returns whether the event is one of these.
func (b *book) duty(p routing.Payload) bool {
	switch p := p.(type) {
	case routing.AgentStateSet:
		b.tell(subject{agent: p.Agent}, b.names.agent(p.By), "%s", stand(p.State, p.Code))
	case routing.NextStateSet:
		b.tell(subject{agent: p.Agent}, "", "wants to be %s next", stand(p.State, p.Code))
	default:
		return false
	}
	return true
}

// stand puts an agent's state in words.
func stand(state contact.AgentState, code string) string {
	switch {
	case code != "":
		return state.String() + " (" + code + ")"
	case state == contact.RONA:
		return "RONA"
	}
	return state.String()
}
