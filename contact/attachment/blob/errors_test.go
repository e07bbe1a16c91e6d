package blob_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

var key = blob.Key{Owner: "contact-1", ID: "file-1"}

func TestErrorText(t *testing.T) {
	for _, tc := range []struct {
		err  *blob.Error
		want string
	}{
		{&blob.Error{Op: blob.OpOpen, Key: key, Err: blob.ErrNotFound}, `blob: open "contact-1" "file-1": not found`},
		{&blob.Error{Op: blob.OpPut, Key: key, Limit: 100, Err: blob.ErrTooLarge}, `blob: put "contact-1" "file-1": content too large, limit 100 bytes`},
		{
			&blob.Error{Op: blob.OpPut, Key: key, Err: blob.ErrRead, Cause: errors.New("what a user wrote")},
			`blob: put "contact-1" "file-1": content could not be read`,
		},
		{
			&blob.Error{Op: blob.OpDelete, Key: key, Err: errors.New("disk fails"), Cause: errors.New("old age")},
			`blob: delete "contact-1" "file-1": disk fails: old age`,
		},
		{&blob.Error{Op: blob.OpErase, Key: blob.Key{Owner: "contact-1"}, Err: context.Canceled}, `blob: erase "contact-1": context canceled`},
		{
			&blob.Error{Op: blob.OpOpen, Key: blob.Key{Owner: "a\n" + strings.Repeat("x", 1000), ID: "b"}, Err: blob.ErrInvalid},
			`blob: open "a\n` + strings.Repeat("x", blob.MaxName-2) + `" "b": invalid argument`,
		},
		{&blob.Error{Op: blob.OpErase}, `blob: erase ""`},
	} {
		if got := tc.err.Error(); got != tc.want {
			t.Errorf("Error() mismatch\ngot  %s\nwant %s", got, tc.want)
		}
	}
}

func TestErrorIs(t *testing.T) {
	inner := &blob.Error{Op: blob.OpPut, Key: key, Err: blob.ErrRead, Cause: io.ErrUnexpectedEOF}
	err := fmt.Errorf("attachment: %w", inner)
	if !errors.Is(err, blob.ErrRead) || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("errors.Is does not find both ErrRead and io.ErrUnexpectedEOF in %v", err)
	}
	if errors.Is(err, blob.ErrNotFound) {
		t.Errorf("errors.Is finds ErrNotFound in %v", err)
	}
	if e, ok := errors.AsType[*blob.Error](err); !ok || e != inner {
		t.Errorf("errors.AsType returned %v, %t", e, ok)
	}
}
