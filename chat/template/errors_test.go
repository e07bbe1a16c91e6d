package template

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
		{&Error{Code: ErrBadText, Template: "t1"}, `template: the text is blank, not UTF-8 or has a NUL (template "t1")`},
		{&Error{Code: ErrBadID, Template: "4111 1111 1111 1111 and more"}, "template: the template id is empty, too long or not printable UTF-8"},
		{&Error{Code: ErrUnknownVariable, Template: "t1", Offset: 7}, `template: no such variable (template "t1") (at 7)`},
		{&Error{Code: ErrUnclosed}, "template: two opening braces without two closing ones (at 0)"},
		{&Error{Code: ErrTooLong, Count: 4001, Limit: 4000}, "template: the text is too long (4001, limit 4000)"},
	}
	for _, tt := range tests {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("Error() = %q, want %q", got, tt.want)
		}
		wrapped := fmt.Errorf("desk: %w", tt.err)
		if !errors.Is(wrapped, tt.err.Code) {
			t.Errorf("errors.Is does not find %q", tt.err.Code)
		}
		if e, ok := errors.AsType[*Error](wrapped); !ok || e != tt.err {
			t.Errorf("errors.AsType does not find %v", tt.err)
		}
	}
	if errors.Is(&Error{Code: ErrUnclosed}, ErrUnknownVariable) {
		t.Error("one code is taken for another")
	}
}
