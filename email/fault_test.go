package email_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/fxamacker/cbor/v2"
)

// TestFaults has the journal of the threads fail at each of its calls in turn, in every way, while a mail is taken,
// transferred, answered, comes back from one of its recipients, and is answered by the customer. Whatever fails, one mail
// leaves, nothing is there twice, and nothing is left to do.
func TestFaults(t *testing.T) {
	type fault struct {
		op    journal.Op
		fault journaltest.Fault
	}
	for _, f := range []fault{
		{journal.OpAppend, journaltest.Fail}, {journal.OpAppend, journaltest.Lost}, {journal.OpAppend, journaltest.AnswerLost},
		{journal.OpAppend, journaltest.Late}, {journal.OpAppend, journaltest.SpuriousConflict}, {journal.OpAppend, journaltest.StoredConflict},
		{journal.OpRead, journaltest.Fail}, {journal.OpRead, journaltest.Break}, {journal.OpRead, journaltest.Flip}, {journal.OpRead, journaltest.Skip},
	} {
		for call := 1; ; call++ {
			met := false
			t.Run(fmt.Sprintf("%s %d %v", f.op, call, f.fault), func(t *testing.T) {
				bubble(t, func(t *testing.T) {
					memory := &journal.Memory{}
					var opened atomic.Bool // whoever opens a desk tries again
					j := &journaltest.Faulty{Journal: memory, Plan: func(op journal.Op, n int) journaltest.Fault {
						if op == f.op && n == call && opened.Load() {
							return f.fault
						}
						return journaltest.None
					}}
					s := openOn(t, memory, func(c *email.Config) { acknowledging(c); c.Journal = j })
					opened.Store(true)
					s.lifeOfAMail()
					met = j.Calls(f.op) >= call
				})
			})
			if !met {
				break
			}
		}
	}
}

// TestRestarts has the desk stop at each record that it writes in turn, before or after that is stored, and another one open
// when somebody asks again.
func TestRestarts(t *testing.T) {
	for _, last := range []journaltest.Fault{journaltest.Fail, journaltest.AnswerLost} {
		for call := 1; ; call++ {
			var met atomic.Bool
			t.Run(fmt.Sprintf("%d %v", call, last), func(t *testing.T) {
				bubble(t, func(t *testing.T) {
					memory := &journal.Memory{}
					j := &journaltest.Faulty{Journal: memory, Plan: func(op journal.Op, n int) journaltest.Fault {
						switch {
						case op != journal.OpAppend && !met.Load():
						case op != journal.OpAppend || n > call:
							return journaltest.Fail
						case n == call:
							met.Store(true)
							return last
						}
						return journaltest.None
					}}
					s := openOn(t, memory, func(c *email.Config) { acknowledging(c); c.Journal = j })
					s.again = func() {
						if s.cfg.Journal == j && met.Load() {
							s.ok(s.Close(t.Context()))
							s.cfg.Journal = memory
							var err error
							s.Desk, err = email.OpenDesk(t.Context(), s.cfg)
							s.ok(err)
						}
					}
					s.lifeOfAMail()
					s.ok(s.Close(t.Context()))
				})
			})
			if !met.Load() {
				break
			}
		}
	}
}

// faultyBlobs fails at one call of Put or Open, before or after it is done.
type faultyBlobs struct {
	*blob.Memory
	op          blob.Op
	call        int // which
	after       bool
	puts, opens int
	mu          sync.Mutex
}

var errInjected = errors.New("injected")

func (f *faultyBlobs) fails(op blob.Op, n *int) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	*n++
	return f.op == op && f.call == *n
}

func (f *faultyBlobs) Put(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
	fails := f.fails(blob.OpPut, &f.puts)
	if fails && !f.after {
		return 0, errInjected
	}
	n, err := f.Memory.Put(ctx, key, r)
	if fails {
		err = errInjected
	}
	return n, err
}

func (f *faultyBlobs) Open(ctx context.Context, key blob.Key) (io.ReadSeekCloser, error) {
	if f.fails(blob.OpOpen, &f.opens) {
		return nil, errInjected
	}
	return f.Memory.Open(ctx, key)
}

// TestBlobFaults does the same with the blobs.
func TestBlobFaults(t *testing.T) {
	for _, f := range []*faultyBlobs{{op: blob.OpPut}, {op: blob.OpPut, after: true}, {op: blob.OpOpen}} {
		for met := true; met; {
			f.call++
			t.Run(fmt.Sprintf("%v %d %t", f.op, f.call, f.after), func(t *testing.T) {
				bubble(t, func(t *testing.T) {
					faulty := &faultyBlobs{Memory: &blob.Memory{}, op: f.op, call: f.call, after: f.after}
					s := open(t, func(c *email.Config) { acknowledging(c); c.Blobs = faulty })
					s.lifeOfAMail()
					met = faulty.puts >= f.call && f.op == blob.OpPut || faulty.opens >= f.call && f.op == blob.OpOpen
				})
			})
		}
	}
}

