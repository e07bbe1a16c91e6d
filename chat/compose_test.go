package chat_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/pci"
	"github.com/google/go-cmp/cmp"
)

const card = "4539 1488 0343 6467"

func TestCompose(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c1")
		s.ok(s.Insert(t.Context(), kim, "c1", "hi", "bye"))
		box, err := s.Compose(t.Context(), kim, "c1")
		s.ok(err)
		if want := "Hello 박둘, this is 김하나.\nThank you for calling The sales."; box.Text != want || box.Count != len([]rune(want)) {
			t.Errorf("compose box has %q, %d characters, want %q", box.Text, box.Count, want)
		}
		is(t, s.Insert(t.Context(), kim, "c1", "vip"), chat.ErrTemplate)
		is(t, s.Insert(t.Context(), chat.Customer, "c1", "hi"), chat.ErrNotAllowed)
		found, err := s.Templates(t.Context(), kim, "c1", "fare")
		s.ok(err)
		if len(found) != 1 || found[0].ID != "bye" {
			t.Errorf("Templates found %d", len(found))
		}
		s.ok(s.Edit(t.Context(), kim, "c1", box.Text+" My card is "+card))
		box, err = s.Compose(t.Context(), kim, "c1")
		s.ok(err)
		if !strings.HasSuffix(box.Preview, "My card is **** **** **** 6467") {
			t.Errorf("the preview is %q", box.Preview)
		}
		if _, unsent, err := s.Unsent(t.Context(), kim, "c1"); !unsent || err != nil {
			t.Errorf("Unsent is %t, %v, want true", unsent, err)
		}
		out, err := s.Send(t.Context(), kim, "c1", "m1")
		s.ok(err)
		if out.Outcome != pci.Redacted || out.Seq == 0 {
			t.Errorf("Send returned %+v", out)
		}
		again, err := s.Send(t.Context(), kim, "c1", "m1")
		s.ok(err)
		if again.Seq != out.Seq {
			t.Errorf("sending again made message %d, want %d", again.Seq, out.Seq)
		}
		if _, unsent, err := s.Unsent(t.Context(), kim, "c1"); unsent || err != nil {
			t.Errorf("after Send Unsent is %t, %v", unsent, err)
		}
		_, err = s.Send(t.Context(), kim, "c1", "m2")
		is(t, err, chat.ErrEmpty)
	})
}

func TestTooLongIsKept(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c1")
		long := strings.Repeat("👩‍👩‍👧", 500) + strings.Repeat("한", 501)
		s.ok(s.Edit(t.Context(), kim, "c1", long))
		_, err := s.Send(t.Context(), kim, "c1", "m")
		is(t, err, chat.ErrTooLong)
		if e, _ := errors.AsType[*chat.Error](err); e.Count != 1001 || e.Limit != 1000 {
			t.Errorf("refused %d of %d, want 1001 of 1000", e.Count, e.Limit)
		}
		box, err := s.Compose(t.Context(), kim, "c1")
		s.ok(err)
		if box.Text != long || box.Refused != chat.ErrTooLong {
			t.Errorf("the box lost its text, or does not say %v: %q", chat.ErrTooLong, box.Refused)
		}
	})
}

// attach stages a file that must not be refused.
func (s *site) attach(who chat.Member, name, content string) attachment.File {
	s.t.Helper()
	out, err := s.Attach(s.t.Context(), who, "c1", name, strings.NewReader(content))
	s.ok(err)
	return out.File
}

