package email_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/routing"
)

// TestRetry: a mail system that does not take a mail for now gets it later, once.
func TestRetry(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		var times []time.Time
		s.out.Fault = func(mail email.Outgoing, n int) ([]email.Refusal, error) {
			times = append(times, time.Now())
			if n < 4 {
				return nil, errors.New("busy")
			}
			return nil, nil
		}
		id := s.serve("kim", from("ann@home.example", "m1@x", "Lamp", "Hello"))
		s.answer("kim", id, "Yes.")
		time.Sleep(time.Hour)
		if n := len(s.sent()); n != 1 {
			t.Errorf("%d mails left", n)
		}
		var pauses []time.Duration
		for i := 1; i < len(times); i++ {
			pauses = append(pauses, times[i].Sub(times[i-1]))
		}
		if len(pauses) != 3 || pauses[0] != 30*time.Second || pauses[1] != time.Minute || pauses[2] != 2*time.Minute {
			t.Errorf("pauses: %v", pauses)
		}
	})
}

// TestSomeRefused: who has the mail does not get it again; who is refused for good comes back as a bounce in a contact of
// its own.
func TestSomeRefused(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.out.Fault = func(mail email.Outgoing, n int) ([]email.Refusal, error) {
			var refused []email.Refusal
			for _, addr := range mail.To {
				switch {
				case strings.HasPrefix(addr, "gone"):
					refused = append(refused, email.Refusal{Addr: addr, Permanent: true, Code: 550, Status: "5.1.1"})
				case strings.HasPrefix(addr, "slow") && n < 3:
					refused = append(refused, email.Refusal{Addr: addr, Code: 451})
				}
			}
			return refused, nil
		}
		id := s.serve("kim", from("ann@home.example", "m1@x", "Lamp", "Hello", "Cc: gone@home.example, slow@home.example"))
		a, err := s.Compose(t.Context(), "kim", id, reply.All)
		s.ok(err)
		a.Draft.Body = text("Hello all")
		a, err = s.Save(t.Context(), "kim", id, a.Draft)
		s.ok(err)
		out, err := s.Send(t.Context(), "kim", id, reply.All, a.Draft.Version)
		s.ok(err)
		time.Sleep(time.Hour)
		got := map[string]int{}
		for _, m := range s.sent() {
			for _, addr := range m.To {
				got[addr]++
			}
		}
		if got["ann@home.example"] != 1 || got["slow@home.example"] != 1 || got["gone@home.example"] != 0 {
			t.Errorf("got: %v", got)
		}
		p, err := s.Parcel(t.Context(), "kim", id, out.Entry)
		s.ok(err)
		if len(p.Have) != 2 || len(p.Refused) != 1 || len(p.Left) != 0 {
			t.Errorf("%+v", p)
		}
		var back contact.ID
		for _, v := range s.contacts() {
			if v != id {
				back = v
			}
		}
		s.ok(s.center.SetState(t.Context(), "kim", contact.Available, "")) // the offer was missed meanwhile
		s.ok(s.center.Accept(t.Context(), "kim", back))
		lines := s.lines("kim", back)
		if len(lines) < 2 || lines[1] != "received support@desk.example: Re: Lamp (bounce)" {
			t.Errorf("%q", lines)
		}
		b, err := s.Compose(t.Context(), "kim", back, reply.Reply)
		s.ok(err)
		if len(b.To) != 1 || b.To[0].Addr != "gone@home.example" {
			t.Errorf("an answer to what came back goes to %v", b.To)
		}
	})
}

// contacts returns the ids of the center's contacts.
func (s *site) contacts() (list []contact.ID) {
	s.t.Helper()
	s.ok(s.center.View(func(f *routing.Floor) {
		for v := range f.Contacts() {
			list = append(list, v.ID)
		}
	}))
	return list
}

