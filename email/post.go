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
	n       int
	due     time.Time // of the next one
	refused []Refusal // for good; noted when all of the mail is settled, together with what comes back
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
		case mail != nil && !r.desk.doors.enter():
			return
		case mail != nil:
			r.inTurn(ctx, *mail)
			r.desk.doors.leave()
		case wait > 0:
			r.pause(ctx, wait)
		default:
			return
		}
	}
}

// inTurn tries a mail if no other node does, and puts it off otherwise: that one notes what becomes of it.
func (r *room) inTurn(ctx context.Context, mail leaving) {
	wait, err := r.takeTurn(ctx, mail.seq)
	if err != nil {
		wait = time.Second
	}
	if wait <= 0 {
		r.try(ctx, mail)
		return
	}
	r.Lock()
	defer r.Unlock()
	r.tried(mail.seq).due = r.desk.cfg.Now().Add(min(wait, turnPause))
}

// turnPause is how often it is looked whether another node has noted what became of a mail.
const turnPause = 10 * time.Second

// tried returns how often a mail was tried, to be changed.
func (r *room) tried(seq uint64) *tries {
	if r.tries[seq] == nil {
		r.tries[seq] = &tries{}
	}
	return r.tries[seq]
}

// leaving is a mail that is to be tried.
type leaving struct {
	seq  uint64
	sent Sent
	at   time.Time // when it was sent
	to   []string  // who is tried

	refused []Refusal // for good, at earlier tries
}

// next returns a mail that is due, or how long to wait for one; neither if nothing leaves from this node.
func (r *room) next(ctx context.Context) (mail *leaving, wait time.Duration, err error) {
	err = r.desk.with(ctx, r.ID, func(r *room) error {
		if !r.desk.rooms.Leads() { // another node sees to it
			r.posting = false
			return nil
		}
		now := r.desk.cfg.Now()
		for _, seq := range r.thread.Leaving() {
			t := r.tries[seq]
			if t == nil {
				t = &tries{}
			}
			if t.due.After(now) {
				if left := t.due.Sub(now); wait == 0 || left < wait {
					wait = left
				}
				continue
			}
			e, _ := r.thread.At(seq)
			p, _ := r.thread.Parcel(seq)
			mail = &leaving{seq: seq, sent: e.Payload.(Sent), at: e.At, to: without(p.Left, nil, t.refused), refused: t.refused}
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
	if err == nil && len(mail.to) > 0 { // or all were refused, and that is to be noted still
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
	left := without(mail.to, result.Have, result.Refused)
	late := d.cfg.Now().Sub(mail.at) >= d.book.Load().Retry.For
	result.GaveUp = len(left) > 0 && (late || errors.Is(err, ErrRefused) || errors.Is(err, blob.ErrNotFound))
	result.Refused = slices.Concat(mail.refused, result.Refused)
	if err != nil {
		d.cfg.Logger.Warn("email: a mail did not leave", "contact", r.ID, "entry", mail.seq, "gave_up", result.GaveUp, "err", err)
	}
	r.note(ctx, mail, result, left)
}

// settle notes who has the mail now, and who never will.
func (p *Delivery) settle(to []string, refusals []Refusal) {
	refused := map[string]Refusal{}
	for _, f := range refusals {
		refused[f.Addr] = f.clean()
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

// without returns those of whom it is not known what became of the mail.
func without(to, have []string, refused []Refusal) []string {
	return slices.DeleteFunc(slices.Clone(to), func(addr string) bool {
		return slices.Contains(have, addr) || slices.ContainsFunc(refused, func(f Refusal) bool { return f.Addr == addr })
	})
}

// note makes what became of a try durable: at once, who has the mail now, so that nobody gets it twice; who was refused, when
// nobody is left to be tried. Then the mail comes back as a bounce before that is noted, so that a crash in between loses
// nothing.
func (r *room) note(ctx context.Context, mail leaving, result Delivery, left []string) {
	d := r.desk
	settled := len(left) == 0 || result.GaveUp
	d.rooms.Retry(func() bool {
		err := d.with(ctx, r.ID, func(r *room) error { return r.step(ctx, Deliver{Delivery{Of: mail.seq, Have: result.Have}}) })
		failed := len(result.Refused) > 0 || result.GaveUp
		if err == nil && settled && failed && mail.sent.Agent != "" { // who wrote it has to know
			err = d.comeBack(ctx, r.ID, mail.sent, result.Refused, left)
		}
		if err == nil && settled {
			err = d.with(ctx, r.ID, func(r *room) error { return r.step(ctx, Deliver{result}) })
		}
		if errors.Is(err, ErrUnavailable) {
			return d.doors.closed()
		}
		if err != nil && ctx.Err() == nil {
			d.cfg.Logger.Error("email: what became of a mail was not noted", "contact", r.ID, "entry", mail.seq, "err", err)
		}
		if err == nil && !settled {
			r.endTurn(ctx, mail.seq)
		}
		r.Lock()
		defer r.Unlock()
		r.again(mail.seq, result.Refused, err != nil || !settled)
		return true
	})
}

// again sets when a mail is tried next.
func (r *room) again(seq uint64, refused []Refusal, left bool) {
	if !left {
		delete(r.tries, seq)
		return
	}
	t := r.tried(seq)
	t.n++
	t.refused = refused
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
