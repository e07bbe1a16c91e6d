package chat

import (
	"context"
	"iter"
	"time"

	"github.com/acdkit/acdkit/contact"
)

// Since returns the entries after a sequence number that a member may read. The error is ErrNotMember.
func (d *Desk) Since(ctx context.Context, who Member, id contact.ID, seq uint64) ([]Entry, error) {
	var list []Entry
	err := d.with(ctx, id, func(r *room) (err error) {
		list, err = r.conv.Since(who, seq)
		return err
	})
	return list, err
}

// Subscribe yields the entries after a sequence number that a member may read, and then those that come, until the
// member has left. It yields what is durable only. An error is the last pair: ErrNotMember, the context's, or
// ErrClosed. A slow loop holds nobody up.
func (d *Desk) Subscribe(ctx context.Context, who Member, id contact.ID, seq uint64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for {
			list, changed, err := d.news(ctx, who, id, seq)
			for _, e := range list {
				if !yield(e, nil) {
					return
				}
				seq = e.Seq
			}
			if err != nil {
				yield(Entry{}, err)
				return
			}
			if changed == nil {
				return
			}
			if err := d.rooms.Await(ctx, id, changed); err != nil {
				yield(Entry{}, err)
				return
			}
		}
	}
}

// news returns what is there for a member, and what is closed when there is more; nil if there will be none.
func (d *Desk) news(ctx context.Context, who Member, id contact.ID, seq uint64) (list []Entry, changed <-chan struct{}, err error) {
	err = d.with(ctx, id, func(r *room) (err error) {
		list, err = r.conv.Since(who, seq)
		if _, there := r.conv.Role(who); there {
			changed = r.Changed()
		}
		return err
	})
	return list, changed, err
}

// Actions returns what a member may do now, and why not the rest (R11).
func (d *Desk) Actions(ctx context.Context, who Member, id contact.ID) ([]Permission, error) {
	var list []Permission
	err := d.with(ctx, id, func(r *room) (err error) {
		list, err = r.conv.Actions(who)
		return err
	})
	return list, err
}

// Members returns who is there, as a member sees it: supervisors who are unseen are missing.
func (d *Desk) Members(ctx context.Context, who Member, id contact.ID) ([]Party, error) {
	var list []Party
	err := d.with(ctx, id, func(r *room) error {
		role, there := r.conv.Role(who)
		if !there {
			return r.conv.refused(&Error{Code: ErrNotMember, Member: who})
		}
		for _, p := range r.conv.Members() {
			if role.sees(p.Role.seen()) {
				list = append(list, p)
			}
		}
		return nil
	})
	return list, err
}

// Received says that a member has the others' messages up to a sequence number; Read, that the member has read them.
func (d *Desk) Received(ctx context.Context, who Member, id contact.ID, through uint64) error {
	return d.with(ctx, id, func(r *room) error { return r.step(ctx, Receive{Member: who, Through: through}) })
}

// Read says that a member has read the others' messages up to a sequence number.
func (d *Desk) Read(ctx context.Context, who Member, id contact.ID, through uint64) error {
	return d.with(ctx, id, func(r *room) error { return r.step(ctx, Receive{Member: who, Through: through, Read: true}) })
}

// typingPause is how often a sign of typing is passed on.
const typingPause = 3 * time.Second

// Typing says that a member is typing. The others who may read what the member can say are told, at most every three
// seconds, if there is a Transport; it is not kept.
func (d *Desk) Typing(ctx context.Context, who Member, id contact.ID) error {
	var tell []Delivery
	err := d.with(ctx, id, func(r *room) error {
		to, err := r.conv.typing(who)
		if err != nil || d.cfg.Now().Sub(r.typed[who]) < typingPause {
			return err
		}
		r.typed[who] = d.cfg.Now()
		party := r.conv.party(who)
		for _, p := range r.conv.Members() {
			if p.Member != who && p.Role != RoleBot && p.Role.sees(to) {
				tell = append(tell, Delivery{Contact: id, To: p.Member, Typing: &party})
			}
		}
		return nil
	})
	if d.cfg.Transport != nil {
		for _, t := range tell {
			d.rooms.Go(func() {
				ctx, cancel := context.WithTimeout(d.rooms.Context(), typingPause)
				defer cancel()
				_ = d.cfg.Transport.Deliver(ctx, t) // a sign that does not arrive is over
			})
		}
	}
	return err
}

// typing returns who may be told that a member is typing.
func (c *Conversation) typing(who Member) (Audience, error) {
	err := c.May(who, CanSay)
	if err == nil {
		return Everyone, nil
	}
	if c.May(who, CanNote) == nil {
		return Staff, nil
	}
	return Nobody, err
}
