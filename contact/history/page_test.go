package history_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/google/go-cmp/cmp"
)

// TestPageOrder: chat and email together, newest first; contact ids decide between equal times.
func TestPageOrder(t *testing.T) {
	l, _ := newLog()
	put(t, l, "u1", email("b", noon), chatOn("d", noon.Add(-1)), email("c", noon), over(chatOn("a", noon.Add(time.Hour))))
	put(t, l, "u2", chatOn("e", noon))
	want := []contact.ID{"a", "c", "b", "d"}
	for n := 1; n <= 5; n++ {
		var got []contact.ID
		for page := range pages(t, l, "u1", n) {
			if len(page.Entries) > n || len(page.Entries) == 0 {
				t.Errorf("a page of %d has %d entries", n, len(page.Entries))
			}
			got = append(got, ids(page.Entries)...)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("pages of %d mismatch (-want +got):\n%s", n, diff)
		}
	}
}

func TestPageSize(t *testing.T) {
	l, _ := newLog()
	for i := range 120 {
		put(t, l, "u1", email(contact.ID(fmt.Sprint(i)), noon.Add(time.Duration(i))))
	}
	for n, want := range map[int]int{-1: 20, 0: 20, 1: 1, 99: 99, 100: 100, 101: 100, 1 << 40: 100} {
		page, err := l.Page(t.Context(), "u1", "", n)
		if err != nil || len(page.Entries) != want || page.Next == "" {
			t.Errorf("Page(%d) has %d entries, next %q, %v, want %d", n, len(page.Entries), page.Next, err, want)
		}
	}
	page, err := l.Page(t.Context(), "u1", "", 60)
	if err != nil {
		t.Fatal(err)
	}
	if page, err = l.Page(t.Context(), "u1", page.Next, 60); err != nil || len(page.Entries) != 60 || page.Next != "" {
		t.Errorf("the last page has %d entries, next %q, %v", len(page.Entries), page.Next, err)
	}
}

// TestPageStable: contacts that begin between two pages neither shift nor repeat anything, and neither
// do contacts that end.
func TestPageStable(t *testing.T) {
	l, _ := newLog()
	put(t, l, "u1", chatOn("a", noon), chatOn("b", noon.Add(1)), chatOn("c", noon.Add(2)), chatOn("d", noon.Add(3)))
	first, err := l.Page(t.Context(), "u1", "", 2)
	if err != nil {
		t.Fatal(err)
	}
	put(t, l, "u1", chatOn("e", noon.Add(4)), over(chatOn("b", noon.Add(1))), over(chatOn("c", noon.Add(2))), chatOn("c2", noon.Add(2)))
	rest, err := l.Page(t.Context(), "u1", first.Next, 20)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]contact.ID{"d", "c", "b", "a"}, slices.Concat(ids(first.Entries), ids(rest.Entries))); diff != "" {
		t.Errorf("pages mismatch (-want +got):\n%s", diff)
	}
	if !rest.Entries[0].Over() || rest.Next != "" {
		t.Errorf("the last page is %+v", rest)
	}
}

func TestPageEmpty(t *testing.T) {
	for _, l := range []*history.Log{stored(t), stored(t, "\x00"), stored(t, least, "\x00")} {
		page, err := l.Page(t.Context(), "u1", "", 0)
		if text, _ := json.Marshal(page); err != nil || string(text) != `{"entries":[]}` {
			t.Errorf("Page = %s, %v", text, err)
		}
		_, err = l.Get(t.Context(), "u1", "c1")
		wantError(t, err, history.ErrNoContact, "u1", "c1")
	}
}

func TestPageCustomer(t *testing.T) {
	l, _ := newLog()
	for _, customer := range []contact.CustomerID{"", contact.CustomerID("minji" + strings.Repeat("x", contact.MaxID)), "minji\n"} {
		_, err := l.Page(t.Context(), customer, "", 0)
		_, gotten := l.Get(t.Context(), customer, "c1")
		_, erased := (&history.Eraser{Journal: l.Journal}).Erase(t.Context(), customer)
		for _, err := range []error{err, gotten, erased, l.Put(t.Context(), customer, chatOn("c1", noon))} {
			wantError(t, err, history.ErrInvalid, customer, "")
			if !errors.Is(err, contact.ErrInvalidCustomer) || strings.Contains(err.Error(), "minji") {
				t.Errorf("error is %v, want ErrInvalidCustomer without content", err)
			}
		}
	}
	longest := contact.CustomerID(strings.Repeat("x", contact.MaxID))
	put(t, l, longest, chatOn("c1", noon))
	wantHistory(t, l, longest, chatOn("c1", noon))
}

func TestCursorRefused(t *testing.T) {
	l, _ := newLog()
	put(t, l, "u1", chatOn("a", noon), chatOn("b", noon))
	page, err := l.Page(t.Context(), "u1", "", 1)
	if err != nil {
		t.Fatal(err)
	}
	good := page.Next
	for _, c := range []history.Cursor{
		"x", "\n", "oA", "gA", "gvb2", good + "A", good[1:], good + "\n", good[:4] + "\n" + good[4:], good + "=",
		history.Cursor(strings.Repeat("A", 1<<20)),
	} {
		_, err := l.Page(t.Context(), "u1", c, 1)
		wantError(t, err, history.ErrCursor, "", "")
	}
	if page, err = l.Page(t.Context(), "u1", good, 1); err != nil || page.Entries[0].Contact != "a" {
		t.Errorf("Page = %+v, %v", page, err)
	}
}

// FuzzCursor: any text is a place or ErrCursor, and each contact is before or behind it, or at it.
func FuzzCursor(f *testing.F) {
	l, _ := newLog()
	put(f, l, "u1", longest(), chatOn("a", noon), chatOn("b", noon), email("고객", noon.Add(-1)))
	for page := range pages(f, l, "u1", 1) {
		f.Add(string(page.Next))
	}
	everything := all(f, l, "u1")
	f.Fuzz(func(t *testing.T, cursor string) {
		page, err := l.Page(t.Context(), "u1", history.Cursor(cursor), 10)
		if err != nil {
			if !errors.Is(err, history.ErrCursor) {
				t.Fatalf("Page returned %v, want ErrCursor", err)
			}
			return
		}
		if rest := everything[len(everything)-len(page.Entries):]; page.Next != "" || cmp.Diff(rest, page.Entries) != "" && len(rest) > 0 {
			t.Fatalf("Page returned %v, want an end of the history", ids(page.Entries))
		}
	})
}
