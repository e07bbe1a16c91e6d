package main

import (
	"slices"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/chat/template"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/pci"
)

var templateCommands = []command{
	{name: "template", usage: `ID "text" [name="..."] [queues=a,b] [language=ko] [active=yes|no]`, parse: parseTemplate},
	{name: "templates", usage: `AGENT CONTACT [search="..."]`, parse: parseTemplates},
}

func parseTemplate(in *args) act {
	var t template.Template
	in.value("ID", text(&t.ID))
	in.value("the text", text(&t.Text))
	t.Name = string(t.ID)
	in.option("name", text(&t.Name))
	in.option("queues", list(func(q string) error { t.Queues = append(t.Queues, contact.QueueID(q)); return nil }))
	in.option("language", text(&t.Language))
	in.option("active", onOff(func(on bool) { t.Inactive = !on }))
	return func(s *scene) (*result, error) { return s.setTemplate(t) }
}

// setTemplate adds a predefined response, or changes it. The Guard looks through it first (P1).
func (s *scene) setTemplate(t template.Template) (*result, error) {
	at := outbound
	at.Field = pci.Template
	t.Text = s.book.guard.Text(at, t.Text).Text
	catalog := s.book.catalog()
	if err := catalog.Set(t); err != nil {
		return nil, &chat.Error{Code: chat.ErrInvalidConfig, Cause: err}
	}
	s.book.templates = slices.Collect(catalog.All())
	stored, _ := catalog.Get(t.ID)
	return &result{stored, templateTable(stored)}, nil
}

// catalog returns the predefined responses, for searching.
func (b book) catalog() *template.Catalog {
	var c template.Catalog
	for _, t := range b.templates {
		_ = c.Set(t) // it was set before
	}
	return &c
}

func parseTemplates(in *args) act {
	agent, id, typed := in.agent(), in.contact(), ""
	in.option("search", text(&typed))
	return func(s *scene) (*result, error) {
		t, err := s.talk(id)
		if err == nil {
			err = t.conv.May(chat.AgentMember(agent), chat.CanTemplate)
		}
		if err != nil {
			return nil, err
		}
		found := s.book.catalog().Search(typed, t.conv.Queue().Queue, t.conv.Opened().Language)
		return &result{found, templateTable(found...)}, nil
	}
}

// choose returns predefined responses by their ids: those that are for the conversation's queue.
func (b book) choose(t *talk, who chat.Member, ids []string) ([]template.Template, error) {
	offered := slices.Collect(b.catalog().For(t.conv.Queue().Queue, ""))
	var chosen []template.Template
	for _, id := range ids {
		i := slices.IndexFunc(offered, func(o template.Template) bool { return string(o.ID) == id })
		if i < 0 {
			return nil, &chat.Error{
				Code: chat.ErrTemplate, Contact: t.conv.ID(), Member: who, Action: chat.CanTemplate, Phase: t.conv.Phase(),
			}
		}
		chosen = append(chosen, offered[i])
	}
	return chosen, nil
}

func templateTable(list ...template.Template) table {
	t := table{{"template", "active", "language", "queues", "name", "text"}}
	for _, r := range list {
		t.add(string(r.ID), yesNo(!r.Inactive), r.Language, join(r.Queues), r.Name, quote(r.Text))
	}
	return t
}
