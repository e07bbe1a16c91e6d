package routing

import "github.com/acdkit/acdkit/contact"

// Contact returns the contact that the event is about, "" if it is about none. A host that keeps one
// desktop, or one conversation, up to date asks this first.
func (e Event) Contact() contact.ID {
	switch p := e.Payload.(type) {
	case ContactQueued:
		return p.Contact
	case ContactMoved:
		return p.Contact
	case ContactStays:
		return p.Contact
	case ContactRelaxed:
		return p.Contact
	case HoldEnded:
		return p.Contact
	case CustomerLeft:
		return p.Contact
	case CustomerHeld:
		return p.Contact
	case CustomerRetrieved:
		return p.Contact
	case ContactEnded:
		return p.Contact
	case ContactClosed:
		return p.Contact
	case OfferMade:
		return p.Contact
	case OfferAccepted:
		return p.Contact
	case OfferEnded:
		return p.Contact
	case ContactTransferred:
		return p.Contact
	case GuestLeft:
		return p.Contact
	case WrapUpStarted:
		return p.Contact
	case WrapUpTimerCancelled:
		return p.Contact
	case WrapUpDropped:
		return p.Contact
	case WrapUpDone:
		return p.Contact
	case SupervisorJoined:
		return p.Contact
	case SupervisorLeft:
		return p.Contact
	}
	return ""
}

// Agent returns the agent that the event is about, or the supervisor; "" if it is about none. Of a
// transfer that is the owner whom the contact left.
func (e Event) Agent() contact.AgentID {
	switch p := e.Payload.(type) {
	case AgentSet:
		return p.Agent.ID
	case AgentRemoved:
		return p.Agent
	case AgentStateSet:
		return p.Agent
	case NextStateSet:
		return p.Agent
	case CustomerHeld:
		return p.Agent
	case CustomerRetrieved:
		return p.Agent
	case ContactEnded:
		return p.Agent
	case OfferMade:
		return p.Agent
	case OfferAccepted:
		return p.Agent
	case OfferEnded:
		return p.Agent
	case ContactTransferred:
		return p.Agent
	case GuestLeft:
		return p.Agent
	case WrapUpStarted:
		return p.Agent
	case WrapUpTimerCancelled:
		return p.Agent
	case WrapUpDropped:
		return p.Agent
	case WrapUpDone:
		return p.Agent
	case SupervisorJoined:
		return p.Supervisor
	case SupervisorLeft:
		return p.Supervisor
	}
	return ""
}
