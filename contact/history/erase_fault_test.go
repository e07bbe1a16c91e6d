package history_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
)

// TestEraseCrash lets an erasure fail at its first step, its second, and so on: every read, append and
// delete of the journal and every erasure of files, each failing before it is done, without an answer, or
// after it is done. Whatever is left can still be found, and a repeated call finishes.
func TestEraseCrash(t *testing.T) {
	for _, fault := range []journaltest.Fault{journaltest.Fail, journaltest.Lost, journaltest.AnswerLost} {
		crashed := 0
		for at := 1; ; at++ {
			w, step := newWard(t), 0
			next := func() bool { step++; return step == at }
			w.files.crash = func() (before, after bool) {
				hit := next()
				return hit && fault != journaltest.AnswerLost, hit && fault == journaltest.AnswerLost
			}
			j := &journaltest.Faulty{Journal: w.Memory, Plan: func(journal.Op, int) journaltest.Fault {
				if next() {
					return fault
				}
				return journaltest.None
			}}
			_, err := (&history.Eraser{Journal: j, Blobs: w.files}).Erase(t.Context(), "u1")
			if err != nil {
				crashed++
				w.wantListed(t, fmt.Sprintf("%s at step %d", fault, at))
			}
			w.files.crash = nil
			if _, err := (&history.Eraser{Journal: w.Memory, Blobs: w.files}).Erase(t.Context(), "u1"); err != nil {
				t.Errorf("%s at step %d: the second Erase failed: %v", fault, at, err)
			}
			w.wantErased(t)
			if step < at {
				break // the fault was never reached: all steps have been tried
			}
		}
		if crashed < 8 { // 3 contacts, 3 owners of files, profile, history
			t.Errorf("%s: %d crashes, want one for each step", fault, crashed)
		}
	}
}

// wantListed checks that what is left of a contact is in the history of u1, for the next try to find.
func (w *ward) wantListed(t testing.TB, name string) {
	t.Helper()
	listed := make(map[string]bool)
	for _, e := range all(t, w.log, "u1") {
		listed[string(e.Contact)] = true
	}
	for id, stream := range map[string]string{"a": content[0], "b": content[1], "c": content[2]} {
		if (len(records(t, w, stream)) > 0 || w.files.held[id]) && !listed[id] {
			t.Errorf("%s: %s is left and nobody knows", name, stream)
		}
	}
}

// TestEraseConcurrent: desks put contacts and store their content while the customer is erased over and
// over. No contact is forgotten while it goes on, and the last erasure finds whatever is left.
func TestEraseConcurrent(t *testing.T) {
	const desks, contacts = 4, 20
	m := new(journal.Memory)
	erase := func() error {
		_, err := (&history.Eraser{Journal: m}).Erase(t.Context(), "u1")
		return err
	}
	var working, erasing sync.WaitGroup
	done := make(chan struct{})
	erasing.Go(func() {
		for {
			if err := erase(); err != nil && !errors.Is(err, history.ErrOpen) {
				t.Errorf("Erase failed: %v", err)
			}
			select {
			case <-done:
				return
			default:
			}
		}
	})
	var stored [desks]int
	for d := range desks {
		working.Go(func() {
			for n := range contacts {
				stored[d] += converse(t, m, contact.ID(fmt.Sprintf("%d-%d", d, n)))
			}
		})
	}
	working.Wait()
	close(done)
	erasing.Wait()
	if err := erase(); err != nil {
		t.Fatalf("Erase failed: %v", err)
	}
	if n := len(records(t, m, "history/u1")); n > 0 {
		t.Errorf("the history has %d records", n)
	}
	for d := range desks {
		for n := range contacts {
			if stream := fmt.Sprintf("chat/%d-%d", d, n); len(records(t, m, stream)) > 0 {
				t.Errorf("%s is left and nobody knows", stream)
			}
		}
		if stored[d] == 0 {
			t.Errorf("desk %d was always refused", d)
		}
	}
}

// converse is a contact's life, if the history takes it: it returns the number of messages.
func converse(t *testing.T, j journal.Journal, id contact.ID) int {
	l := &history.Log{Journal: j}
	e := chatOn(id, noon)
	err := l.Put(t.Context(), "u1", e)
	if errors.Is(err, contact.ErrNoCustomer) {
		return 0
	}
	if err == nil {
		_, err = j.Append(t.Context(), "chat/"+string(id), 0, journal.NewRecord(contact.NewID(), []byte("hello")))
	}
	if err == nil {
		_, err = l.Get(t.Context(), "u1", id)
	}
	if err == nil {
		err = l.Put(t.Context(), "u1", over(e))
	}
	if err != nil {
		t.Errorf("contact %s failed: %v", id, err)
	}
	return 1
}

// TestEraseSealed: an erasure that fails again and again at the history itself can still be repeated, and
// nothing is added meanwhile.
func TestEraseSealed(t *testing.T) {
	w := newWard(t)
	fail := true
	j := &failing{w.Memory, func(stream string) bool { return fail && stream == "history/u1" }}
	e := &history.Eraser{Journal: j, Blobs: w.files}
	want := history.Erased{Contacts: 3, Messages: 12}
	for range 3 {
		if got, err := e.Erase(t.Context(), "u1"); !errors.Is(err, errCrash) || got != want {
			t.Errorf("Erase = %+v, %v, want %+v and a crash", got, err, want)
		}
		want = history.Erased{}
		if err := w.log.Put(t.Context(), "u1", chatOn("d", noon)); !errors.Is(err, contact.ErrNoCustomer) {
			t.Errorf("Put returned %v, want ErrNoCustomer", err)
		}
		wantHistory(t, w.log, "u1")
	}
	fail = false
	if _, err := e.Erase(t.Context(), "u1"); err != nil {
		t.Errorf("Erase failed: %v", err)
	}
	w.wantErased(t)
}

// TestEraseNothing: where there is no history, none is written, and none that begins meanwhile is erased.
func TestEraseNothing(t *testing.T) {
	l, m := newLog()
	j := &meddler{Memory: m, before: func(op journal.Op, stream string) {
		if op == journal.OpAppend || stream != "customer/u1" {
			t.Errorf("Erase did %s %s", op, stream)
		}
		put(t, l, "u1", chatOn("c1", noon))
	}}
	if _, err := (&history.Eraser{Journal: j}).Erase(t.Context(), "u1"); err != nil {
		t.Errorf("Erase failed: %v", err)
	}
	wantHistory(t, l, "u1", chatOn("c1", noon))
}

func TestEraseNewID(t *testing.T) {
	w := newWard(t)
	j := &failing{w.Memory, func(stream string) bool { return stream == "history/u1" }}
	e := &history.Eraser{Journal: j, NewID: func() string { return "seal" }}
	if _, err := e.Erase(t.Context(), "u1"); !errors.Is(err, errCrash) {
		t.Errorf("Erase returned %v, want a crash", err)
	}
	if ids := records(t, w, "history/u1"); ids[len(ids)-1] != "seal" {
		t.Errorf("records are %q, want the last to be the seal", ids)
	}
}
