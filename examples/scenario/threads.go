package main

import (
	"context"
	"maps"
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/email"
)

var threadCommands = []command{
	{name: "thread", usage: "CONTACT [as=AGENT]", parse: parseThread},
	{name: "drafts", usage: "CONTACT", parse: parseDrafts},
	{name: "past", usage: "AGENT CONTACT EARLIER [entry=N]", parse: parsePast},
	{name: "erase", usage: "CUSTOMER", parse: parseErase},
}

func parseThread(in *args) act {
	id, as := in.contact(), contact.AgentID("")
	in.option("as", text(&as))
	return func(s *scene) (*result, error) {
		t, err := s.thread(id)
		if err != nil {
			return nil, err
		}
		entries := t.All()
		if as != "" {
			entries, err = t.Since(as, 0)
		}
		if err != nil {
			return nil, err
		}
		return entriesResult(entries), nil
	}
}

func entriesResult(entries []email.Entry) *result {
	if entries == nil {
		entries = []email.Entry{}
	}
	t := table{{"seq", "at", "kind", "text"}}
	for _, e := range entries {
		t.add(str(e.Seq), stamp(e.At), e.Kind(), letterText(e.Payload))
	}
	return &result{entries, t}
}

func parseDrafts(in *args) act {
	id := in.contact()
	return func(s *scene) (*result, error) {
		t, err := s.thread(id)
		if err != nil {
			return nil, err
		}
		drafts := append([]email.Draft{}, t.Drafts()...)
		rows := table{{"mode", "version", "by", "answers", "cc", "files", "text"}}
		for _, d := range drafts {
			rows.add(string(d.Mode), str(d.Version), string(d.Agent), "#"+str(d.Answers), people(d.Cc), fileNames(d.Files), quoted(draftBody(d)))
		}
		return &result{drafts, rows}, nil
	}
}

func parsePast(in *args) act {
	agent, id, earlier := in.agent(), in.contact(), contact.ID(in.word("EARLIER"))
	entry := 0
	in.option("entry", number(&entry))
	return func(s *scene) (*result, error) {
		var entries []email.Entry
		var m email.Mail
		err := s.withDesk("", func(ctx context.Context, d *email.Desk) (err error) {
			if entry > 0 {
				m, err = d.PastMail(ctx, agent, id, earlier, uint64(entry))
			} else {
				entries, err = d.Past(ctx, agent, id, earlier)
			}
			return err
		})
		switch {
		case err != nil:
			return nil, err
		case entry > 0:
			return mailResult(m), nil
		}
		return entriesResult(entries), nil
	}
}

func parseErase(in *args) act {
	who := in.word("CUSTOMER")
	return func(s *scene) (*result, error) {
		id, err := s.customerOf(who)
		if err != nil {
			return nil, err
		}
		var erased history.Erased
		err = s.withDesk("", func(ctx context.Context, d *email.Desk) (err error) {
			erased, err = d.Erase(ctx, id)
			return err
		})
		if err != nil {
			return nil, err
		}
		delete(s.customers, id)
		maps.DeleteFunc(s.past, func(_ contact.ID, p past) bool { return p.customer == id && p.Channel == contact.Email })
		for _, key := range slices.Collect(maps.Keys(s.office.boxes)) {
			if s.office.threads[key.contact] == nil {
				delete(s.office.boxes, key)
			}
		}
		return &result{erased, table{{"contacts", "mails"}, {str(erased.Contacts), str(erased.Messages)}}}, nil
	}
}
