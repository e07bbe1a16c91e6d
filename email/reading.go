package email

import (
	"bytes"
	"context"
	"io"
	"iter"
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/email/message"
)

// Since returns the entries after a sequence number that an agent or a supervisor may read. The error is ErrNotMember.
func (d *Desk) Since(ctx context.Context, agent contact.AgentID, id contact.ID, seq uint64) ([]Entry, error) {
	var list []Entry
	err := d.with(ctx, id, func(r *room) (err error) {
		list, err = r.thread.Since(agent, seq)
		return err
	})
	return list, err
}

// Subscribe yields the entries after a sequence number that an agent or a supervisor may read, and then those that come,
// until the agent has left. It yields what is durable only. An error is the last pair: ErrNotMember, the context's,
// or ErrClosed. A slow loop holds nobody up.
func (d *Desk) Subscribe(ctx context.Context, agent contact.AgentID, id contact.ID, seq uint64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for {
			list, changed, err := d.news(ctx, agent, id, seq)
			for _, e := range list {
				if !yield(e, nil) {
					return
				}
				seq = e.Seq
			}
			if err == nil && changed == nil {
				return
			}
			if err == nil {
				err = d.rooms.Await(ctx, id, changed)
			}
			if err != nil {
				yield(Entry{}, err)
				return
			}
		}
	}
}

// news returns what is there for an agent, and what is closed when there is more; nil if there will be none.
func (d *Desk) news(ctx context.Context, agent contact.AgentID, id contact.ID, seq uint64) (list []Entry, changed <-chan struct{}, err error) {
	err = d.with(ctx, id, func(r *room) (err error) {
		list, err = r.thread.Since(agent, seq)
		if r.thread.There(agent) {
			changed = r.Changed()
		}
		return err
	})
	return list, changed, err
}

// Parcel returns what is known of a mail that an agent may read and that was sent.
func (d *Desk) Parcel(ctx context.Context, agent contact.AgentID, id contact.ID, seq uint64) (p Parcel, err error) {
	err = d.with(ctx, id, func(r *room) error {
		if _, err := r.thread.letter(agent, seq); err != nil {
			return err
		}
		known := false
		if p, known = r.thread.Parcel(seq); !known {
			return r.thread.refused(&Error{Code: ErrUnknownEntry, Agent: agent})
		}
		return nil
	})
	return p, err
}

// Mail returns a mail of a contact, by its entry, whole as it may be shown: the original (E8). The error is ErrNotMember,
// ErrUnknownEntry, or ErrUnavailable. Of one that was withheld there is the header only.
func (d *Desk) Mail(ctx context.Context, agent contact.AgentID, id contact.ID, seq uint64) (Mail, error) {
	l, err := d.letter(ctx, agent, id, seq)
	if err != nil {
		return Mail{}, err
	}
	return d.mail(ctx, id, l)
}

func (d *Desk) letter(ctx context.Context, agent contact.AgentID, id contact.ID, seq uint64) (l Letter, err error) {
	err = d.with(ctx, id, func(r *room) (err error) {
		l, err = r.thread.letter(agent, seq)
		return err
	})
	return l, err
}

// mail reads a mail from its blob.
func (d *Desk) mail(ctx context.Context, id contact.ID, l Letter) (Mail, error) {
	if l.Blob == "" {
		return l.mail(), nil
	}
	raw, err := d.blob(ctx, id, l.Blob)
	if err != nil {
		return Mail{}, &Error{Code: ErrUnavailable, Contact: id, Cause: err}
	}
	m := Read(raw)
	m.Files = l.Files
	for _, w := range l.Warnings { // some are about what the mail itself does not show
		if !slices.Contains(m.Warnings, w) {
			m.Warnings = append(m.Warnings, w)
		}
	}
	return m, nil
}

// File returns a file of a mail, by the mail's entry and the id of the Enclosure, for the host to hand out with
// attachment.Headers, and inline images as such. The error is as that of Mail, or ErrUnknownFile, also for one that was
// dropped.
func (d *Desk) File(ctx context.Context, agent contact.AgentID, id contact.ID, seq uint64, file string) (attachment.File, io.ReadSeeker, error) {
	l, err := d.letter(ctx, agent, id, seq)
	if err != nil {
		return attachment.File{}, nil, err
	}
	return d.open(ctx, id, l, file)
}

// open finds a file in a mail.
func (d *Desk) open(ctx context.Context, id contact.ID, l Letter, file string) (attachment.File, io.ReadSeeker, error) {
	for _, e := range l.Files {
		if e.ID != file || e.Dropped != "" || l.Blob == "" {
			continue
		}
		raw, err := d.blob(ctx, id, l.Blob)
		if err != nil {
			return attachment.File{}, nil, &Error{Code: ErrUnavailable, Contact: id, Cause: err}
		}
		for i, p := range message.Parse(raw).Parts {
			if enclosure(i, p).ID == file {
				return e.File, bytes.NewReader(p.Content), nil
			}
		}
	}
	return attachment.File{}, nil, &Error{Code: ErrUnknownFile, Contact: id}
}
