package chat

import (
	"github.com/acdkit/acdkit/chat/template"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/pci"
)

// Settings are what an administrator decides about chats. The zero value allows no files, has no templates and no
// idle timers.
type Settings struct {
	Limits    Limits              `json:"limits,omitzero"`
	Files     attachment.Rules    `json:"files,omitzero"`  // attachment.ChatRules for the usual ones (C3 to C5)
	Timers    Timers              `json:"timers,omitzero"` // of conversations that begin from now on
	Templates []template.Template `json:"templates,omitempty"`
	BotLabel  string              `json:"bot_label,omitempty"` // what customers read as the bot's name (B2); "Virtual assistant"
}

// rulebook is Settings made ready.
type rulebook struct {
	Settings
	catalog template.Catalog // is not changed
}

// newRulebook checks settings and hides what must not be in a template (P1).
func newRulebook(s Settings, guard *pci.Guard) (*rulebook, error) {
	book := &rulebook{Settings: s}
	if book.BotLabel == "" {
		book.BotLabel = "Virtual assistant"
	}
	if s.Limits.Unit != Graphemes && s.Limits.Unit != UTF16 && s.Limits.Unit != CodePoints || !line(book.BotLabel) {
		return nil, &Error{Code: ErrInvalidConfig}
	}
	if err := s.Timers.Validate(); err != nil {
		return nil, err
	}
	if err := s.Files.Validate(); err != nil {
		return nil, &Error{Code: ErrInvalidConfig, Cause: err}
	}
	place := pci.Place{Lane: outbound, Field: pci.Template}
	for _, t := range s.Templates {
		t.Text = guard.Text(place, t.Text).Text
		if err := book.catalog.Set(t); err != nil {
			return nil, &Error{Code: ErrInvalidConfig, Cause: err}
		}
	}
	return book, nil
}

func (b *rulebook) conversation() ConversationConfig {
	return ConversationConfig{Limits: b.Limits, Files: b.Files}
}

var (
	inbound  = pci.Lane{Channel: contact.Chat, Direction: pci.Inbound}
	outbound = pci.Lane{Channel: contact.Chat, Direction: pci.Outbound}
)

// lane returns the way that a member's messages go.
func (m Member) lane() pci.Lane {
	if m == Customer {
		return inbound
	}
	return outbound
}
