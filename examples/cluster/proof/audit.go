package proof

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// Findings are what is wrong, each kind counted; Details says what, the first few of each kind.
type Findings struct {
	Lost        int // acknowledged, and not in the log with its effect
	Duplicated  int // done twice
	DoubleOwned int // times that a contact had two owners, two live offers, or an offer and an owner
	Stuck       int // contacts that were not closed in the end
	Gaps        int // versions or numbers that are missing, or out of order
	Disordered  int // commands whose place in the log contradicts what their clients saw
	Details     []string
}

// Good reports whether nothing was found.
func (f *Findings) Good() bool {
	return f.Lost+f.Duplicated+f.DoubleOwned+f.Stuck+f.Gaps+f.Disordered == 0
}

// Add adds what was found elsewhere.
func (f *Findings) Add(o Findings) {
	f.Lost += o.Lost
	f.Duplicated += o.Duplicated
	f.DoubleOwned += o.DoubleOwned
	f.Stuck += o.Stuck
	f.Gaps += o.Gaps
	f.Disordered += o.Disordered
	f.Details = append(f.Details, o.Details...)
}

const maxDetails = 10 // of one kind

func (f *Findings) note(count *int, format string, args ...any) {
	if *count++; *count <= maxDetails {
		f.Details = append(f.Details, fmt.Sprintf(format, args...))
	}
}

// hold is who has a contact, as the log says.
type hold struct {
	offer  uint64          // the live one; 0 if there is none
	asked  contact.AgentID // to whom it is
	owner  contact.AgentID
	wraps  map[contact.AgentID]bool
	over   bool
	closed bool
}

// audit folds a log.
type audit struct {
	Findings
	center   string
	contacts map[contact.ID]*hold
	offers   uint64 // the last one's number
	at       time.Time
}

// Audit folds a log, without routing.Floor, and counts what must never be in it. If done, contacts that are not closed at
// its end count as stuck.
func Audit(log Log, done bool) Findings {
	a := audit{center: log.Center, contacts: make(map[contact.ID]*hold)}
	for n, ev := range log.Events {
		if ev.At.Before(a.at) {
			a.note(&a.Gaps, "%s: event %d is of %v, before the one ahead of it", log.Center, n, a.at.Sub(ev.At))
		}
		a.at = ev.At
		a.apply(n, ev.Payload)
	}
	if log.Broken != nil {
		a.note(&a.Gaps, "%s: %v", log.Center, log.Broken)
	}
	if done {
		a.settle()
	}
	return a.Findings
}

// settle looks for what was not finished.
func (a *audit) settle() {
	for _, id := range slices.Sorted(maps.Keys(a.contacts)) {
		if h := a.contacts[id]; !h.closed {
			a.note(&a.Stuck, "%s: %s is not closed: offered to %q, owned by %q, wrapped up by %v", a.center, id, h.asked, h.owner, h.wraps)
		}
	}
}

// contact returns a contact that the log has seen come.
func (a *audit) contact(n int, id contact.ID) *hold {
	h := a.contacts[id]
	if h == nil {
		h = &hold{wraps: make(map[contact.AgentID]bool)}
		a.contacts[id] = h
		a.note(&a.Lost, "%s: event %d is about %s, which never came", a.center, n, id)
	}
	return h
}

func (a *audit) apply(n int, p routing.Payload) {
	switch p := p.(type) {
	case routing.ContactQueued:
		a.queued(n, p)
	case routing.OfferMade:
		a.offered(n, p)
	case routing.OfferAccepted:
		a.accepted(n, p)
	case routing.OfferEnded:
		a.passed(n, p)
	case routing.ContactTransferred:
		a.leaves(n, p.Contact, p.Agent)
	case routing.ContactEnded:
		a.ended(n, p)
	case routing.ContactClosed:
		a.close(n, p)
	case routing.WrapUpStarted:
		a.contact(n, p.Contact).wraps[p.Agent] = true
	case routing.WrapUpDropped:
		a.paid(n, p.Contact, p.Agent)
	case routing.WrapUpDone:
		a.paid(n, p.Contact, p.Agent)
	}
}

