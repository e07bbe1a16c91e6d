package journal_test

import (
	"context"
	"errors"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
)

// TestCut cuts a stream everywhere.
func TestCut(t *testing.T) {
	m := fill(t, 40)
	for through := range journal.Version(41) {
		if err := m.Trim(t.Context(), stream, through); err != nil {
			t.Fatal(err)
		}
		if got, err := journal.Cut(t.Context(), m, stream); got != through || err != nil {
			t.Errorf("Cut = %d, %v, want %d", got, err, through)
		}
	}
	if got, err := journal.Cut(t.Context(), m, "chat/nobody"); got != 0 || err != nil {
		t.Errorf("Cut of a stream that is not there = %d, %v", got, err)
	}
}

func TestCutFails(t *testing.T) {
	m := fill(t, 10)
	if err := m.Trim(t.Context(), stream, 5); err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 20; n++ {
		f := &journaltest.Faulty{Journal: m, Plan: func(_ journal.Op, call int) journaltest.Fault {
			if call == n {
				return journaltest.Fail
			}
			return journaltest.None
		}}
		if _, err := journal.Cut(t.Context(), f, stream); !errors.Is(err, journaltest.ErrInjected) {
			t.Errorf("with a failure of read %d, Cut returned %v", n, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := journal.Cut(ctx, m, stream); !errors.Is(err, context.Canceled) {
		t.Errorf("Cut returned %v, want context.Canceled", err)
	}
}
