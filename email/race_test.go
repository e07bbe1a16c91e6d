package email_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/reply"
)

// TestManyAtOnce has many take the same mails at once, while agents write, the settings change, and the desk closes.
func TestManyAtOnce(t *testing.T) {
	s := open(t, acknowledging)
	s.staff("kim")
	const takers, mails = 8, 10
	var group sync.WaitGroup
	var mu sync.Mutex
	at := map[string]map[contact.ID]bool{}
	for n := range takers {
		group.Go(func() {
			for i := range mails {
				id := fmt.Sprintf("m%d@x", (i+n)%mails)
				raw := from("ann@home.example", id, "Lamp", id)
				taken, err := s.Take(t.Context(), email.Incoming{Raw: raw, To: []string{"support@desk.example"}})
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				if at[id] == nil {
					at[id] = map[contact.ID]bool{}
				}
				at[id][taken.Contact] = true
				mu.Unlock()
			}
		})
	}
	group.Go(func() {
		for range 50 {
			if err := s.Configure(settings()); err != nil {
				t.Error(err)
			}
		}
	})
	group.Wait()
	if len(at) != mails || len(s.threads()) != mails {
		t.Errorf("%d mails in %d contacts", len(at), len(s.threads()))
	}
	for id, contacts := range at {
		if len(contacts) != 1 {
			t.Errorf("%s is in %d contacts", id, len(contacts))
		}
	}
}

// TestOneAnswer has an agent send from many windows at once, while mails of the thread come.
func TestOneAnswer(t *testing.T) {
	s := open(t, nil)
	s.staff("kim")
	id := s.serve("kim", from("ann@home.example", "m0@x", "Lamp", "Hello"))
	var group sync.WaitGroup
	for n := range 8 {
		group.Go(func() {
			for i := range 5 {
				a, err := s.Compose(t.Context(), "kim", id, reply.Quick)
				if err == nil {
					a.Draft.Text = fmt.Sprintf("answer %d %d", n, i)
					a, err = s.Save(t.Context(), "kim", id, a.Draft)
				}
				if err == nil && i > 2 {
					_, err = s.Send(t.Context(), "kim", id, reply.Quick, a.Draft.Version)
				}
				if err != nil && !errors.Is(err, email.ErrConflict) && !errors.Is(err, email.ErrOver) && !errors.Is(err, email.ErrSent) {
					t.Error(err)
				}
			}
		})
		group.Go(func() {
			for i := range 5 {
				raw := from("ann@home.example", fmt.Sprintf("n%d-%d@x", n, i), "Re: Lamp", fmt.Sprint("More ", n, i), "In-Reply-To: <m0@x>")
				if _, err := s.Take(t.Context(), email.Incoming{Raw: raw, To: []string{"support@desk.example"}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	_, err := s.out.Take(t.Context())
	if err := errors.Join(err, s.Close(t.Context())); err != nil {
		t.Error(err)
	}
	if n := len(s.out.Sent()); n != 0 {
		t.Errorf("%d mails more left", n)
	}
	all := s.threads()
	if len(all) != 2 {
		t.Errorf("%d contacts, want the first and the one that goes on", len(all))
	}
}

// TestCloseAtAnyTime closes the desk while everything goes on: what is refused is refused as it should be, and nothing stays.
func TestCloseAtAnyTime(t *testing.T) {
	s := open(t, acknowledging)
	s.staff("kim")
	var group sync.WaitGroup
	for n := range 8 {
		group.Go(func() {
			for i := range 20 {
				raw := from("ann@home.example", fmt.Sprintf("n%d-%d@x", n, i), "Lamp", fmt.Sprint("Hello ", n, i))
				_, err := s.Take(t.Context(), email.Incoming{Raw: raw, To: []string{"support@desk.example"}})
				if err != nil && !errors.Is(err, email.ErrClosed) && !errors.Is(err, email.ErrUnavailable) {
					t.Error(err)
				}
			}
		})
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	group.Wait()
}