func (a *audit) queued(n int, p routing.ContactQueued) {
	if a.contacts[p.Contact] != nil {
		a.note(&a.Duplicated, "%s: event %d: %s came a second time", a.center, n, p.Contact)
		return
	}
	a.contacts[p.Contact] = &hold{wraps: make(map[contact.AgentID]bool)}
}

func (a *audit) offered(n int, p routing.OfferMade) {
	h := a.contact(n, p.Contact)
	if p.Offer != a.offers+1 {
		a.note(&a.Gaps, "%s: event %d: offer %d after offer %d", a.center, n, p.Offer, a.offers)
	}
	a.offers = p.Offer
	if p.Kind == routing.ToConference {
		return
	}
	if h.offer != 0 || h.owner != "" || h.over {
		a.note(&a.DoubleOwned, "%s: event %d: %s is offered to %s, while offer %d to %q runs or %q owns it (over %t)",
			a.center, n, p.Contact, p.Agent, h.offer, h.asked, h.owner, h.over)
	}
	h.offer, h.asked = p.Offer, p.Agent
}

func (a *audit) accepted(n int, p routing.OfferAccepted) {
	h := a.contact(n, p.Contact)
	if p.Kind == routing.ToConference {
		return
	}
	if h.offer != p.Offer || h.asked != p.Agent || h.owner != "" || h.over {
		a.note(&a.DoubleOwned, "%s: event %d: %s accepts offer %d of %s, while offer %d to %q runs or %q owns it (over %t)",
			a.center, n, p.Agent, p.Offer, p.Contact, h.offer, h.asked, h.owner, h.over)
	}
	h.offer, h.asked, h.owner = 0, "", p.Agent
}

func (a *audit) passed(n int, p routing.OfferEnded) {
	h := a.contact(n, p.Contact)
	if p.Kind == routing.ToConference {
		return
	}
	if h.offer != p.Offer || h.asked != p.Agent {
		a.note(&a.Duplicated, "%s: event %d: offer %d of %s to %s ends, but offer %d to %q runs",
			a.center, n, p.Offer, p.Contact, p.Agent, h.offer, h.asked)
		return
	}
	h.offer, h.asked = 0, ""
}

// leaves notes that a contact is no longer its owner's.
func (a *audit) leaves(n int, id contact.ID, owner contact.AgentID) {
	h := a.contact(n, id)
	if h.owner != owner {
		a.note(&a.DoubleOwned, "%s: event %d: %s leaves %q, but %q owns it", a.center, n, id, owner, h.owner)
	}
	h.owner = ""
}

func (a *audit) ended(n int, p routing.ContactEnded) {
	a.leaves(n, p.Contact, p.Agent)
	h := a.contact(n, p.Contact)
	if h.over {
		a.note(&a.Duplicated, "%s: event %d: %s ends a second time", a.center, n, p.Contact)
	}
	h.over = true
}

func (a *audit) close(n int, p routing.ContactClosed) {
	h := a.contact(n, p.Contact)
	if h.closed {
		a.note(&a.Duplicated, "%s: event %d: %s is closed a second time", a.center, n, p.Contact)
	}
	if h.offer != 0 || h.owner != "" || len(h.wraps) > 0 {
		a.note(&a.DoubleOwned, "%s: event %d: %s is closed while somebody has it", a.center, n, p.Contact)
	}
	h.over, h.closed = true, true
}

func (a *audit) paid(n int, id contact.ID, agent contact.AgentID) {
	h := a.contact(n, id)
	if !h.wraps[agent] {
		a.note(&a.Duplicated, "%s: event %d: %s owes no wrap-up of %s", a.center, n, agent, id)
	}
	delete(h.wraps, agent)
}
