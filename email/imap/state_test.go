package imap

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
)

func TestPause(t *testing.T) {
	var got []string
	for n := range 10 {
		got = append(got, pause(n, time.Second, time.Minute).String())
	}
	want := "0s 1s 2s 4s 8s 16s 32s 1m0s 1m0s 1m0s"
	if strings.Join(got, " ") != want || pause(1e9, time.Second, time.Hour) != time.Hour {
		t.Errorf("pauses are %s, want %s", got, want)
	}
}

// TestFailed: tries count when another mail was taken in between.
func TestFailed(t *testing.T) {
	s := &session{Fetcher: &Fetcher{retries: map[uint32]retry{}}, state: State{Next: 1}}
	var got []int
	for _, taken := range []int{0, 0, 0, 1, 0, 5, 0} {
		s.taken += taken
		got = append(got, s.failed(7))
	}
	if diff := cmp.Diff([]int{1, 1, 1, 2, 2, 3, 3}, got); diff != "" {
		t.Errorf("tries mismatch (-want +got):\n%s", diff)
	}
	s.failed(9)
	s.failed(8)
	if diff := cmp.Diff(State{Next: 10, Open: []Open{{7, 3}, {8, 1}, {9, 1}}}, s.state); diff != "" {
		t.Errorf("State mismatch (-want +got):\n%s", diff)
	}
	s.close(8)
	s.close(1<<32 - 1)
	if diff := cmp.Diff(State{Next: 10, Open: []Open{{7, 3}, {9, 1}}}, s.state); diff != "" {
		t.Errorf("State mismatch (-want +got):\n%s", diff)
	}
}

func TestTold(t *testing.T) {
	for _, tc := range []struct {
		err  error
		want string
	}{
		{errors.New("zanzibar"), errGarbage.Error()},
		{fmt.Errorf("zanzibar: %v", io.EOF), errGarbage.Error()},
		{&goimap.Error{Type: "NO", Code: "ALREADYEXISTS", Text: "zanzibar"}, "the server refuses: ALREADYEXISTS"},
		{&goimap.Error{Type: "NO", Code: "zanzibar", Text: "zanzibar"}, "the server refuses"},
		{io.EOF, io.ErrUnexpectedEOF.Error()},
		{&email.Error{Code: email.ErrUnavailable}, "email: unavailable"},
		{context.Canceled, "context canceled"},
	} {
		if got := told(tc.err, errGarbage).Error(); got != tc.want {
			t.Errorf("told(%v) is %q, want %q", tc.err, got, tc.want)
		}
	}
}

func TestJournalCursor(t *testing.T) {
	j := &journal.Memory{}
	first, second := &JournalCursor{Journal: j, Stream: "mailbox/1"}, &JournalCursor{Journal: j, Stream: "mailbox/1"}
	if got, err := first.Load(t.Context()); err != nil || got.Next != 0 {
		t.Fatalf("Load returned %+v, %v", got, err)
	}
	for _, want := range []State{{Validity: 1, Next: 2}, {Validity: 1, Next: 5, Open: []Open{{3, 1}}}} {
		if err := first.Save(t.Context(), want); err != nil {
			t.Fatal(err)
		}
		got, err := second.Load(t.Context())
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%v, State mismatch (-want +got):\n%s", err, diff)
		}
	}
	if err := second.Save(t.Context(), State{Next: 9}); err != nil {
		t.Fatal(err)
	}
	if err := first.Save(t.Context(), State{Next: 7}); !errors.Is(err, journal.ErrConflict) {
		t.Errorf("Save returned %v, want ErrConflict", err)
	}
	if _, err := j.Append(t.Context(), "mailbox/2", 0, journal.NewRecord("x", []byte("zanzibar"))); err != nil {
		t.Fatal(err)
	}
	damaged := &JournalCursor{Journal: j, Stream: "mailbox/2"}
	if _, err := damaged.Load(t.Context()); !errors.Is(err, email.ErrDamaged) || strings.Contains(err.Error(), "zanzibar") {
		t.Errorf("Load returned %v, want ErrDamaged", err)
	}
}
