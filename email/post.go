package email

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// tries is how often a mail was tried since the desk was opened.
type tries struct {
	n   int
	due time.Time // of the next one
}

const tryTime = 5 * time.Minute // that a Sender has for one try

// post has what leaves sent, one mail after another, until all of it has arrived or failed.
func (r *room) post() {
	leaving := r.thread.Leaving()
	switch {
	case len(leaving) == 0:
	case !r.posting:
		r.posting = true
		r.Go(r.deliver)
	case r.tries[leaving[len(leaving)-1]] == nil: // it is new: do not wait
		select {
		case r.hurry <- struct{}{}:
		default:
		}
	}
}

// deliver tries what is due, and waits for what is not.
func (r *room) deliver() {
	ctx := r.desk.rooms.Context()
	for ctx.Err() == nil {
		mail, wait, err := r.next(ctx)
		switch {
		case err != nil:
			r.pause(ctx, time.Second)
		case mail != nil:
			r.try(ctx, *mail)
		case wait > 0:
			r.pause(ctx, wait)
		default:
			return
		}
	}
}

// leaving is a mail that is to be tried.
type leaving struct {
	seq  uint64
	sent Sent
	at   time.Time // when it was sent
	to   []string

	failed []Refusal // earlier
}

// next returns a mail that is due, or how long to wait for one; neither if nothing leaves.
func (r *room) next(ctx context.Context) (mail *leaving, wait time.Duration, err error) {
	err = r.desk.with(ctx, r.ID, func(r *room) error {
		now := r.desk.cfg.Now()
		for _, seq := range r.thread.Leaving() {
			t := r.tries[seq]
			if t != nil && t.due.After(now) {
				if left := t.due.Sub(now); wait == 0 || left < wait {
					wait = left
				}
				continue
			}
			e, _ := r.thread.At(seq)
			p, _ := r.thread.Parcel(seq)
			mail = &leaving{seq: seq, sent: e.Payload.(Sent), at: e.At, to: p.Left, failed: p.Refused}
			return nil
		}
		r.posting = wait > 0
		return nil
	})
	return mail, wait, err
}

// try hands one mail to the mail system, and keeps what became of it.
func (r *room) try(ctx context.Context, mail leaving) {
	d := r.desk
	raw, err := d.blob(ctx, r.ID, mail.sent.Blob)
	result := Delivery{Of: mail.seq}
	var refusals []Refusal
	if err == nil {
		short, cancel := context.WithTimeout(ctx, tryTime)
		refusals, err = d.cfg.Sender.Send(short, Outgoing{From: mail.sent.Return, To: mail.to, Raw: raw})
		cancel()
	}
	if ctx.Err() != nil { // the desk closes: what came of it is tried again
		return
	}
	if err == nil {
		result.settle(mail.to, refusals)
	}
	late := d.cfg.Now().Sub(mail.at) >= d.book.Load().Retry.For
	result.GaveUp = errors.Is(err, ErrRefused) || errors.Is(err, blob.ErrNotFound) || late && len(result.Have)+len(result.Refused) < len(mail.to)
	if err != nil {
		d.cfg.Logger.Warn("email: a mail did not leave", "contact", r.ID, "entry", mail.seq, "gave_up", result.GaveUp, "err", err)
	}
	r.note(ctx, mail, result)
}

// settle notes who has the mail now, and who never will.
func (p *Delivery) settle(to []string, refusals []Refusal) {
	refused := map[string]Refusal{}
	for _, f := range refusals {
		refused[f.Addr] = f
	}
	for _, addr := range to {
		switch f, is := refused[addr]; {
		case !is:
			p.Have = append(p.Have, addr)
		case f.Permanent:
			p.Refused = append(p.Refused, f)
		}
	}
}

// note makes what became of a try durable. A mail that has failed comes back as a bounce, before the failure is noted, so
// that a crash in between loses nothing: those who have the mail are noted first, and do not get it twice.
func (r *room) note(ctx context.Context, mail leaving, result Delivery) {
	d := r.desk
	d.rooms.Retry(func() bool {
		err := d.with(ctx, r.ID, func(r *room) error { return r.step(ctx, Deliver{Delivery{Of: mail.seq, Have: result.Have}}) })
		if f := r.failure(mail, result); err == nil && f.Failed() {
			err = d.comeBack(ctx, r.ID, mail, f)
			if err != nil && !errors.Is(err, ErrUnavailable) { // the failure is noted all the same, or it would be tried for ever
				d.cfg.Logger.Error("email: a mail that failed did not come back", "contact", r.ID, "entry", mail.seq, "err", err)
				err = nil
			}
		}
		if err == nil {
			err = d.with(ctx, r.ID, func(r *room) error {
				if err := r.step(ctx, Deliver{result}); err != nil {
					return err
				}
				p, _ := r.thread.Parcel(mail.seq)
				r.again(mail.seq, len(p.Left) > 0)
				return nil
			})
		}
		return !errors.Is(err, ErrUnavailable)
	})
}

// failure returns what an agent has to be told of a mail that nobody wrote automatically, once all of it is settled.
func (r *room) failure(mail leaving, result Delivery) Parcel {
	if mail.sent.Agent == "" || !result.GaveUp && len(result.Have)+len(result.Refused) < len(mail.to) {
		return Parcel{}
	}
	left := slices.DeleteFunc(slices.Clone(mail.to), func(addr string) bool {
		return slices.Contains(result.Have, addr) || slices.ContainsFunc(result.Refused, func(f Refusal) bool { return f.Addr == addr })
	})
	return Parcel{Of: mail.seq, Left: left, Refused: slices.Concat(mail.failed, result.Refused), GaveUp: result.GaveUp}
}

// again sets when a mail is tried next.
func (r *room) again(seq uint64, left bool) {
	if !left {
		delete(r.tries, seq)
		return
	}
	t := r.tries[seq]
	if t == nil {
		t = &tries{}
		r.tries[seq] = t
	}
	t.n++
	t.due = r.desk.cfg.Now().Add(r.desk.book.Load().Retry.Pause(t.n))
}

// pause waits, unless there is something new.
func (r *room) pause(ctx context.Context, wait time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	select {
	case <-r.hurry:
	case <-ctx.Done():
	}
}

// blob returns the content of a blob.
func (d *Desk) blob(ctx context.Context, id contact.ID, name string) ([]byte, error) {
	f, err := d.cfg.Blobs.Open(ctx, blob.Key{Owner: string(id), ID: name})
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}
