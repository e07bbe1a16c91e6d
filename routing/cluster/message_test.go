package cluster

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// far returns an error as another node gets it.
func far(t interface{ Fatalf(string, ...any) }, err error) error {
	data := encode(reply{Done: true, Answers: []answer{{Failure: encodeFailure(err)}}})
	r, e := decodeReply(data, 1)
	if e != nil {
		t.Fatalf("decodeReply failed: %v", e)
	}
	return r.Answers[0].Failure.decode()
}

// TestFailure: errors say the same on the far side, and are the same for errors.Is and errors.AsType.
func TestFailure(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 0, 0, 7, time.UTC)
	full := routing.Error{Code: routing.ErrState, Command: "accept", Agent: "a", Contact: "c", Queue: "q", State: "idle"}
	withCause := func(code routing.Code, err error) error { return &routing.Error{Code: code, Cause: err} }
	tests := map[string]error{
		"bare":                &routing.Error{Code: routing.ErrNotLeading},
		"full":                &full,
		"selection":           withCause(routing.ErrSelection, &wrapup.Error{Code: wrapup.ErrTooMany, Reason: "r", Count: 3, Limit: 2}),
		"odd reason":          withCause(routing.ErrSelection, &wrapup.Error{Code: wrapup.ErrUnknown, Reason: "4111\xff"}),
		"damage":              withCause(routing.ErrReadOnly, &routing.DamageError{At: at, Event: "offer-made", Cause: journal.ErrCorrupt}),
		"damage without more": withCause(routing.ErrReadOnly, &routing.DamageError{}),
		"journal": withCause(routing.ErrUnavailable, &journal.Error{
			Op: journal.OpCommit, Stream: "center/1", Version: 7, RecordID: "x", Err: journal.ErrUnknown, Cause: context.DeadlineExceeded,
		}),
		"state":   withCause(routing.ErrState, &contact.TransitionError{Machine: "contact", State: "queued", Event: "end"}),
		"command": withCause(routing.ErrInvalidCommand, errors.New("not JSON at byte 7")),
	}
	for name, near := range tests {
		t.Run(name, func(t *testing.T) {
			got := far(t, near)
			if name != "damage without more" && got.Error() != near.Error() {
				t.Errorf("the far side says %q, this one %q", got, near)
			}
			for _, target := range append(sentinels, routing.ErrState, routing.ErrNotLeading, wrapup.ErrTooMany, wrapup.ErrUnknown) {
				if errors.Is(got, target) != errors.Is(near, target) {
					t.Errorf("errors.Is(%v) is %v on the far side", target, errors.Is(got, target))
				}
			}
			same[routing.Error](t, got, near, func(e *routing.Error) { e.Cause = nil })
			same[wrapup.Error](t, got, near, nil)
			same[routing.DamageError](t, got, near, func(e *routing.DamageError) { e.Cause = nil })
		})
	}
	if err := far(t, nil); err != nil {
		t.Errorf("no error is %v on the far side", err)
	}
	if err := far(t, fmt.Errorf("wait: %w", context.Canceled)); !errors.Is(err, routing.ErrUnavailable) {
		t.Errorf("an error that leaves the outcome open is %v on the far side, want %v", err, routing.ErrUnavailable)
	}
	long := withCause(routing.ErrUnavailable, errors.New(strings.Repeat("한", MaxMessage)))
	if got := far(t, long).Error(); len(got) > 2*maxText {
		t.Errorf("a long text has %d bytes on the far side", len(got))
	}
}

// same checks that both errors have an error of a type in them, or neither, and that the two are equal.
func same[E any](t *testing.T, got, want error, blank func(*E)) {
	t.Helper()
	var g, w *E
	if errors.As(got, any(&g)) != errors.As(want, any(&w)) {
		t.Errorf("only one of %v and %v is a %T", got, want, w)
		return
	}
	if g == nil {
		return
	}
	a, b := *g, *w
	if blank != nil {
		blank(&a)
		blank(&b)
	}
	if diff := cmp.Diff(b, a); diff != "" {
		t.Errorf("error mismatch (-want +got):\n%s", diff)
	}
}

