package leasetest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

// leasesOrder: Leases has every name that was claimed, ordered by its bytes.
func leasesOrder(s *subject) {
	s.renew("a", "b")
	leases, err := s.table().Leases(s.ctx)
	s.must("Leases", err)
	if len(leases) != 0 {
		s.t.Fatalf("Leases = %+v, want none", leases)
	}
	var names []string
	for i := range 50 {
		name := fmt.Sprintf("center/%d", i*7%50)
		names = append(names, name)
		s.claim(name, []string{"a", "b"}[i%2], []string{"a", "b"}[i%2])
	}
	s.must("Leave", s.table().Leave(s.ctx, "b"))
	slices.Sort(names)
	leases, err = s.table().Leases(s.ctx)
	s.must("Leases", err)
	var got []string
	for _, l := range leases {
		got = append(got, l.Name)
		if holder, err := s.table().Holder(s.ctx, l.Name); err != nil || holder != l {
			s.t.Errorf("Leases has %+v, Holder %+v, %v", l, holder, err)
		}
		if l.Node == "b" {
			s.t.Errorf("Leases has %+v, whose session is over", l)
		}
	}
	if !slices.Equal(got, names) {
		s.t.Errorf("Leases has the names %q, want %q", got, names)
	}
}

// leasesNames: legal names of all kinds are taken, and none for another.
func leasesNames(s *subject) {
	names := []string{
		"x", "X", "x ", " x", "x.y", "x.*", "x.>", "*", ">", ".", "..", "../x", "x/y", "x//y", "/", "$x", "_x", "-x", "%78", "x%",
		"x'y", `x"y`, `x\y`, "x;--", "x=y", "x:y", "x#y", "x?y", "x&y", "é", "e\u0301", "ß", "ss", "홍길동", "\u200d", "🎈", "nul", "NULL", "0", "00",
		strings.Repeat("n", lease.MaxName-1), strings.Repeat("n", lease.MaxName), strings.Repeat("홍", lease.MaxName/3),
	}
	s.renew(names...)
	slices.Sort(names)
	s.lives(names...)
	for i, name := range names {
		s.held(name, "")
		s.claim(name, names[len(names)-1-i], names[len(names)-1-i])
	}
	for i, name := range names {
		s.held(name, names[len(names)-1-i])
	}
	leases, err := s.table().Leases(s.ctx)
	s.must("Leases", err)
	if len(leases) != len(names) {
		s.t.Errorf("Leases has %d names, want %d", len(leases), len(names))
	}
}

// forget: a name that is forgotten is as if it had never been claimed.
func forget(s *subject) {
	s.renew("a", "b")
	s.must("Forget", s.table().Forget(s.ctx, "unknown"))
	s.claim("x", "a", "a")
	s.claim("y", "a", "a")
	for range 2 {
		s.must("Forget", s.table().Forget(s.ctx, "x"))
		s.held("x", "")
		leases, err := s.table().Leases(s.ctx)
		s.must("Leases", err)
		if len(leases) != 1 || leases[0].Name != "y" {
			s.t.Fatalf("Leases = %+v, want y only", leases)
		}
	}
	s.isError(s.table().Pass(s.ctx, "x", "a", "b"), lease.ErrNotHeld, lease.OpPass, "x", "a")
	s.claim("x", "b", "b")
	s.held("y", "a")
}
