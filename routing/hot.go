package routing

import (
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// hot has a way to read the kinds of events that make up logs without reflection, five times as fast. The other
// kinds, and whatever such a way finds odd, go through the table eventTypes: what is read is the same.
var hot = [len(eventTypes)]func(*reader) Payload{
	4:  func(r *reader) Payload { return readAgentSet(r) },
	9:  func(r *reader) Payload { return readAgentStateSet(r) },
	11: func(r *reader) Payload { return readContactQueued(r) },
	16: func(r *reader) Payload { return readCustomerLeft(r) },
	17: func(r *reader) Payload { return readContactEnded(r) },
	18: func(r *reader) Payload { return readContactClosed(r) },
	19: func(r *reader) Payload { return readOfferMade(r) },
	20: func(r *reader) Payload { return readOfferAccepted(r) },
	21: func(r *reader) Payload { return readOfferEnded(r) },
	23: func(r *reader) Payload { return readContactTransferred(r) },
	25: func(r *reader) Payload { return readWrapUpStarted(r) },
	27: func(r *reader) Payload { return readWrapUpDone(r) },
	30: func(r *reader) Payload { return readAcknowledged(r) },
}

// event reads one event as written, if its kind is hot.
func (r *reader) event() (ev Event) {
	if r.head(cborArray) != 4 {
		r.odd = true
		return ev
	}
	k := small[kind](r)
	at := r.int()
	ev.Command = r.text()
	if r.odd || int(k) >= len(hot) || hot[k] == nil {
		r.odd = true
		return ev
	}
	ev.At, ev.Payload = time.Unix(0, at).UTC(), hot[k](r)
	return ev
}

func readAgentSet(r *reader) (p AgentSet) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			p.Agent = readAgent(r)
		default:
			r.odd = true
		}
	}
	return p
}

func readAgent(r *reader) (a Agent) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			a.ID = textOf[contact.AgentID](r)
		case 2:
			a.Name = r.text()
		case 3:
			a.Profile = textOf[contact.ProfileID](r)
		case 4:
			a.Skills = readSkills(r, nil)
		case 5:
			a.Queues = make([]Serves, r.array())
			for i := range a.Queues {
				a.Queues[i] = readServes(r)
			}
		case 6:
			a.Takes = r.text()
		default:
			r.odd = true
		}
	}
	return a
}

func readServes(r *reader) (s Serves) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			s.Queue = textOf[contact.QueueID](r)
		case 2:
			s.Tier = int(r.int())
		default:
			r.odd = true
		}
	}
	return s
}

// readSkills reads a list of skills into one that is there already, or a new one.
func readSkills(r *reader, into []Skill) []Skill {
	n := r.array()
	if into == nil {
		into = make([]Skill, 0, n)
	}
	for range n {
		into = append(into, readSkill(r))
	}
	return into
}

func readSkill(r *reader) (s Skill) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			s.Name = r.text()
		case 2:
			s.Level = int(r.int())
		default:
			r.odd = true
		}
	}
	return s
}

func readAgentStateSet(r *reader) (p AgentStateSet) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			p.Agent = textOf[contact.AgentID](r)
		case 2:
			p.State = small[contact.AgentState](r)
		case 3:
			p.Code = r.text()
		case 4:
			p.By = textOf[contact.AgentID](r)
		default:
			r.odd = true
		}
	}
	return p
}

func readContactQueued(r *reader) (p ContactQueued) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			p.Contact = textOf[contact.ID](r)
		case 2:
			p.Queue = textOf[contact.QueueID](r)
		case 3:
			p.Channel = small[contact.Channel](r)
		case 4:
			p.Customer = textOf[contact.CustomerID](r)
		case 5:
			p.Priority = new(int(r.int()))
		case 6:
			p.Skills = readSkills(r, nil)
		case 7:
			p.LastAgent = textOf[contact.AgentID](r)
		case 8:
			p.Hold = time.Duration(r.int())
		case 9:
			p.Age = time.Duration(r.int())
		default:
			r.odd = true
		}
	}
	return p
}

func readCustomerLeft(r *reader) (p CustomerLeft) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			p.Contact = textOf[contact.ID](r)
		default:
			r.odd = true
		}
	}
	return p
}

func readContactEnded(r *reader) (p ContactEnded) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			p.Contact = textOf[contact.ID](r)
		case 2:
			p.Reason = small[contact.Reason](r)
		case 3:
			p.Agent = textOf[contact.AgentID](r)
		default:
			r.odd = true
		}
	}
	return p
}

func readContactClosed(r *reader) (p ContactClosed) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			p.Contact = textOf[contact.ID](r)
		case 2:
			p.Reason = small[contact.Reason](r)
		default:
			r.odd = true
		}
	}
	return p
}

func readOfferMade(r *reader) (p OfferMade) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			p.Offer = r.uint()
		case 2:
			p.Contact = textOf[contact.ID](r)
		case 3:
			p.Agent = textOf[contact.AgentID](r)
		case 4:
			p.Queue = textOf[contact.QueueID](r)
		case 5:
			p.Kind = small[OfferKind](r)
		case 6:
			p.By = textOf[contact.AgentID](r)
		case 7:
			p.Timeout = time.Duration(r.int())
		default:
			r.odd = true
		}
	}
	return p
}

func readOfferAccepted(r *reader) (p OfferAccepted) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			p.Offer = r.uint()
		case 2:
			p.Contact = textOf[contact.ID](r)
		case 3:
			p.Agent = textOf[contact.AgentID](r)
		case 4:
			p.Kind = small[OfferKind](r)
		default:
			r.odd = true
		}
	}
	return p
}

func readOfferEnded(r *reader) (p OfferEnded) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			p.Offer = r.uint()
		case 2:
			p.Contact = textOf[contact.ID](r)
		case 3:
			p.Agent = textOf[contact.AgentID](r)
		case 4:
			p.Kind = small[OfferKind](r)
		case 5:
			p.Cause = small[Cause](r)
		default:
			r.odd = true
		}
	}
	return p
}

func readContactTransferred(r *reader) (p ContactTransferred) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			p.Contact = textOf[contact.ID](r)
		case 2:
			p.Agent = textOf[contact.AgentID](r)
		case 3:
			p.Queue = textOf[contact.QueueID](r)
		case 4:
			p.To = textOf[contact.AgentID](r)
		case 5:
			p.By = textOf[contact.AgentID](r)
		default:
			r.odd = true
		}
	}
	return p
}

func readWrapUpStarted(r *reader) (p WrapUpStarted) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			p.Contact = textOf[contact.ID](r)
		case 2:
			p.Agent = textOf[contact.AgentID](r)
		case 3:
			p.Timeout = time.Duration(r.int())
		case 4:
			p.Queue = textOf[contact.QueueID](r)
		default:
			r.odd = true
		}
	}
	return p
}

func readWrapUpDone(r *reader) (p WrapUpDone) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			p.Contact = textOf[contact.ID](r)
		case 2:
			p.Agent = textOf[contact.AgentID](r)
		case 3:
			p.Reasons = readReasons(r)
		case 4:
			p.Auto = r.bool()
		default:
			r.odd = true
		}
	}
	return p
}

func readReasons(r *reader) []wrapup.ReasonID {
	reasons := make([]wrapup.ReasonID, r.array())
	for i := range reasons {
		reasons[i] = textOf[wrapup.ReasonID](r)
	}
	return reasons
}

func readAcknowledged(r *reader) (p Acknowledged) {
	if r.length(cborMap, 2) != 0 {
		r.odd = true
	}
	return p
}
