package journal_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
)

// meddler runs before once, just before the first Append.
type meddler struct {
	journal.Journal
	before func()
	once   sync.Once
}

func (m *meddler) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	m.once.Do(m.before)
	return m.Journal.Append(ctx, stream, after, rec)
}

// TestCustomersEraseBeatsSave: a profile that is being saved does not bring an erased customer back.
func TestCustomersEraseBeatsSave(t *testing.T) {
	m := new(journal.Memory)
	s := &journal.Customers{Journal: m}
	save(t, s, minji)
	late := &journal.Customers{Journal: &meddler{Journal: m, before: func() {
		if err := s.Erase(t.Context(), "u1"); err != nil {
			t.Error(err)
		}
	}}}
	err := late.Save(t.Context(), contact.Customer{ID: "u1", Name: "김민서"})
	if !errors.Is(err, contact.ErrNoCustomer) || strings.Contains(err.Error(), "김") {
		t.Errorf("Save during an erasure returned %v, want ErrNoCustomer", err)
	}
	wantCustomer(t, s, contact.Customer{ID: "u1"})
}

// TestCustomersFaults: whatever the journal does to the append of Save, what Save says is true.
func TestCustomersFaults(t *testing.T) {
	for fault, want := range map[journaltest.Fault]error{
		journaltest.None: nil, journaltest.Lost: nil, journaltest.AnswerLost: nil, journaltest.Late: nil,
		journaltest.SpuriousConflict: nil, journaltest.StoredConflict: nil, journaltest.Fail: journaltest.ErrInjected,
	} {
		m := new(journal.Memory)
		s := &journal.Customers{Journal: m}
		save(t, s, minji)
		renamed, stored := contact.Customer{ID: "u1", Name: "김민서"}, minji
		faulty := &journal.Customers{Journal: &journaltest.Faulty{Journal: m, Plan: journaltest.Script(journal.OpAppend, fault)}}
		err := faulty.Save(t.Context(), renamed)
		if !errors.Is(err, want) || want == nil && err != nil {
			t.Errorf("%s: Save returned %v, want %v", fault, err, want)
		}
		if want == nil {
			stored = renamed
		}
		wantCustomer(t, s, stored)
		if versions, _ := collect(t, m.Read(t.Context(), "customer/u1", 0)); len(versions) > 2 {
			t.Errorf("%s: %d records, want one for each save", fault, len(versions))
		}
	}
}

// TestCustomersAlwaysBeaten: a writer that never comes first gives up with a certain answer.
func TestCustomersAlwaysBeaten(t *testing.T) {
	m, n := new(journal.Memory), 0
	beat := func(op journal.Op, _ int) journaltest.Fault {
		if op == journal.OpAppend {
			n++
			extendWith(t, m, "customer/u1", journal.Version(n-1))
		}
		return journaltest.None
	}
	s := &journal.Customers{Journal: &journaltest.Faulty{Journal: m, Plan: beat}}
	if err := s.Save(t.Context(), minji); !errors.Is(err, journal.ErrConflict) || errors.Is(err, journal.ErrUnknown) {
		t.Errorf("Save returned %v, want ErrConflict", err)
	}
	if n != 100 {
		t.Errorf("Save tried %d times, want 100", n)
	}
}

func extendWith(t *testing.T, m *journal.Memory, stream string, after journal.Version) {
	t.Helper()
	if _, err := m.Append(t.Context(), stream, after, record(after+1)); err != nil {
		t.Fatal(err)
	}
}

func TestCustomersEnded(t *testing.T) {
	s := &journal.Customers{Journal: new(journal.Memory)}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.Customer(ctx, "u1")
	for name, err := range map[string]error{"Customer": err, "Save": s.Save(ctx, minji), "Erase": s.Erase(ctx, "u1")} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s returned %v, want context.Canceled", name, err)
		}
	}
}

// TestCustomersConcurrent: many writers of one customer; nothing is lost, doubled or out of order.
func TestCustomersConcurrent(t *testing.T) {
	const writers, saves = 8, 20
	m := new(journal.Memory)
	s := &journal.Customers{Journal: m}
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for n := range saves {
				name := fmt.Sprintf("%d/%03d", w, n)
				if err := s.Save(t.Context(), contact.Customer{ID: "u1", Name: name}); err != nil {
					t.Errorf("Save failed: %v", err)
				}
				if c, err := s.Customer(t.Context(), "u1"); err != nil || c.ID != "u1" {
					t.Errorf("Customer = %+v, %v", c, err)
				}
			}
		})
	}
	wg.Wait()
	checkSaves(t, m, writers, saves)
}

// checkSaves replays the stream save by save, by way of a journal that ends earlier.
func checkSaves(t *testing.T, m *journal.Memory, writers, saves int) {
	t.Helper()
	last, ends := make(map[string]string), 0
	for ends = range writers * saves {
		cut := rewritten{m, func(r []journal.Record) []journal.Record { return r[:ends+1] }}
		c, err := (&journal.Customers{Journal: cut}).Customer(t.Context(), "u1")
		if err != nil {
			t.Fatal(err)
		}
		writer, _, _ := strings.Cut(c.Name, "/")
		if last[writer] >= c.Name {
			t.Errorf("%s was saved after %s", c.Name, last[writer])
		}
		last[writer] = c.Name
	}
	versions, err := collect(t, m.Read(t.Context(), "customer/u1", 0))
	if err != nil || len(versions) != writers*saves || len(last) != writers {
		t.Errorf("%d records of %d writers, %v, want %d", len(versions), len(last), err, writers*saves)
	}
}
