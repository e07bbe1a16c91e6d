package wrapup

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestPolicyValidate(t *testing.T) {
	tests := []struct {
		name   string
		policy Policy
		want   error
	}{
		{"zero", Policy{}, nil},
		{"no minimum", Policy{Min: NoMinimum}, nil},
		{"exactly two", Policy{Min: 2, Max: 2}, nil},
		{"timer", Policy{After: MaxAfter, Default: "r", MayCancel: true}, nil},
		{"timer without default", Policy{Min: NoMinimum, After: time.Second}, nil},
		{"default and cancel without timer", Policy{Default: "r", MayCancel: true}, nil},
		{"minimum", Policy{Min: -2}, ErrBadMin},
		{"negative maximum", Policy{Max: -1}, ErrBadMax},
		{"maximum below minimum", Policy{Min: 3, Max: 2}, ErrBadMax},
		{"negative time", Policy{After: -1, Default: "r"}, ErrBadAfter},
		{"long time", Policy{After: MaxAfter + 1, Default: "r"}, ErrBadAfter},
		{"timer and minimum without default", Policy{After: time.Second}, ErrNoDefault},
		{"long default", Policy{Default: ReasonID(strings.Repeat("x", 200))}, ErrBadReasonID},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.policy.Validate(); !errors.Is(err, tt.want) {
				t.Errorf("Validate() = %v, want %v", err, tt.want)
			}
		})
	}
}
