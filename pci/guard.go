package pci

import (
	"sync"

	"github.com/acdkit/acdkit/pci/extract"
)

// A Guard stands before everything that is stored or delivered (I12), and does what an administrator's policy
// says. It is safe for concurrent use. Make it with NewGuard.
type Guard struct {
	opaque
	policy    Policy
	extractor extract.Extractor
	scanners  sync.Pool
}

// NewGuard returns a guard, or the error of Policy.Validate.
func NewGuard(p Policy) (*Guard, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	p.Rules = append([]Rule(nil), p.Rules...)
	return &Guard{policy: p, extractor: extract.Extractor{Limits: p.Limits}}, nil
}

// with lends a scanner to do.
func (g *Guard) with(do func(s *Scanner)) {
	s, ok := g.scanners.Get().(*Scanner)
	if !ok {
		s, _ = NewScanner(g.policy.Config) // was validated
	}
	defer g.scanners.Put(s)
	defer s.wipe()
	do(s)
}

// A Text is what a Guard makes of a text.
type Text struct {
	Text    string // what may be stored and delivered; empty if it was dropped
	Outcome Outcome
	Audit   Audit
	Notices []Notice
}

// Text looks through a text at a place: a body, plain or HTML, a subject, a file name, a draft, a template,
// what a bot says.
func (g *Guard) Text(p Place, text string) Text {
	out, tally := g.redact(text)
	if len(tally) == 0 {
		return Text{Text: text}
	}
	r := Record{Place: p, Outcome: Redacted, Found: tally}
	dropped := g.policy.Action(p.Lane) == Drop
	if dropped {
		r.Outcome, out = Dropped, ""
	}
	audit := Audit{r}
	return Text{Text: out, Outcome: r.Outcome, Audit: audit, Notices: audit.notices(dropped)}
}

func (g *Guard) redact(text string) (out string, t Tally) {
	g.with(func(s *Scanner) {
		found := s.FindString(text)
		if len(found) == 0 {
			return
		}
		t = tallyOf(found)
		out = s.Redact(text)
	})
	return out, t
}

// Preview returns what Text would make of a text that is being composed, redacted even where the policy is
// to drop, with the findings: byte offsets in text. Nothing is recorded.
func (g *Guard) Preview(text string) (redacted string, findings []Finding) {
	redacted = text
	g.with(func(s *Scanner) {
		if findings = append(findings, s.FindString(text)...); len(findings) > 0 {
			redacted = s.Redact(text)
		}
	})
	return redacted, findings
}

// Action returns what the policy does with a message of a lane in which something is found.
func (g *Guard) Action(l Lane) Action { return g.policy.Action(l) }

// NewWindow returns a window for one participant of a conversation, by the guard's policy.
func (g *Guard) NewWindow() *Window {
	w, _ := NewWindow(g.policy.Config) // was validated
	return w
}
