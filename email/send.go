package email

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/email/compose"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/pci"
)

// Dispatched is what became of an answer.
type Dispatched struct {
	Entry   uint64       `json:"entry"` // its place in the thread
	ID      string       `json:"id"`    // its Message-ID
	Outcome pci.Outcome  `json:"outcome"`
	Notices []pci.Notice `json:"notices,omitempty"` // for the agent (P3)
}

// Send sends a draft as it was saved, and ends the contact, which opens wrap-up (E9). The mail is durable when Send
// returns, and leaves by itself, once; what becomes of it is a Delivery in the thread. Send of the same version again is the
// same answer. The error is an *Error: ErrConflict if the draft has another version, ErrEmpty, ErrFiles, ErrDropped with the
// notices, ErrUnavailable after which it may have been sent or not, or why the agent may not.
func (d *Desk) Send(ctx context.Context, agent contact.AgentID, id contact.ID, mode reply.Mode, version uint64) (Dispatched, error) {
	var out Dispatched
	err := d.fulfil(ctx, id, func(r *room) (err error) {
		if seq := r.thread.sent[answer{mode, version}]; seq > 0 && r.thread.wrote(agent, seq) {
			e, _ := r.thread.At(seq)
			out = Dispatched{Entry: seq, ID: e.Payload.(Sent).ID}
			return nil
		}
		out, err = r.send(ctx, agent, mode, version)
		return err
	})
	return out, err
}

func (r *room) send(ctx context.Context, agent contact.AgentID, mode reply.Mode, version uint64) (Dispatched, error) {
	t := r.thread
	if err := t.mayWrite(agent); err != nil {
		return Dispatched{}, t.refused(err)
	}
	draft, ok := t.Draft(mode)
	if !ok && version == 0 {
		return Dispatched{}, t.refused(&Error{Code: ErrEmpty, Agent: agent})
	}
	if !ok || draft.Version != version {
		return Dispatched{}, t.refused(&Error{Code: ErrConflict, Agent: agent, Count: int(draft.Version)})
	}
	if err := r.sendable(draft); err != nil {
		return Dispatched{}, t.refused(err)
	}
	a, err := r.answer(draft)
	if err != nil {
		return Dispatched{}, err
	}
	mail := r.write(a)
	s := Sent{
		Agent: agent, Name: r.desk.names().AgentName(agent), Mode: mode, Version: version, Answers: draft.Answers,
		Return: r.returnPath(), Rcpt: envelope(a.To, a.Cc),
	}
	checked, err := r.pack(ctx, agent, mail, &s)
	defer r.audit(agent, checked.Audit)
	out := Dispatched{ID: mail.ID, Outcome: checked.Outcome, Notices: checked.Notices}
	if err != nil {
		return out, err
	}
	if err := r.step(ctx, Send{Agent: agent, Mail: s}); err != nil {
		return out, err
	}
	out.Entry = t.Len()
	return out, nil
}

// sendable refuses a draft with nothing in it, or with files that the rules of now refuse.
func (r *room) sendable(d Draft) error {
	if strings.TrimSpace(d.Text) == "" && d.Body.Blank() && len(d.Files) == 0 {
		return &Error{Code: ErrEmpty}
	}
	for _, image := range d.Body.Images() {
		if !slices.ContainsFunc(d.Files, func(f attachment.File) bool { return f.ID == image.ID }) {
			return &Error{Code: ErrUnknownFile}
		}
	}
	rules := r.desk.book.Load().Files
	files, images := d.split(rules)
	if err := checkFiles(rules, files, images); err != nil {
		return &Error{Code: ErrFiles, Cause: err}
	}
	return nil
}

// checkFiles looks at the whole set of a mail by the rules: each file and each inline image by its own, and all
// together (E6).
func checkFiles(rules attachment.Rules, files, images []attachment.File) error {
	if err := rules.Check(files); err != nil {
		return err
	}
	both := rules
	both.Types = slices.Concat(rules.Types, imageTypes)
	return both.Check(slices.Concat(files, images))
}

// split tells the files that the body shows, which are inline images, from those that are attached. An image that the rules
// of files do not allow was staged for the body; when the body does not show it any more, it is neither.
func (d Draft) split(rules attachment.Rules) (files, images []attachment.File) {
	shown := map[string]bool{}
	for _, i := range d.Body.Images() {
		shown[i.ID] = true
	}
	for _, f := range d.Files {
		_, refused := rules.Name(f.Name)
		_, image := ImageRules(rules).Name(f.Name)
		switch {
		case shown[f.ID]:
			images = append(images, f)
		case refused == nil || image != nil:
			files = append(files, f)
		}
	}
	return files, images
}

