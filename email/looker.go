package email

import (
	"github.com/acdkit/acdkit/email/document"
	"github.com/acdkit/acdkit/pci"
)

// looker has a Guard look at several texts, and adds up what it says.
type looker struct {
	guard *pci.Guard
	at    pci.Place
	seen  pci.Text
}

// text returns a text as it may be kept.
func (l *looker) text(text string) string {
	t := l.guard.Text(l.at, text)
	l.seen.Outcome = max(l.seen.Outcome, t.Outcome)
	l.seen.Audit, l.seen.Notices = append(l.seen.Audit, t.Audit...), append(l.seen.Notices, t.Notices...)
	return t.Text
}

// doc returns a rich text as it may be kept.
func (l *looker) doc(d document.Doc) document.Doc { return d.Redact(l.text) }
