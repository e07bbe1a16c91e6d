package history_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/google/go-cmp/cmp"
)

// ward is a store with two customers: u1 has chat/a, email/b and chat/c, u2 has chat/z.
type ward struct {
	*journal.Memory
	log       *history.Log
	customers *journal.Customers
	files     *files
}

var content = []string{"chat/a", "email/b", "chat/c"}

func newWard(t testing.TB) *ward {
	t.Helper()
	m := new(journal.Memory)
	w := &ward{
		Memory: m, log: &history.Log{Journal: m}, customers: &journal.Customers{Journal: m},
		files: &files{held: map[string]bool{"a": true, "b": true, "z": true}},
	}
	put(t, w.log, "u1", over(chatOn("a", noon)), email("b", noon.Add(time.Hour)), chatOn("c", noon), over(chatOn("c", noon)))
	put(t, w.log, "u2", over(chatOn("z", noon)))
	for _, customer := range []contact.CustomerID{"u1", "u2"} {
		if err := w.customers.Save(t.Context(), contact.Customer{ID: customer, Name: "김민지"}); err != nil {
			t.Fatal(err)
		}
	}
	for _, stream := range append([]string{"chat/z"}, content...) {
		add(t, m, stream, []byte("hello"))
	}
	return w
}

// wantErased checks that nothing of u1 is left, and all of u2.
func (w *ward) wantErased(t testing.TB) {
	t.Helper()
	for _, stream := range append([]string{"history/u1", "customer/u1"}, content...) {
		if n := len(records(t, w, stream)); n > 0 {
			t.Errorf("%s has %d records after the erasure", stream, n)
		}
	}
	for _, stream := range []string{"history/u2", "customer/u2", "chat/z"} {
		if n := len(records(t, w, stream)); n != 1 {
			t.Errorf("%s of another customer has %d records", stream, n)
		}
	}
	if got := w.files.owners(); !slices.Equal(got, []string{"z"}) {
		t.Errorf("files of %q are left, want those of z", got)
	}
}

// wantWhole checks that nothing of u1 has gone.
func (w *ward) wantWhole(t testing.TB) {
	t.Helper()
	for _, stream := range append([]string{"history/u1", "customer/u1"}, content...) {
		if len(records(t, w, stream)) == 0 {
			t.Errorf("%s has gone", stream)
		}
	}
	if got := w.files.owners(); !slices.Equal(got, []string{"a", "b", "z"}) {
		t.Errorf("files of %q are left, want all", got)
	}
}

func TestErase(t *testing.T) {
	w := newWard(t)
	e := &history.Eraser{Journal: w.Memory, Blobs: w.files}
	got, err := e.Erase(t.Context(), "u1")
	if diff := cmp.Diff(history.Erased{Contacts: 3, Messages: 12}, got); err != nil || diff != "" {
		t.Errorf("Erase returned %v, mismatch (-want +got):\n%s", err, diff)
	}
	w.wantErased(t)
	if got, err := e.Erase(t.Context(), "u1"); err != nil || got != (history.Erased{}) {
		t.Errorf("Erase a second time = %+v, %v", got, err)
	}
	if _, err := e.Erase(t.Context(), "nobody"); err != nil {
		t.Errorf("Erase of nobody returned %v", err)
	}
	put(t, w.log, "u1", chatOn("d", noon))
	wantHistory(t, w.log, "u1", chatOn("d", noon))
}

// TestEraseElsewhere: profiles in a store of their own, and no files.
func TestEraseElsewhere(t *testing.T) {
	w := newWard(t)
	customers := &journal.Customers{Journal: new(journal.Memory)}
	if err := customers.Save(t.Context(), contact.Customer{ID: "u1"}); err != nil {
		t.Fatal(err)
	}
	if _, err := (&history.Eraser{Journal: w.Memory, Customers: customers}).Erase(t.Context(), "u1"); err != nil {
		t.Errorf("Erase failed: %v", err)
	}
	if _, err := customers.Customer(t.Context(), "u1"); !errors.Is(err, contact.ErrNoCustomer) {
		t.Errorf("Customer returned %v, want ErrNoCustomer", err)
	}
	if len(records(t, w, "customer/u1")) != 1 || len(records(t, w, "history/u1")) != 0 {
		t.Error("the wrong profile was erased, or the history was not")
	}
}

func TestEraseOpen(t *testing.T) {
	w := newWard(t)
	put(t, w.log, "u1", chatOn("on", noon.Add(-1)), chatOn("newer", noon))
	got, err := (&history.Eraser{Journal: w.Memory, Blobs: w.files}).Erase(t.Context(), "u1")
	if wantError(t, err, history.ErrOpen, "u1", "newer"); got != (history.Erased{}) {
		t.Errorf("Erase = %+v", got)
	}
	w.wantWhole(t)
	got, err = (&history.Eraser{Journal: w.Memory, Blobs: w.files, Force: true}).Erase(t.Context(), "u1")
	if err != nil || got.Contacts != 5 {
		t.Errorf("Erase = %+v, %v, want 5 contacts", got, err)
	}
	w.wantErased(t)
}

