package email

import (
	"context"
	"errors"
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/document"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/pci"
)

// An Answer is a compose box: a draft, with what cannot be edited.
type Answer struct {
	Draft    Draft
	Subject  string            // E3
	To       []message.Address // E3
	Cc       []message.Address // with those that the agent has added
	Why      []reply.Why
	Warnings []reply.Warning // to be shown before the answer leaves
	Newer    bool            // another mail has come since the one that it answers
	Outcome  pci.Outcome     // of what was saved
	Notices  []pci.Notice    // for the agent (P3)
}

// Compose opens an agent's compose box: with the draft that was saved, by whomever, or a new one, which is filled in from the
// queue's template unless it is a quick reply (E4). Nothing is saved. The error is an *Error: ErrNoRecipient if there is
// nobody to answer, ErrTooMany if there are too many, or why the agent may not.
func (d *Desk) Compose(ctx context.Context, agent contact.AgentID, id contact.ID, mode reply.Mode) (Answer, error) {
	var a Answer
	err := d.with(ctx, id, func(r *room) (err error) {
		if err := r.thread.mayWrite(agent); err != nil {
			return r.thread.refused(err)
		}
		a, err = r.answer(r.draft(agent, mode))
		return err
	})
	return a, err
}

// draft returns the draft of a mode as it was saved, or a new one.
func (r *room) draft(agent contact.AgentID, mode reply.Mode) Draft {
	if d, ok := r.thread.Draft(mode); ok {
		return d
	}
	d := Draft{Mode: mode, Answers: r.thread.Newest()}
	if mode == reply.Quick {
		return d
	}
	if t, ok := r.desk.book.Load().template(r.thread.Queue().Queue); ok {
		look := looker{guard: r.desk.cfg.Guard, at: pci.Place{Lane: outbound, Field: pci.Draft}}
		d.Body = look.doc(t.Fill(r.values(agent, d.Answers)))
	}
	return d
}

// values are what the variables of a template stand for.
func (r *room) values(agent contact.AgentID, answers uint64) document.Values {
	mail, _ := r.thread.received(answers)
	return document.Values{
		Customer: r.thread.Opened().Name, Agent: r.desk.names().AgentName(agent), Queue: r.thread.Queue().Name,
		Subject: reply.Base(mail.Subject),
	}
}

// original is what an answer needs of the mail that it answers.
func (t *Thread) original(seq uint64) (reply.Original, Received, bool) {
	m, ok := t.received(seq)
	o := reply.Original{
		ID: m.ID, InReplyTo: m.InReplyTo, References: m.References, From: m.From, Sender: m.Sender, ReplyTo: m.ReplyTo, To: m.To, Cc: m.Cc,
	}
	for _, e := range t.entries[:max(seq, 1)-1] {
		if l, is := letterOf(e); is {
			o.Before = append(o.Before, slices.Concat(l.From, l.ReplyTo, l.To, l.Cc)...)
		}
	}
	return o, m, ok
}

// answer says who gets a draft when it is sent.
func (r *room) answer(draft Draft) (Answer, error) {
	t := r.thread
	o, mail, ok := t.original(draft.Answers)
	if !ok {
		return Answer{}, t.refused(&Error{Code: ErrUnknownEntry})
	}
	if mail.Class == auto.Bounce && mail.Blob != "" { // a mail system reads no answers
		return Answer{}, t.refused(&Error{Code: ErrNoRecipient})
	}
	own := r.desk.book.Load().reply
	to, err := reply.Recipients(o, draft.Mode, own)
	if err != nil {
		code := ErrNoRecipient
		if errors.Is(err, reply.ErrTooMany) {
			code = ErrTooMany
		}
		return Answer{}, t.refused(&Error{Code: code, Cause: err})
	}
	var typed []string
	for _, a := range draft.Cc {
		typed = append(typed, a.String())
	}
	to, err = reply.AddCc(to, own, typed...)
	if errors.Is(err, reply.ErrTooMany) {
		return Answer{}, t.refused(&Error{Code: ErrTooMany, Cause: err})
	}
	if err != nil {
		return Answer{}, t.refused(&Error{Code: ErrAddress, Cause: err})
	}
	return Answer{
		Draft: draft, Subject: reply.Subject(mail.Subject), To: to.To, Cc: to.Cc, Why: to.Why, Warnings: to.Warnings,
		Newer: t.Newest() > draft.Answers,
	}, nil
}