// TestFailureProperty: any ids and any words arrive as they were sent.
func TestFailureProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String()
		want := &routing.Error{
			Code: routing.Code(text.Draw(t, "code")), Command: text.Draw(t, "command"), State: text.Draw(t, "state"),
			Agent: contact.AgentID(text.Draw(t, "agent")), Contact: contact.ID(text.Draw(t, "contact")),
			Queue: contact.QueueID(text.Draw(t, "queue")),
		}
		if rapid.Bool().Draw(t, "cause") {
			want.Cause = &wrapup.Error{
				Code: wrapup.Code(text.Draw(t, "wrap-up")), Reason: wrapup.ReasonID(text.Draw(t, "reason")),
				Count: rapid.Int().Draw(t, "count"), Limit: rapid.Int().Draw(t, "limit"),
			}
		}
		if diff := cmp.Diff(error(want), far(t, want)); diff != "" {
			t.Fatalf("error mismatch (-want +got):\n%s", diff)
		}
	})
}

func TestMessages(t *testing.T) {
	want := request{Op: opDo, Center: "7", Commands: [][]byte{[]byte("{}"), {}}}
	got, err := decodeRequest(encode(want))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(request{})); diff != "" {
		t.Errorf("request mismatch (-want +got):\n%s", diff)
	}
	many := make([][]byte, maxCommands+1)
	for name, data := range map[string][]byte{
		"nothing":       {},
		"no center":     encode(request{Op: opTake}),
		"no commands":   encode(request{Op: opDo, Center: "7"}),
		"many commands": encode(request{Op: opDo, Center: "7", Commands: many}),
		"commands":      encode(request{Op: opTake, Center: "7", Commands: many[:1]}),
		"more":          append(encode(want), 0),
		"less":          encode(want)[:5],
		"other":         encode("x"),
	} {
		if got, err := decodeRequest(data); err == nil {
			t.Errorf("%s: decodeRequest returned %+v", name, got)
		}
	}
	if _, err := decodeReply(encode(reply{Done: true, Answers: make([]answer, 2)}), 3); err == nil {
		t.Error("a reply with two answers to three commands was taken")
	}
}

func FuzzRequest(f *testing.F) {
	cmd, err := routing.MarshalCommand(routing.Once{ID: "1", Command: routing.Accept{Agent: "a", Contact: "c"}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(encode(request{Op: opDo, Center: "7", Commands: [][]byte{cmd, cmd}}))
	f.Add(encode(request{Op: opPrepare, Center: "7"}))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := decodeRequest(data)
		if err != nil {
			return
		}
		again, err := decodeRequest(encode(r))
		if err != nil || !bytes.Equal(encode(again), encode(r)) {
			t.Errorf("%+v became %+v, %v", r, again, err)
		}
		for _, c := range r.Commands {
			if cmd, err := routing.UnmarshalCommand(c); (cmd == nil) == (err == nil) {
				t.Errorf("UnmarshalCommand(%q) = %v, %v", c, cmd, err)
			}
		}
	})
}

func FuzzReply(f *testing.F) {
	for _, err := range []error{
		nil, &routing.Error{Code: routing.ErrState, Cause: journal.ErrConflict},
		&routing.Error{Code: routing.ErrSelection, Cause: &wrapup.Error{Code: wrapup.ErrTooMany}},
		&routing.Error{Code: routing.ErrReadOnly, Cause: &routing.DamageError{Event: "x"}},
	} {
		f.Add(encode(reply{Done: true, Leader: "n", Answers: []answer{{Version: 7, Failure: encodeFailure(err)}}}), 1)
	}
	f.Fuzz(func(t *testing.T, data []byte, commands int) {
		r, err := decodeReply(data, commands)
		if err != nil {
			return
		}
		for _, a := range r.Answers {
			err := a.Failure.decode()
			if (err == nil) != (a.Failure == nil) {
				t.Errorf("%+v became %v", a.Failure, err)
			}
			if err == nil {
				continue
			}
			if again := far(t, err); errors.Is(again, journal.ErrUnknown) != errors.Is(err, journal.ErrUnknown) {
				t.Errorf("%v became %v", err, again)
			}
		}
	})
}
