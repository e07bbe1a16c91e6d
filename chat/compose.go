package chat

import (
	"slices"

	"github.com/acdkit/acdkit/chat/template"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/pci"
)

// A Draft is what a member has in the compose box of a conversation: text and staged files that are not sent (C7).
// It is in memory only: it goes with its member, and with the process.
type Draft struct {
	Text      string            `json:"text,omitempty"`
	Files     []attachment.File `json:"files,omitempty"`
	Templates []template.ID     `json:"templates,omitempty"` // those that were inserted since it was empty
}

// Unsent reports whether leaving would lose something (C7).
func (d Draft) Unsent() bool { return !blank(d.Text) || len(d.Files) > 0 }

// Insert adds predefined responses at the end, on a line of their own, to be edited (T2, T3).
func (d *Draft) Insert(v template.Values, list ...template.Template) {
	text := template.Compose(v, list...)
	if !blank(d.Text) {
		text = d.Text + "\n" + text
	}
	d.Text = text
	for _, t := range list {
		d.Templates = append(d.Templates, t.ID)
	}
}

// Remove takes a staged file out, and reports whether it was there (C6).
func (d *Draft) Remove(id string) bool {
	n := len(d.Files)
	d.Files = slices.DeleteFunc(d.Files, func(f attachment.File) bool { return f.ID == id })
	return len(d.Files) < n
}

// View returns what a compose box shows of the draft.
func (d Draft) View(l Limits, guard *pci.Guard) Composing {
	c := Composing{Draft: d.copied(), Limit: l.withDefaults().Most}
	text, err := l.Clean(d.Text)
	if err != nil {
		text, c.Refused = d.Text, codeOf(err)
	}
	c.Count = l.Unit.Count(text)
	for _, f := range c.Files {
		c.Total += f.Size
	}
	if redacted, found := guard.Preview(text); len(found) > 0 {
		c.Preview = redacted
	}
	return c
}

// copied returns a draft that shares nothing with this one.
func (d Draft) copied() Draft {
	return Draft{d.Text, slices.Clone(d.Files), slices.Clone(d.Templates)}
}

// Composing is what a compose box shows.
type Composing struct {
	Draft
	Count   int    `json:"count"`             // of characters
	Limit   int    `json:"limit"`             // of characters
	Total   int64  `json:"total,omitempty"`   // bytes of the files
	Preview string `json:"preview,omitempty"` // what the Guard would make of the text, if it would change it
	Refused Code   `json:"refused,omitempty"` // why it could not be sent now
}