// Save saves a draft (E7), as Compose or an earlier Save returned it, with another text, other Cc addresses, or fewer files.
// The Guard redacts it before it is stored. The error is an *Error: ErrConflict if somebody else has saved one meanwhile,
// ErrAddress, ErrNotText, ErrTooLong, ErrDropped with the notices, or why the agent may not.
func (d *Desk) Save(ctx context.Context, agent contact.AgentID, id contact.ID, draft Draft) (Answer, error) {
	var a Answer
	err := d.with(ctx, id, func(r *room) (err error) {
		have, draft := r.draft(agent, draft.Mode), draft
		if draft.Answers == 0 {
			draft.Answers = have.Answers
		}
		known := false
		if draft.Files, known = kept(have.Files, draft.Files); !known {
			return r.thread.refused(&Error{Code: ErrUnknownFile, Agent: agent})
		}
		a, err = r.save(ctx, agent, draft)
		return err
	})
	return a, err
}

// kept returns the files that a draft still names, as they were staged: files, and what is known of them, come by Attach
// only. It reports whether all that it names are there.
func kept(have, named []attachment.File) (files []attachment.File, known bool) {
	for _, f := range named {
		i := slices.IndexFunc(have, func(h attachment.File) bool { return h.ID == f.ID })
		if i < 0 {
			return nil, false
		}
		files = append(files, have[i])
	}
	return files, true
}

// showing returns a body without the images that are not among the files of the draft.
func showing(body document.Doc, files []attachment.File) document.Doc {
	known := func(l document.Line) document.Line {
		return slices.DeleteFunc(slices.Clone(l), func(r document.Run) bool {
			return r.Image != (document.Image{}) && !slices.ContainsFunc(files, func(f attachment.File) bool { return f.ID == r.Image.ID })
		})
	}
	body.Blocks = slices.Clone(body.Blocks)
	for i := range body.Blocks {
		b := &body.Blocks[i]
		b.Line, b.Rows = known(b.Line), slices.Clone(b.Rows)
		for j, row := range b.Rows {
			b.Rows[j] = slices.Clone(row)
			for k, cell := range row {
				b.Rows[j][k] = known(cell)
			}
		}
	}
	return body
}

// save has the Guard look at a draft, and saves what is left.
func (r *room) save(ctx context.Context, agent contact.AgentID, draft Draft) (Answer, error) {
	if err := r.thread.mayWrite(agent); err != nil {
		return Answer{}, r.thread.refused(err)
	}
	draft.Body = showing(draft.Body, draft.Files)
	clean, seen := r.guardDraft(draft)
	defer r.audit(agent, seen.Audit)
	if seen.Outcome == pci.Dropped {
		return Answer{Outcome: seen.Outcome, Notices: seen.Notices}, r.thread.refused(&Error{Code: ErrDropped, Agent: agent})
	}
	if _, err := r.answer(clean); err != nil {
		return Answer{}, err
	}
	if err := r.step(ctx, Save{Agent: agent, Draft: clean}); err != nil {
		return Answer{}, err
	}
	saved, _ := r.thread.Draft(draft.Mode)
	a, err := r.answer(saved)
	a.Outcome, a.Notices = seen.Outcome, seen.Notices
	return a, err
}

// audit tells what the Guard has found, unless another node was faster: then it looks once more.
func (r *room) audit(agent contact.AgentID, a pci.Audit) {
	if len(a) > 0 && !r.Beaten() {
		r.desk.cfg.Audit(Audited{Contact: r.ID, Agent: agent, Audit: a})
	}
}

// guardDraft redacts what an agent has written.
func (r *room) guardDraft(draft Draft) (Draft, pci.Text) {
	look := looker{guard: r.desk.cfg.Guard, at: pci.Place{Lane: outbound, Field: pci.Draft}}
	draft.Text = look.text(draft.Text)
	draft.Body = look.doc(draft.Body)
	draft.Cc = slices.Clone(draft.Cc)
	for i, a := range draft.Cc {
		draft.Cc[i] = message.Address{Name: look.text(a.Name), Addr: look.text(a.Addr)}
	}
	return draft, look.seen
}

// Discard throws a draft away.
func (d *Desk) Discard(ctx context.Context, agent contact.AgentID, id contact.ID, mode reply.Mode) error {
	return d.with(ctx, id, func(r *room) error { return r.step(ctx, Discard{Agent: agent, Mode: mode}) })
}
