package reply_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/google/go-cmp/cmp"
)

func TestAddCc(t *testing.T) {
	o := reply.Original{From: list("kim@a.example"), To: list(us), Cc: list("lee@b.example")}
	answer, err := reply.Recipients(o, reply.All, own(t, us))
	if err != nil {
		t.Fatal(err)
	}
	many := make([]string, reply.MaxRecipients)
	for i := range many {
		many[i] = fmt.Sprintf("c%d@d.example", i)
	}
	for _, tc := range []struct {
		name  string
		typed []string
		want  string
		err   error
		index int
	}{
		{"none", nil, "lee@b.example", nil, 0},
		{"one", []string{"Park <park@c.example>"}, "lee@b.example, Park <park@c.example>", nil, 0},
		{"two", []string{"park@c.example", "choi@d.example"}, "lee@b.example, park@c.example, choi@d.example", nil, 0},
		{"is in to", []string{"KIM@a.example"}, "lee@b.example", nil, 0},
		{"is in cc", []string{"lee@B.example"}, "lee@b.example", nil, 0},
		{"twice", []string{"park@c.example", "Park@C.example"}, "lee@b.example, park@c.example", nil, 0},
		{"nonsense", []string{"park@c.example", "nonsense"}, "lee@b.example", reply.ErrAddress, 1},
		{"empty", []string{""}, "lee@b.example", reply.ErrAddress, 0},
		{"several in one", []string{"a@c.example, b@c.example"}, "lee@b.example", reply.ErrAddress, 0},
		{"injection", []string{"a@c.example\r\nBcc: b@c.example"}, "lee@b.example", reply.ErrAddress, 0},
		{"own", []string{"a@c.example", "b@c.example", "Support+x@us.example"}, "lee@b.example", reply.ErrOwnAddress, 2},
		{"as many as can be", many[2:], show(append(list("lee@b.example"), list(strings.Join(many[2:], ","))...)), nil, 0},
		{"one more", many[1:], "lee@b.example", reply.ErrTooMany, 0},
	} {
		before := slices.Clone(answer.Cc)
		got, err := reply.AddCc(answer, own(t, us), tc.typed...)
		if !errors.Is(err, tc.err) || show(got.Cc) != tc.want {
			t.Errorf("%s: cc %q, %v, want %q, %v", tc.name, show(got.Cc), err, tc.want, tc.err)
		}
		var typed *reply.Error
		if errors.As(err, &typed) && (typed.Index != tc.index || strings.Contains(err.Error(), "@")) {
			t.Errorf("%s: error %v at %d, want %d", tc.name, err, typed.Index, tc.index)
		}
		var cause *message.AddressError
		if errors.Is(err, reply.ErrAddress) && !errors.As(err, &cause) {
			t.Errorf("%s: %v does not tell what is wrong", tc.name, err)
		}
		if diff := cmp.Diff(answer.To, got.To); diff != "" {
			t.Errorf("%s: To has changed: %s", tc.name, diff)
		}
		if diff := cmp.Diff(before, answer.Cc); diff != "" {
			t.Errorf("%s: the answer given has changed: %s", tc.name, diff)
		}
	}
}

// TestAddCcTwice: two answers made of one do not share anything.
func TestAddCcTwice(t *testing.T) {
	answer, err := reply.Recipients(reply.Original{From: list("kim@a.example"), Cc: list("lee@b.example")}, reply.All, reply.Own{})
	if err != nil {
		t.Fatal(err)
	}
	answer.Cc, answer.Why = slices.Grow(answer.Cc, 5), slices.Grow(answer.Why, 5) // room that both could write to
	one, err1 := reply.AddCc(answer, reply.Own{}, "one@c.example")
	two, err2 := reply.AddCc(answer, reply.Own{}, "two@c.example")
	if err := errors.Join(err1, err2); err != nil || show(one.Cc) != "lee@b.example, one@c.example" || show(two.Cc) != "lee@b.example, two@c.example" {
		t.Errorf("%q and %q, %v", show(one.Cc), show(two.Cc), err)
	}
	if last := one.Why[len(one.Why)-1]; last.From != reply.Typed || last.Role != reply.Cc || last.Reason != reply.Added {
		t.Errorf("the reason is %+v", last)
	}
}

func TestOwn(t *testing.T) {
	o := own(t, us, "Help+Line@US.example", "@desk.example", "@예시.한국")
	for addr, want := range map[string]bool{
		us:                                true,
		"SUPPORT@us.EXAMPLE":              true,
		"support+x@us.example":            true,
		"support+x+y@us.example":          true,
		"support+@us.example":             true,
		`"support+x"@us.example`:          true,
		"help+line@us.example":            true,
		"help+line+x@us.example":          true,
		"anything@Desk.example":           true,
		"a+b@desk.example":                true,
		"a@xn--vv4b11d.xn--3e0b707e":      true,
		"help@us.example":                 false,
		"help+x@us.example":               false,
		"supporter@us.example":            false,
		"support@us.example.evil.example": false,
		"support@evil.example":            false,
		"x@below.desk.example":            false,
		"x@mydesk.example":                false,
		"support":                         false,
		"":                                false,
	} {
		if got := o.Has(message.Address{Addr: addr}); got != want {
			t.Errorf("Has(%q) = %t", addr, got)
		}
		if (reply.Own{}).Has(message.Address{Addr: addr}) {
			t.Errorf("nobody's own is %q", addr)
		}
	}
	for _, pattern := range []string{"", "@", "support", "a@b@c", "@a@b", "a b@c.example"} {
		if _, err := reply.NewOwn(us, pattern); !errors.Is(err, reply.ErrOwnPattern) {
			t.Errorf("NewOwn(%q) returned %v", pattern, err)
		}
	}
}