func TestEraseUnsupported(t *testing.T) {
	for name, hide := range map[string]func(journal.Journal) journal.Journal{
		"plain":   func(j journal.Journal) journal.Journal { return plain{j} },
		"wrapper": func(j journal.Journal) journal.Journal { return wrapper{j} },
	} {
		w := newWard(t)
		for _, customer := range []contact.CustomerID{"u1", "nobody"} {
			if _, err := (&history.Eraser{Journal: hide(w.Memory), Blobs: w.files}).Erase(t.Context(), customer); !errors.Is(err, errors.ErrUnsupported) {
				t.Errorf("%s: Erase(%s) returned %v, want ErrUnsupported", name, customer, err)
			}
		}
		w.wantWhole(t)
		put(t, w.log, "u1", chatOn("d", noon)) // and the history is not sealed
	}
}

// TestEraseBegun: contacts that are put while an erasure runs are erased too, stop it, or are refused, but
// never forgotten.
func TestEraseBegun(t *testing.T) {
	for _, tc := range []struct {
		when string // the first write to this stream, by the erasure
		op   journal.Op
		put  history.Entry
		want error // of Erase
		err  error // of Put
	}{
		{"chat/a", journal.OpDelete, email("new", noon), nil, nil},
		{"chat/a", journal.OpDelete, chatOn("new", noon), history.ErrOpen, nil},
		{"customer/u1", journal.OpDelete, email("new", noon), nil, nil},
		{"history/u1", journal.OpAppend, email("new", noon), nil, nil},
		{"history/u1", journal.OpAppend, chatOn("new", noon), history.ErrOpen, nil},
		{"history/u1", journal.OpDelete, email("new", noon), nil, contact.ErrNoCustomer},
	} {
		w := newWard(t)
		met := false
		j := &meddler{Memory: w.Memory, before: func(op journal.Op, stream string) {
			if met || op != tc.op || stream != tc.when {
				return
			}
			met = true
			if err := w.log.Put(t.Context(), "u1", tc.put); !errors.Is(err, tc.err) || tc.err == nil && err != nil {
				t.Errorf("Put at %s %s returned %v, want %v", tc.op, tc.when, err, tc.err)
			} else if err == nil {
				add(t, w, tc.put.Channel.String()+"/new", []byte("hello"))
			}
		}}
		_, err := (&history.Eraser{Journal: j, Blobs: w.files}).Erase(t.Context(), "u1")
		if !met || !errors.Is(err, tc.want) || tc.want == nil && err != nil {
			t.Errorf("Erase returned %v, want %v after Put at %s %s", err, tc.want, tc.op, tc.when)
		}
		left := len(records(t, w, tc.put.Channel.String()+"/new"))
		_, listed := w.log.Get(t.Context(), "u1", "new")
		if tc.want == nil && left > 0 || tc.want != nil && (left == 0 || listed != nil) {
			t.Errorf("after Put at %s %s the content has %d records, Get returns %v", tc.op, tc.when, left, listed)
		}
		if tc.want == nil {
			w.wantErased(t)
		}
	}
}

// TestEraseAlwaysBeaten: an erasure that others always outrun gives up, and can be repeated.
func TestEraseAlwaysBeaten(t *testing.T) {
	w := newWard(t)
	n := 0
	j := &meddler{Memory: w.Memory, before: func(op journal.Op, stream string) {
		if op == journal.OpAppend {
			n++
			put(t, w.log, "u1", over(chatOn(contact.ID(contact.NewID()), noon)))
		}
	}}
	_, err := (&history.Eraser{Journal: j}).Erase(t.Context(), "u1")
	if !errors.Is(err, journal.ErrConflict) || n != 100 {
		t.Errorf("Erase returned %v after %d tries, want ErrConflict after 100", err, n)
	}
	if _, err := (&history.Eraser{Journal: w.Memory, Blobs: w.files}).Erase(t.Context(), "u1"); err != nil {
		t.Errorf("Erase failed: %v", err)
	}
	w.wantErased(t)
}

// TestPutErased: an entry that is being put when the history is erased does not bring it back.
func TestPutErased(t *testing.T) {
	w := newWard(t)
	met := false
	late := &history.Log{Journal: &meddler{Memory: w.Memory, before: func(journal.Op, string) {
		if met {
			return
		}
		met = true
		if _, err := (&history.Eraser{Journal: w.Memory, Blobs: w.files}).Erase(context.Background(), "u1"); err != nil {
			t.Errorf("Erase failed: %v", err)
		}
	}}}
	if err := late.Put(t.Context(), "u1", email("b", noon.Add(time.Hour))); err != nil {
		t.Fatalf("Put of what is there returned %v", err)
	}
	if err := late.Put(t.Context(), "u1", chatOn("d", noon)); !errors.Is(err, contact.ErrNoCustomer) || !met {
		t.Errorf("Put during an erasure returned %v, want ErrNoCustomer", err)
	}
	w.wantErased(t)
}
