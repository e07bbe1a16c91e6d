package main

import (
	"fmt"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/message"
)

// letter is an entry of a contact's thread of mails.
type letter struct {
	Contact contact.ID  `json:"contact"`
	Entry   email.Entry `json:"entry"`
}

// describe returns an entry as one line.
func (l letter) describe() string {
	return fmt.Sprintf("%s #%d: %s", word(l.Contact), l.Entry.Seq, letterText(l.Entry.Payload))
}

// letterText says what came, what was written and sent, or what happened.
func letterText(p email.Payload) string {
	switch p := p.(type) {
	case email.Opened:
		return begins(p)
	case email.Received:
		return came(p)
	case email.Drafted:
		return draftText(p)
	case email.Discarded:
		return fmt.Sprintf("draft %s thrown away by %s", p.Mode, word(p.Agent))
	case email.Sent:
		return leaves(p)
	case email.Delivery:
		return delivered(p)
	case email.Continued:
		return "goes on as " + word(p.By)
	}
	return stands(p)
}

func begins(p email.Opened) string {
	text := "opened for " + word(p.Queue) + " at " + p.Mailbox + about(" by ", p.Name)
	if p.Continues != "" {
		text += ", goes on from " + word(p.Continues)
	}
	if p.Stranger {
		text += ", whose sender has no part in that"
	}
	if p.LastAgent != "" {
		text += ", which " + word(p.LastAgent) + " had"
	}
	return text
}

func came(p email.Received) string {
	what := "mail"
	if p.Class != auto.Person {
		what = fmt.Sprintf("%s (%s)", p.Class, p.Reason)
	}
	text := what + " from " + people(p.From) + ": " + quote(p.Subject)
	if p.About > 0 {
		text += fmt.Sprintf(", about #%d", p.About)
	}
	if p.Failed {
		text += ", which has not arrived"
	}
	return text + marks(p.Letter)
}

// marks tells what there is to a mail beside its subject.
func marks(l email.Letter) (text string) {
	if l.Redacted {
		text += " (redacted)"
	}
	if l.Withheld {
		text += " (withheld)"
	}
	for _, f := range l.Files {
		switch {
		case f.Dropped != "":
			text += ", file " + f.ID + " " + word(f.Name) + " dropped (" + f.Dropped + ")"
		case f.Inline:
			text += ", image " + fileName(f.File)
		default:
			text += ", file " + fileName(f.File)
		}
	}
	return text
}

func draftText(p email.Drafted) string {
	text := fmt.Sprintf("draft %s %d saved by %s", p.Mode, p.Version, word(p.Agent))
	if len(p.Files) > 0 {
		text += " with file " + fileNames(p.Files)
	}
	return text
}

func leaves(p email.Sent) string {
	who := "automatic mail"
	if p.Agent != "" {
		who = word(p.Agent) + " sends"
		if p.Name != "" {
			who = word(p.Agent) + " " + quote(p.Name) + " sends"
		}
	}
	return who + " to " + strings.Join(p.Rcpt, ", ") + ": " + quote(p.Subject) + marks(p.Letter)
}

func delivered(p email.Delivery) string {
	var parts []string
	if len(p.Have) > 0 {
		parts = append(parts, "has left for "+strings.Join(p.Have, ", "))
	}
	for _, r := range p.Refused {
		parts = append(parts, fmt.Sprintf("is refused for %s (%d %s)", r.Addr, r.Code, r.Status))
	}
	if p.GaveUp {
		parts = append(parts, "is given up")
	}
	return fmt.Sprintf("#%d %s", p.Of, strings.Join(parts, ", "))
}

// stands tells what else happened.
func stands(p email.Payload) string {
	switch p := p.(type) {
	case email.Queued:
		return "waits in " + word(p.Queue)
	case email.Joined:
		if p.Party.Supervises {
			return mailParty(p.Party) + " reads along"
		}
		return mailParty(p.Party) + " has it"
	case email.Left:
		return mailParty(p.Party) + " does not read along any more"
	case email.Transferred:
		text := "transferred"
		if p.From.Agent != "" {
			text += " from " + mailParty(p.From)
		}
		if p.Queue != "" {
			text += " to queue " + word(p.Queue)
		}
		if p.By != "" {
			text += " by " + word(p.By)
		}
		return text
	case email.Ended:
		text := "ended"
		if p.By.Agent != "" {
			text += " by " + mailParty(p.By)
		}
		return text + " (" + p.Reason.String() + ")"
	}
	return "nothing"
}

func mailParty(p email.Party) string { return word(p.Agent) + about(" ", p.Name) }

// people writes addresses as a header has them.
func people(list []message.Address) string {
	parts := make([]string, len(list))
	for i, a := range list {
		parts[i] = a.String()
	}
	return strings.Join(parts, ", ")
}