// TestNeverBegun: a contact that was to begin, and did not, is not looked at for ever.
func TestNeverBegun(t *testing.T) {
	bubble(t, func(t *testing.T) {
		memory, failed := &journal.Memory{}, 0
		j := broken{memory, &failed}
		s := openOn(t, memory, func(c *email.Config) { c.Journal = j })
		_, err := s.Take(t.Context(), email.Incoming{Raw: from("ann@home.example", "m1@x", "Lamp", "Hello"), To: []string{"support@desk.example"}})
		if !errors.Is(err, email.ErrUnavailable) || failed == 0 || len(s.agenda()) != 1 {
			t.Fatalf("%v, %d failures, on the agenda: %v", err, failed, s.agenda())
		}
		s.ok(s.Close(t.Context()))
		s.cfg.Journal = memory
		s.Desk, err = email.OpenDesk(t.Context(), s.cfg)
		s.ok(err)
		time.Sleep(time.Minute)
		if left := s.agenda(); len(left) > 0 {
			t.Errorf("left on the agenda: %v", left)
		}
		s.ok(s.Close(t.Context()))
	})
}

// broken takes no threads.
type broken struct {
	*journal.Memory
	failed *int
}

func (b broken) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	if strings.HasPrefix(stream, "email/") {
		*b.failed++
		return 0, errInjected
	}
	return b.Memory.Append(ctx, stream, after, rec)
}

// retry does something until it is not passing that it fails.
func (s *site) retry(do func() error) {
	s.t.Helper()
	err := do()
	for range 5 {
		if !errors.Is(err, email.ErrUnavailable) && !errors.Is(err, email.ErrDamaged) {
			break
		}
		if s.again != nil {
			s.again()
		}
		err = do()
	}
	s.ok(err)
}

func (s *site) retake(raw []byte) (taken email.Taken) {
	s.t.Helper()
	tried := 0
	s.retry(func() (err error) {
		tried++ // each time it comes another way
		raw := fmt.Appendf(nil, "Received: from relay%d.example\r\n%s", tried, raw)
		taken, err = s.Take(s.t.Context(), email.Incoming{Raw: raw, To: []string{"support@desk.example"}})
		return err
	})
	return taken
}

// lifeOfAMail has a mail be taken, begun to be answered, transferred, answered, and answered by the customer, and the answer
// come back from one of its recipients.
func (s *site) lifeOfAMail() {
	t := s.t
	t.Helper()
	tried := map[string]int{}
	s.out.Fault = func(mail email.Outgoing, n int) (refused []email.Refusal, err error) {
		for _, addr := range mail.To {
			tried[addr]++
			switch {
			case strings.HasPrefix(addr, "gone"):
				refused = append(refused, email.Refusal{Addr: addr, Permanent: true, Code: 550})
			case strings.HasPrefix(addr, "slow") && tried[addr] < 3:
				refused = append(refused, email.Refusal{Addr: addr, Code: 451})
			}
		}
		return refused, nil
	}
	s.staff("kim")
	id := s.retake(from("Ann <ann@home.example>", "m1@home.example", "Lamp", "Hello", "Cc: gone@home.example, slow@home.example")).Contact
	time.Sleep(time.Second)
	s.ok(s.center.Accept(t.Context(), "kim", id))
	var a email.Answer
	s.retry(func() (err error) { a, err = s.Compose(t.Context(), "kim", id, reply.All); return err })
	a.Draft.Body = text("Hello all")
	save := a.Draft
	s.retry(func() (err error) {
		a, err = s.Save(t.Context(), "kim", id, save)
		if errors.Is(err, email.ErrConflict) { // it was saved
			a, err = s.Compose(t.Context(), "kim", id, reply.All)
		}
		return err
	})
	s.retry(func() error {
		_, err := s.Attach(t.Context(), "kim", id, reply.All, a.Draft.Version, "a.txt", false, strings.NewReader("a"))
		if errors.Is(err, email.ErrConflict) {
			return nil
		}
		return err
	})
	s.ok(s.center.TransferToQueue(t.Context(), "kim", id, "billing"))
	s.ok(s.center.SetState(t.Context(), "kim", contact.Idle, ""))
	s.staff("lee")
	s.ok(s.center.Accept(t.Context(), "lee", id))
	s.retry(func() (err error) { a, err = s.Compose(t.Context(), "lee", id, reply.All); return err })
	if len(a.Draft.Files) != 1 || a.Draft.Version != 2 {
		t.Errorf("the draft after the transfer: %+v", a.Draft)
	}
	var out email.Dispatched
	s.retry(func() (err error) { out, err = s.Send(t.Context(), "lee", id, reply.All, a.Draft.Version); return err })
	time.Sleep(time.Minute)
	answer := s.retake(from("Ann <ann@home.example>", "m2@home.example", "Re: Lamp", "Thanks", "In-Reply-To: <"+out.ID+">"))
	time.Sleep(10 * time.Minute)
	if s.again != nil {
		s.again()
		time.Sleep(10 * time.Minute)
	}
	synctest.Wait()
	s.checkLife(id, answer.Contact)
}

