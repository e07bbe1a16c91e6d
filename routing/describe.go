package routing

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/acdkit/acdkit/contact"
)

// Describe returns what happened as one line of English, for logs and scenarios: "offer 3: c1 to a2
// (transfer by a1) for 20s". The time and the command's id are left to the caller. An id that could be
// mistaken for other words is quoted.
func Describe(ev Event) string {
	if d, ok := ev.Payload.(describer); ok {
		return d.describe()
	}
	return "nothing"
}

// describer is every Payload; a test makes sure.
type describer interface{ describe() string }

func (p AgentStateSet) describe() string {
	return plain(p.Agent) + " " + stand(p.State, p.Code) + by(", by", p.By)
}

func (p NextStateSet) describe() string {
	if p.State == contact.SignedOut {
		return plain(p.Agent) + " wants no next state any more"
	}
	return plain(p.Agent) + " next " + stand(p.State, p.Code)
}

func (p ContactQueued) describe() string {
	d := details{fmt.Sprintf("%s queued in %s", plain(p.Contact), plain(p.Queue))}
	if p.Priority != nil {
		d.add(true, "priority %d", *p.Priority)
	}
	d.add(len(p.Skills) > 0, "needs %s", skillList(p.Skills))
	d.add(p.LastAgent != "" && p.Hold == 0, "last agent %s", plain(p.LastAgent))
	d.add(p.Hold > 0, "held for %s for %s", plain(p.LastAgent), short(p.Hold))
	d.add(p.Age > 0, "received %s ago", short(p.Age))
	return d.String()
}

func (p ContactMoved) describe() string {
	return fmt.Sprintf("%s moved to %s", plain(p.Contact), plain(p.Queue))
}

func (p ContactStays) describe() string {
	return plain(p.Contact) + " stays: its overflow takes nothing"
}

func (p ContactRelaxed) describe() string { return plain(p.Contact) + " relaxed by a step" }
func (p HoldEnded) describe() string      { return plain(p.Contact) + " no longer held" }
func (p CustomerLeft) describe() string   { return plain(p.Contact) + ": the customer left" }

func (p CustomerHeld) describe() string {
	return fmt.Sprintf("%s: %s put the customer on hold", plain(p.Contact), plain(p.Agent))
}

func (p CustomerRetrieved) describe() string {
	return fmt.Sprintf("%s: %s retrieved the customer", plain(p.Contact), plain(p.Agent))
}

func (p ContactEnded) describe() string {
	return fmt.Sprintf("%s ended (%s)", plain(p.Contact), p.Reason)
}

func (p ContactClosed) describe() string {
	return fmt.Sprintf("%s closed (%s)", plain(p.Contact), p.Reason)
}

func (p OfferMade) describe() string {
	from := p.Kind.String() + by(" by", p.By)
	if p.Kind == FromQueue {
		from = "queue " + plain(p.Queue)
	}
	return fmt.Sprintf("offer %d: %s to %s (%s) for %s", p.Offer, plain(p.Contact), plain(p.Agent), from, short(p.Timeout))
}

func (p OfferAccepted) describe() string {
	if p.Kind == ToConference {
		return fmt.Sprintf("offer %d accepted: %s joins %s", p.Offer, plain(p.Agent), plain(p.Contact))
	}
	return fmt.Sprintf("offer %d accepted: %s has %s", p.Offer, plain(p.Agent), plain(p.Contact))
}

func (p OfferEnded) describe() string {
	whose := "by"
	if p.Cause == Withdrawn {
		whose = "from"
	}
	return fmt.Sprintf("offer %d %s: %s %s %s", p.Offer, p.Cause, plain(p.Contact), whose, plain(p.Agent))
}

func (p OffersExtended) describe() string { return "deadlines extended by " + short(p.By) }

func (p ContactTransferred) describe() string {
	to := plain(p.To)
	if p.Queue != "" {
		to = "queue " + plain(p.Queue)
	}
	return fmt.Sprintf("%s transferred from %s to %s", plain(p.Contact), plain(p.Agent), to) + by(", by", p.By)
}

func (p GuestLeft) describe() string {
	return fmt.Sprintf("%s: guest %s left", plain(p.Contact), plain(p.Agent))
}

func (p WrapUpDropped) describe() string {
	return fmt.Sprintf("%s: wrap-up of %s dropped, for the contact came back", plain(p.Contact), plain(p.Agent))
}

func (p WrapUpStarted) describe() string {
	line := fmt.Sprintf("%s: wrap-up of %s started", plain(p.Contact), plain(p.Agent))
	if p.Timeout > 0 {
		line += ", for " + short(p.Timeout)
	}
	return line
}

func (p WrapUpTimerCancelled) describe() string {
	return fmt.Sprintf("%s: wrap-up of %s has no timer any more", plain(p.Contact), plain(p.Agent))
}

func (p WrapUpDone) describe() string {
	var reasons details
	for _, r := range p.Reasons {
		reasons.add(true, "%s", plain(r))
	}
	reasons.add(len(reasons) == 0, "no reason")
	line := fmt.Sprintf("%s: wrap-up of %s done: %s", plain(p.Contact), plain(p.Agent), reasons)
	if p.Auto {
		line += " (timer)"
	}
	return line
}

func (p SupervisorJoined) describe() string {
	return fmt.Sprintf("%s: supervisor %s on it (%s)", plain(p.Contact), plain(p.Supervisor), p.Role)
}

func (p SupervisorLeft) describe() string {
	return fmt.Sprintf("%s: supervisor %s off it", plain(p.Contact), plain(p.Supervisor))
}

func (Acknowledged) describe() string { return "acknowledged, nothing changed" }

// details are the parts of a line that are worth mentioning.
type details []string

func (d *details) add(worth bool, format string, args ...any) {
	if worth {
		*d = append(*d, fmt.Sprintf(format, args...))
	}
}

func (d details) String() string { return strings.Join(d, ", ") }

func stand(state contact.AgentState, code string) string {
	if code != "" {
		return state.String() + " (" + plain(code) + ")"
	}
	return state.String()
}

func by(preposition string, id contact.AgentID) string {
	if id == "" {
		return ""
	}
	return preposition + " " + plain(id)
}

func titled[ID ~string](id ID, name string) string {
	if name == "" {
		return plain(id)
	}
	return plain(id) + " " + strconv.Quote(name)
}

// plain returns an id as it is, or quoted if it holds anything but letters, digits and the marks that
// ids are usually made of.
func plain[ID ~string](id ID) string {
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.@/+:", r)
	}
	if id == "" || strings.ContainsFunc(string(id), odd) {
		return strconv.Quote(string(id))
	}
	return string(id)
}

func skillList(skills []Skill) string {
	var d details
	for _, s := range skills {
		d.add(true, "%s:%d", plain(s.Name), s.Level)
	}
	return strings.Join(d, " ")
}

// short prints a duration without its zero units: 1m, not 1m0s.
func short(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
