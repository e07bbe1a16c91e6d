package wrapup

import (
	"errors"
	"fmt"
	"testing"
)

func TestError(t *testing.T) {
	tests := []struct {
		err  *Error
		want string
	}{
		{&Error{Code: ErrGuest}, "wrapup: a guest has no wrap-up"},
		{&Error{Code: ErrTwice, Reason: "r1"}, `wrapup: the reason is picked twice (reason "r1")`},
		{&Error{Code: ErrUnknown, Reason: "4111 1111 1111 1111"}, "wrapup: no such reason"},
		{&Error{Code: ErrTooFew, Count: 0, Limit: 1}, "wrapup: too few reasons (0, limit 1)"},
		{&Error{Code: ErrBadMin, Count: -2}, "wrapup: the minimum is out of range (-2)"},
	}
	for _, tt := range tests {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("Error() = %q, want %q", got, tt.want)
		}
		wrapped := fmt.Errorf("floor: %w", tt.err)
		if !errors.Is(wrapped, tt.err.Code) {
			t.Errorf("errors.Is does not find %q", tt.err.Code)
		}
		if e, ok := errors.AsType[*Error](wrapped); !ok || e != tt.err {
			t.Errorf("errors.AsType does not find %v", tt.err)
		}
	}
	if errors.Is(&Error{Code: ErrTooFew}, ErrTooMany) {
		t.Error("one code is taken for another")
	}
}