func (s *site) checkLife(id, next contact.ID) {
	t := s.t
	t.Helper()
	if id == next {
		t.Error("the customer's answer went into a contact that is over")
	}
	got, known := map[string]int{}, map[string]bool{}
	for _, m := range s.sent() {
		for _, addr := range m.To {
			if s.again != nil && known[addr+string(m.Raw)] { // that it had left was lost: it leaves again, and who gets it can tell
				continue
			}
			known[addr+string(m.Raw)] = true
			if m.From == "" {
				addr += " automatic"
			}
			got[addr]++
		}
	}
	if got["ann@home.example"] != 1 || got["slow@home.example"] != 1 || got["gone@home.example"] != 0 || got["ann@home.example automatic"] > 2 {
		t.Errorf("got: %v", got)
	}
	if n := got["ann@home.example automatic"]; n < 1 {
		t.Errorf("%d acknowledgements", n)
	}
	threads := s.threads()
	bounces, answers := 0, 0
	for at, lines := range threads {
		for _, line := range lines {
			switch {
			case strings.Contains(line, "(bounce)"):
				bounces++
			case strings.Contains(line, "Re: Lamp") && strings.HasPrefix(line, "received ann@"):
				answers++
				if at != next {
					t.Errorf("the answer is in %s, too", at)
				}
			}
		}
	}
	if bounces != 1 || answers != 1 || len(threads) != 2 {
		t.Errorf("%d bounces, %d answers in %d contacts: %v", bounces, answers, len(threads), threads)
	}
	if n := strings.Join(threads[id], "|"); strings.Count(n, "received ") != 1 {
		t.Errorf("the first contact: %s", n)
	}
	if left := s.agenda(); len(left) > 0 {
		t.Errorf("left on the agenda: %v", left)
	}
}

// threads reads all threads there are out of the journal.
func (s *site) threads() map[contact.ID][]string {
	s.t.Helper()
	all := map[contact.ID][]string{}
	for _, id := range s.everyContact() {
		var entries []email.Entry
		for rec, err := range journal.Replay(s.t.Context(), s.journal, "email/"+string(id), 0) {
			s.ok(err)
			more, err := email.DecodeEntries(rec.Data, uint64(len(entries)))
			s.ok(err)
			entries = append(entries, more...)
		}
		if len(entries) > 0 {
			all[id] = linesOf(entries)
		}
	}
	return all
}

// everyContact returns the ids of all contacts that were ever on the agenda.
func (s *site) everyContact() (ids []contact.ID) {
	s.t.Helper()
	seen := map[contact.ID]bool{}
	for _, n := range s.notes() {
		if !seen[n.Contact] {
			seen[n.Contact] = true
			ids = append(ids, n.Contact)
		}
	}
	return ids
}

type agendaNote struct {
	Contact contact.ID `cbor:"1,keyasint"`
	Done    bool       `cbor:"2,keyasint,omitempty"`
}

func (s *site) notes() (list []agendaNote) {
	s.t.Helper()
	for rec, err := range journal.Replay(s.t.Context(), s.journal, "agenda/email", 0) {
		s.ok(err)
		var n agendaNote
		s.ok(cbor.Unmarshal(rec.Data, &n))
		list = append(list, n)
	}
	return list
}

// agenda returns what is left to do.
func (s *site) agenda() []contact.ID {
	s.t.Helper()
	open := map[contact.ID]bool{}
	for _, n := range s.notes() {
		if open[n.Contact] = !n.Done; n.Done {
			delete(open, n.Contact)
		}
	}
	var list []contact.ID
	for id := range open {
		list = append(list, id)
	}
	return list
}