// TestGivesUp: a mail that nobody takes for a day has failed.
func TestGivesUp(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.out.Fault = func(email.Outgoing, int) ([]email.Refusal, error) { return nil, errors.New("busy") }
		id := s.serve("kim", from("ann@home.example", "m1@x", "Lamp", "Hello"))
		out := s.answer("kim", id, "Yes.")
		time.Sleep(26 * time.Hour)
		p, err := s.Parcel(t.Context(), "kim", id, out.Entry)
		s.ok(err)
		if !p.GaveUp || !p.Failed() || len(s.contacts()) != 2 {
			t.Errorf("%+v, %d contacts", p, len(s.contacts()))
		}
	})
}

// TestRestart: what is on its way goes on when another desk opens; a draft is there as it was.
func TestRestart(t *testing.T) {
	bubble(t, func(t *testing.T) {
		j := &journal.Memory{}
		s := openOn(t, j, nil)
		s.staff("kim")
		s.out.Fault = func(email.Outgoing, int) ([]email.Refusal, error) { return nil, errors.New("busy") }
		id := s.serve("kim", from("ann@home.example", "m1@x", "Lamp", "Hello"))
		s.answer("kim", id, "Yes.")
		other := s.serve("kim", from("bob@home.example", "m2@x", "Desk", "Hello"))
		a, err := s.Compose(t.Context(), "kim", other, reply.Reply)
		s.ok(err)
		a.Draft.Body = text("half a sent")
		_, err = s.Save(t.Context(), "kim", other, a.Draft)
		s.ok(err)
		synctest.Wait()
		s.ok(s.center.WrapUp(t.Context(), "kim", id, "done")) // the center forgets it
		s.ok(s.Close(t.Context()))
		s.ok(s.center.Close(t.Context()))

		again := openWith(t, j, s.blobs, nil)
		time.Sleep(time.Minute)
		if n := len(again.sent()); n != 1 {
			t.Errorf("%d mails left after the restart, want 1", n)
		}
		b, err := again.Compose(t.Context(), "kim", other, reply.Reply)
		again.ok(err)
		if b.Draft.Version != 1 || b.Draft.Body.Text() != "half a sent\n" && b.Draft.Body.Text() != "half a sent" {
			t.Errorf("draft: %+v", b.Draft)
		}
	})
}

// slow is a mail system that takes its time.
type slow struct{ *email.Memory }

func (s slow) Send(ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
	refused, err := s.Memory.Send(ctx, mail)
	select {
	case <-time.After(10 * time.Second):
		return refused, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// TestCloseWhileSending: a desk that closes waits for the mail that is just being handed over, and for no other one. So no
// mail leaves twice.
func TestCloseWhileSending(t *testing.T) {
	bubble(t, func(t *testing.T) {
		j, out := &journal.Memory{}, &email.Memory{}
		with := func(c *email.Config) { c.Sender = slow{out} }
		s := openOn(t, j, with)
		s.staff("kim")
		id := s.serve("kim", from("ann@home.example", "m1@x", "Lamp", "Hello"))
		s.answer("kim", id, "Yes.")
		time.Sleep(time.Second)
		s.ok(s.Close(t.Context()))
		s.ok(s.center.Close(t.Context()))
		openWith(t, j, s.blobs, with)
		time.Sleep(time.Hour)
		if n := len(out.Sent()); n != 1 {
			t.Errorf("%d mails left, want 1", n)
		}
	})
}

// TestCloseCutShort: a mail system that does not answer does not keep a desk from closing when the context ends.
func TestCloseCutShort(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, func(c *email.Config) { c.Sender = slow{c.Sender.(*email.Memory)} })
		s.staff("kim")
		id := s.serve("kim", from("ann@home.example", "m1@x", "Lamp", "Hello"))
		s.answer("kim", id, "Yes.")
		time.Sleep(time.Second)
		began := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		s.Close(ctx)
		if took := time.Since(began); took > 4*time.Second {
			t.Errorf("closing took %v", took)
		}
	})
}

func openWith(t testing.TB, j journal.Journal, blobs *blob.Memory, change func(*email.Config)) *site {
	return openOn(t, j, func(c *email.Config) {
		c.Blobs = blobs
		if change != nil {
			change(c)
		}
	})
}
