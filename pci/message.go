package pci

import (
	"context"
	"io"
)

// A Message is a chat message or a mail that is composed, before it is stored or delivered. It is not printed by
// fmt or a logger.
type Message struct {
	opaque
	Lane    Lane
	Subject string
	Text    string // plain or HTML
	Files   []Upload
}

// An Upload is a file of a message.
type Upload struct {
	opaque
	Name    string
	Content io.Reader
}

// A Checked message is what may be stored and delivered.
type Checked struct {
	Subject string
	Text    string
	Files   []File // as many as there were, in their order; those that are Dropped must not be kept
	Outcome Outcome
	Audit   Audit
	Notices []Notice
}

// Message looks through a whole message. Where the policy is to drop, one finding anywhere withholds all of
// it (P3). An error is that of a file's reader; nothing of the message may be kept then.
func (g *Guard) Message(ctx context.Context, m Message) (Checked, error) {
	var c Checked
	subject := g.Text(Place{Lane: m.Lane, Field: Subject}, m.Subject)
	body := g.Text(Place{Lane: m.Lane, Field: Body}, m.Text)
	c.Subject, c.Text = subject.Text, body.Text
	c.Audit = append(subject.Audit, body.Audit...)
	for i, u := range m.Files {
		f, err := g.File(ctx, Place{Lane: m.Lane, File: i + 1}, u.Name, u.Content)
		if err != nil {
			return Checked{Outcome: Dropped}, err
		}
		c.Files = append(c.Files, f)
		c.Audit = append(c.Audit, f.Audit...)
	}
	dropped := g.policy.Action(m.Lane) == Drop && len(c.Audit.Found()) > 0
	if dropped {
		c.withhold()
	}
	c.Outcome, c.Notices = c.Audit.Outcome(), c.Audit.notices(dropped)
	return c, nil
}

// withhold leaves nothing of the message but its records.
func (c *Checked) withhold() {
	c.Subject, c.Text = "", ""
	for i := range c.Files {
		c.Files[i] = File{Outcome: Dropped}
	}
	for i := range c.Audit {
		c.Audit[i].Outcome = Dropped
	}
}