func TestAttachments(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c1")
		a := s.attach(chat.Customer, "../계좌.txt", "hello")
		b := s.attach(chat.Customer, "b.csv", "1,2")
		if a.Name != "계좌.txt" {
			t.Errorf("the name is %q", a.Name)
		}
		_, err := s.Attach(t.Context(), chat.Customer, "c1", "c.exe", strings.NewReader("MZ"))
		is(t, err, chat.ErrFiles)
		is(t, err, attachment.TypeNotAllowed)
		_, err = s.Attach(t.Context(), chat.Customer, "c1", "c.txt", strings.NewReader(strings.Repeat("x", 1000)))
		is(t, err, attachment.TotalTooLarge)
		out, err := s.Attach(t.Context(), chat.Customer, "c1", "c.txt", strings.NewReader("my card "+card))
		is(t, err, chat.ErrDropped)
		if len(out.Notices) != 1 || out.Outcome != pci.Dropped {
			t.Errorf("what was dropped is told as %+v", out)
		}
		s.ok(s.Unattach(t.Context(), chat.Customer, "c1", b.ID))
		is(t, s.Unattach(t.Context(), chat.Customer, "c1", b.ID), chat.ErrUnknownFile)
		_, _, err = s.Download(t.Context(), kim, "c1", a.ID)
		is(t, err, chat.ErrUnknownFile) // not sent yet
		_, err = s.Send(t.Context(), chat.Customer, "c1", "")
		s.ok(err)
		file, content, err := s.Download(t.Context(), kim, "c1", a.ID)
		s.ok(err)
		data, err := io.ReadAll(content)
		s.ok(err)
		s.ok(content.Close())
		if string(data) != "hello" || cmp.Diff(file, a) != "" {
			t.Errorf("downloaded %d bytes of %+v", len(data), file)
		}
		wait(time.Second)
		_, err = s.blobs.Open(t.Context(), blob.Key{Owner: "c1", ID: b.ID})
		is(t, err, blob.ErrNotFound)
	})
}

func TestStagedFilesGoWithTheirMember(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim", "lee")
		s.begin("c1")
		s.ok(s.center.Accept(t.Context(), s.offered("c1"), "c1"))
		owner := s.owner("c1")
		f := s.attach(chat.AgentMember(owner), "a.txt", "secret")
		s.ok(s.center.TransferToQueue(t.Context(), owner, "c1", "billing"))
		_, err := s.Actions(t.Context(), chat.Customer, "c1")
		s.ok(err)
		wait(time.Second)
		_, err = s.blobs.Open(t.Context(), blob.Key{Owner: "c1", ID: f.ID})
		is(t, err, blob.ErrNotFound)
	})
}

func TestFilesAreOff(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, func(c *chat.Config) { c.Settings.Files = attachment.Rules{} })
		s.begin("c1")
		_, err := s.Attach(t.Context(), chat.Customer, "c1", "a.txt", strings.NewReader("x"))
		is(t, err, attachment.Disabled)
		list, err := s.Actions(t.Context(), chat.Customer, "c1")
		s.ok(err)
		for _, p := range list {
			if p.Action == chat.CanAttach && (p.Allowed || p.Why != chat.ErrFiles) {
				t.Errorf("attach is %+v", p)
			}
		}
		s.ok(s.Configure(settings()))
		s.attach(chat.Customer, "a.txt", "x")
	})
}

// offered returns the agent that a contact is offered to.
func (s *site) offered(id string) (agent contact.AgentID) {
	v, _ := s.center.Contact(contact.ID(id))
	return v.OfferedTo
}

func (s *site) owner(id string) contact.AgentID {
	v, _ := s.center.Contact(contact.ID(id))
	return v.Owner
}

// stalled is an upload that never ends.
type stalled struct{ ctx context.Context }

func (r stalled) Read([]byte) (int, error) {
	<-r.ctx.Done()
	return 0, r.ctx.Err()
}

// TestSlowUploads: customers who send slowly keep nobody from attaching.
func TestSlowUploads(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c1")
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		for range 8 {
			go func() {
				_, err := s.Attach(ctx, chat.Customer, "c1", "a.txt", stalled{ctx})
				done <- err
			}()
		}
		wait(time.Second)
		s.attach(kim, "b.txt", "hello")
		cancel()
		for range 8 {
			if err := <-done; err == nil {
				t.Error("a file that never ended was attached")
			}
		}
	})
}
