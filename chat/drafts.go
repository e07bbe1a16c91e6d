package chat

import (
	"context"

	"github.com/acdkit/acdkit/chat/template"
	"github.com/acdkit/acdkit/contact"
)

// draft returns what a member has in the compose box.
func (r *room) draft(who Member) Draft {
	if d := r.drafts[who]; d != nil {
		return d.copied()
	}
	return Draft{}
}

// edit changes what a member has in the compose box.
func (r *room) edit(who Member) *Draft {
	delete(r.tried, who)
	if r.drafts[who] == nil {
		r.drafts[who] = &Draft{}
	}
	return r.drafts[who]
}

// dropDrafts throws away what those who are not there any more had not sent.
func (r *room) dropDrafts() {
	for m, draft := range r.drafts {
		role, there := r.conv.Role(m)
		if there && refusal(role, CanSay, r.conv.Phase()) != ErrCustomerLeft {
			continue
		}
		delete(r.drafts, m)
		delete(r.tried, m)
		for _, f := range draft.Files {
			r.discard(f.ID)
		}
	}
}

// Compose returns what a member's compose box shows. The error is ErrNotMember.
func (d *Desk) Compose(ctx context.Context, who Member, id contact.ID) (Composing, error) {
	var out Composing
	err := d.with(ctx, id, func(r *room) error {
		if _, there := r.conv.Role(who); !there {
			return &Error{Code: ErrNotMember, Contact: id, Member: who}
		}
		out = r.composing(who)
		return nil
	})
	return out, err
}

func (r *room) composing(who Member) Composing {
	c := r.draft(who).View(r.desk.book.Load().Limits, r.desk.cfg.Guard)
	if err := r.conv.May(who, CanSay); err != nil {
		c.Refused = codeOf(err)
	}
	return c
}

// Unsent reports whether a member would lose text or files by leaving a conversation (C7).
func (d *Desk) Unsent(ctx context.Context, who Member, id contact.ID) (Draft, bool, error) {
	c, err := d.Compose(ctx, who, id)
	return c.Draft, c.Unsent(), err
}

// Edit sets the text of a member's compose box. A text that is too long to be sent is kept, up to four times the
// limit in bytes; what is no text is refused.
func (d *Desk) Edit(ctx context.Context, who Member, id contact.ID, text string) error {
	return d.with(ctx, id, func(r *room) error {
		if err := r.conv.May(who, CanSay); err != nil {
			return err
		}
		if _, err := d.book.Load().Limits.Clean(text); codeOf(err) == ErrNotText || codeOf(err) == ErrTooManyBytes {
			return r.conv.refused(about(err, who, CanSay))
		}
		r.edit(who).Text = text
		return nil
	})
}

// Templates returns the predefined responses for a conversation that match what was typed, best first (T1).
func (d *Desk) Templates(ctx context.Context, who Member, id contact.ID, typed string) ([]template.Template, error) {
	var list []template.Template
	err := d.with(ctx, id, func(r *room) error {
		if err := r.conv.May(who, CanTemplate); err != nil {
			return err
		}
		list = d.book.Load().catalog.Search(typed, r.conv.Queue().Queue, r.conv.Opened().Language)
		return nil
	})
	return list, err
}

// Insert puts predefined responses into a member's compose box, in order, to be edited (T2, T3).
func (d *Desk) Insert(ctx context.Context, who Member, id contact.ID, templates ...template.ID) error {
	return d.with(ctx, id, func(r *room) error {
		if err := r.conv.May(who, CanTemplate); err != nil {
			return err
		}
		list, ok := r.templates(templates)
		if !ok {
			return &Error{Code: ErrTemplate, Contact: id, Member: who, Action: CanTemplate}
		}
		v := template.Values{Customer: r.conv.Opened().Name, Agent: r.conv.party(who).Name, Queue: r.conv.Queue().Name}
		draft := r.draft(who)
		draft.Insert(v, list...)
		if limit := 4 * d.book.Load().Limits.withDefaults().Bytes; len(draft.Text) > limit {
			return &Error{Code: ErrTooManyBytes, Contact: id, Member: who, Action: CanTemplate, Count: len(draft.Text), Limit: limit}
		}
		*r.edit(who) = draft
		return nil
	})
}

// templates returns those of the ids that may be picked for the conversation, and whether all may.
func (r *room) templates(ids []template.ID) ([]template.Template, bool) {
	may := map[template.ID]template.Template{}
	for t := range r.desk.book.Load().catalog.For(r.conv.Queue().Queue, "") {
		may[t.ID] = t
	}
	var list []template.Template
	for _, id := range ids {
		t, ok := may[id]
		if !ok {
			return nil, false
		}
		list = append(list, t)
	}
	return list, true
}
