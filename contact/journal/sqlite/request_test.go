package sqlite

import (
	"context"
	"errors"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
)

// TestLeave: a caller that goes away is sure that nothing is stored only while the writer has not begun, and is told the
// outcome if there is one.
func TestLeave(t *testing.T) {
	r := func() *request {
		return &request{op: journal.OpAppend, stream: "center/1", version: 7, rec: journal.NewRecord("r", nil), done: make(chan outcome, 1)}
	}
	waiting, begun, done := r(), r(), r()
	begun.begun, done.begun = true, true
	done.done <- outcome{version: 8}

	err := waiting.leave(context.Canceled)
	if !errors.Is(err, context.Canceled) || errors.Is(err, journal.ErrUnknown) || !waiting.gone {
		t.Errorf("leaving before the writer has begun: %v", err)
	}
	err = begun.leave(context.Canceled)
	if e, ok := errors.AsType[*journal.Error](err); !ok || e.Err != journal.ErrUnknown || e.Cause != context.Canceled || e.Version != 7 || e.RecordID != "r" || !begun.gone {
		t.Errorf("leaving after the writer has begun: %v", err)
	}
	if err := done.leave(context.Canceled); err != nil || (<-done.done).version != 8 {
		t.Errorf("leaving when it is done: %v", err)
	}
}