// write makes a mail of an answer.
func (r *room) write(a Answer) compose.Mail {
	t, d := r.thread, r.desk
	o, original, _ := t.original(a.Draft.Answers)
	parent, references := reply.Threading(o)
	from := d.mailbox(t.Opened().Mailbox)
	m := compose.Mail{
		Date: d.cfg.Now(), From: from.Address, To: a.To, Cc: a.Cc, Subject: a.Subject, References: references,
		ID: d.cfg.Keys.MessageID(r.ID, t.Len()+1, domainOf(from.Address)), Extra: d.book.Load().mark.Personal(), SMTPUTF8: true,
	}
	if parent != "" {
		m.InReplyTo = []string{parent}
	}
	if token := r.returnPath(); token != from.Address.Addr {
		m.ReplyTo = []message.Address{{Name: from.Address.Name, Addr: token}}
	}
	m.Text, m.HTML = bodies(a.Draft, original, from.Language)
	files, images := a.Draft.split(d.book.Load().Files)
	m.Files, m.Inline = r.enclosed(files), r.enclosed(images)
	return m
}

// enclosed returns staged files, to be read when they are written.
func (r *room) enclosed(files []attachment.File) (list []compose.File) {
	for _, f := range files {
		key := blob.Key{Owner: string(r.ID), ID: f.ID}
		list = append(list, compose.File{
			Name: f.Name, Type: f.Type, ContentID: f.ID, Size: f.Size,
			Open: func() (io.ReadCloser, error) { return r.desk.cfg.Blobs.Open(r.desk.rooms.Context(), key) },
		})
	}
	return list
}

// mailbox returns the mailbox of an address; one that is no longer there is answered from all the same.
func (d *Desk) mailbox(addr string) Mailbox {
	if m := d.book.Load().mailbox(addr); m != nil {
		return *m
	}
	return Mailbox{Address: message.Address{Addr: addr}}
}

// returnPath is the address that answers and bounces come to: the mailbox's with a signed token, if that is short enough.
func (r *room) returnPath() string {
	box := r.desk.mailbox(r.thread.Opened().Mailbox).Address.Addr
	if addr, err := r.desk.cfg.Keys.Address(box, r.ID); err == nil {
		return addr
	}
	return box
}

// envelope returns the recipients of a mail, each once.
func envelope(lists ...[]message.Address) (rcpt []string) {
	seen := map[string]bool{}
	for _, a := range slices.Concat(lists...) {
		if !seen[a.Key()] {
			seen[a.Key()] = true
			rcpt = append(rcpt, a.Addr)
		}
	}
	return rcpt
}

// unwritten is the error of a mail that could not be written: because of its files, or of what is in it.
func (r *room) unwritten(agent contact.AgentID, err error) error {
	code := ErrInvalidCommand
	switch {
	case errors.Is(err, blob.ErrNotFound):
		code = ErrUnknownFile
	case errors.Is(err, compose.ErrRead):
		code = ErrUnavailable
	}
	return r.thread.refused(&Error{Code: code, Agent: agent, Cause: err})
}

// pack writes a mail, has the Guard look at all of it once more, stores it, and describes it. The contact is on the
// agenda then.
func (r *room) pack(ctx context.Context, agent contact.AgentID, mail compose.Mail, s *Sent) (pci.Mail, error) {
	raw, err := mail.Bytes()
	if err != nil {
		return pci.Mail{}, r.unwritten(agent, err)
	}
	d := r.desk
	checked := d.cfg.Guard.Mail(ctx, outbound, raw)
	if err := ctx.Err(); err != nil {
		return pci.Mail{}, err
	}
	if checked.Raw == nil {
		return checked, r.thread.refused(&Error{Code: ErrDropped, Agent: agent})
	}
	m := message.Parse(checked.Raw)
	s.Letter = letter(m)
	s.Blob, s.Size, s.Redacted = blobName("out", checked.Raw), int64(len(checked.Raw)), checked.Outcome == pci.Redacted
	s.encloses(enclosures(m))
	if err := d.agenda.put(ctx, r.ID, false); err != nil {
		return checked, r.Failed(err)
	}
	key := blob.Key{Owner: string(r.ID), ID: s.Blob}
	if _, err := d.cfg.Blobs.Put(ctx, key, bytes.NewReader(checked.Raw)); err != nil {
		return checked, r.Failed(err)
	}
	return checked, nil
}
