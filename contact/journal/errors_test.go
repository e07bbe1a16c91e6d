package journal_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
)

func TestErrorText(t *testing.T) {
	for _, tc := range []struct {
		err  *journal.Error
		want string
	}{
		{
			&journal.Error{Op: journal.OpAppend, Stream: "center/7", Version: 12, RecordID: "r-1", Err: journal.ErrUnknown, Cause: errors.New("connection reset")},
			`journal: append "center/7" at version 12, record "r-1": outcome unknown: connection reset`,
		},
		{
			&journal.Error{Op: journal.OpDelete, Stream: "chat/1", Err: context.Canceled},
			`journal: delete "chat/1": context canceled`,
		},
		{
			&journal.Error{Op: journal.OpVerify, Version: 3, RecordID: "r-1", Err: journal.ErrCorrupt},
			`journal: verify at version 3, record "r-1": log is damaged`,
		},
		{
			&journal.Error{Op: journal.OpRead, Stream: "a\n" + strings.Repeat("x", 1000), Err: journal.ErrInvalid},
			`journal: read "a\n` + strings.Repeat("x", journal.MaxStream-2) + `" at version 0: invalid argument`,
		},
		{&journal.Error{Op: journal.OpTrim}, "journal: trim at version 0"},
		{&journal.Error{Op: journal.OpList, Stream: "chat/", Err: journal.ErrInvalid}, `journal: list "chat/": invalid argument`},
	} {
		if got := tc.err.Error(); got != tc.want {
			t.Errorf("Error() mismatch\ngot  %s\nwant %s", got, tc.want)
		}
	}
}

func TestErrorIs(t *testing.T) {
	inner := &journal.Error{Op: journal.OpAppend, Stream: "s", Version: 4, RecordID: "r", Err: journal.ErrUnknown, Cause: context.Canceled}
	err := fmt.Errorf("center: %w", inner)
	if !errors.Is(err, journal.ErrUnknown) || !errors.Is(err, context.Canceled) {
		t.Errorf("errors.Is does not find both ErrUnknown and context.Canceled in %v", err)
	}
	if errors.Is(err, journal.ErrConflict) {
		t.Errorf("errors.Is finds ErrConflict in %v", err)
	}
	if e, ok := errors.AsType[*journal.Error](err); !ok || e != inner {
		t.Errorf("errors.AsType returned %v, %t", e, ok)
	}
}
