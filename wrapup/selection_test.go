package wrapup

import (
	"errors"
	"slices"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCheck(t *testing.T) {
	type picks = []ReasonID
	tests := []struct {
		name   string
		policy Policy
		q      contact.QueueID
		picked picks
		want   *Error
	}{
		{"one", Policy{}, "q", picks{"refund"}, nil},
		{"several", Policy{}, "q", picks{"refund", "discount"}, nil},
		{"of this queue", Policy{}, "vip", picks{"vip"}, nil},
		{"none by default", Policy{}, "q", nil, &Error{Code: ErrTooFew, Limit: 1}},
		{"none", Policy{Min: NoMinimum}, "q", nil, nil},
		{"too few", Policy{Min: 2}, "q", picks{"cash"}, &Error{Code: ErrTooFew, Count: 1, Limit: 2}},
		{"all there are", Policy{Min: 9}, "q", picks{"cash", "refund", "discount"}, nil},
		{"not all there are", Policy{Min: 9}, "q", picks{"cash"}, &Error{Code: ErrTooFew, Count: 1, Limit: 3}},
		{"too many", Policy{Max: 1}, "q", picks{"cash", "refund"}, &Error{Code: ErrTooMany, Count: 2, Limit: 1}},
		{"unknown", Policy{}, "q", picks{"cash", "no"}, &Error{Code: ErrUnknown, Reason: "no"}},
		{"empty id", Policy{}, "q", picks{""}, &Error{Code: ErrUnknown}},
		{"inactive", Policy{}, "q", picks{"old"}, &Error{Code: ErrInactive, Reason: "old"}},
		{"other channel", Policy{}, "q", picks{"spam"}, &Error{Code: ErrNotHere, Reason: "spam"}},
		{"other queue", Policy{}, "q", picks{"vip"}, &Error{Code: ErrNotHere, Reason: "vip"}},
		{"twice", Policy{}, "q", picks{"cash", "cash"}, &Error{Code: ErrTwice, Reason: "cash"}},
		{"the first bad pick decides", Policy{Max: 1}, "q", picks{"cash", "old", "no"},
			&Error{Code: ErrInactive, Reason: "old"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := shop(t).Check(tt.policy, contact.Chat, tt.q, tt.picked)
			got, _ := errors.AsType[*Error](err)
			if diff := cmp.Diff(tt.want, got); diff != "" || (err == nil) != (got == nil) {
				t.Errorf("Check = %v, mismatch (-want +got):\n%s", err, diff)
			}
		})
	}
}

// TestCheckEmptyCatalog: a queue without reasons is wrapped up with none (I2).
func TestCheckEmptyCatalog(t *testing.T) {
	var c Catalog
	if err := c.Check(Policy{Min: 3}, contact.Chat, "q", nil); err != nil {
		t.Errorf("Check = %v, want nil", err)
	}
	gone := newCatalog(t, Reason{ID: "r", Name: "n", Inactive: true})
	if err := gone.Check(Policy{}, contact.Chat, "q", nil); err != nil {
		t.Errorf("Check = %v, want nil", err)
	}
}

// naiveCheck says yes or no from a plain list of reasons.
func naiveCheck(list []Reason, p Policy, ch contact.Channel, q contact.QueueID, picked []ReasonID) bool {
	selectable := map[ReasonID]bool{}
	for _, r := range list {
		if !r.Inactive && (r.Channel == ch || r.Channel == 0) && (r.Queue == q || r.Queue == "") {
			selectable[r.ID] = true
		}
	}
	least := map[int]int{NoMinimum: 0, 0: 1, 1: 1, 2: 2, 3: 3}[p.Min]
	distinct := map[ReasonID]bool{}
	for _, id := range picked {
		if !selectable[id] {
			return false
		}
		distinct[id] = true
	}
	return len(distinct) == len(picked) && len(picked) >= min(least, len(selectable)) &&
		(p.Max == 0 || len(picked) <= p.Max)
}

func drawReasons(t *rapid.T) []Reason {
	var list []Reason
	for _, id := range []ReasonID{"a", "b", "c", "d"} {
		if rapid.Bool().Draw(t, "exists") {
			list = append(list, Reason{
				ID: id, Name: string(id),
				Channel:  rapid.SampledFrom([]contact.Channel{0, 0, contact.Chat, contact.Email}).Draw(t, "channel"),
				Queue:    rapid.SampledFrom([]contact.QueueID{"", "", "q", "other"}).Draw(t, "queue"),
				Inactive: rapid.SampledFrom([]bool{false, false, true}).Draw(t, "inactive"),
			})
		}
	}
	return list
}

func TestCheckOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := drawReasons(t)
		var c Catalog
		for _, r := range list {
			if err := c.Set(r); err != nil {
				t.Fatal(err)
			}
		}
		p := Policy{Min: rapid.IntRange(-1, 3).Draw(t, "min"), Max: rapid.IntRange(0, 3).Draw(t, "max")}
		id := rapid.SampledFrom([]ReasonID{"a", "b", "c", "d"})
		picked := rapid.SliceOfN(id, 0, 4).Draw(t, "picked")

		err := c.Check(p, contact.Chat, "q", picked)
		if want := naiveCheck(list, p, contact.Chat, "q", picked); (err == nil) != want {
			t.Fatalf("Check(%+v, %v) = %v, want ok %v", p, picked, err, want)
		}
		// I2: some selection always ends the wrap-up, and the first reasons of the list are one.
		if p.Validate() != nil {
			return
		}
		all := ids(slices.Collect(c.For(contact.Chat, "q")))
		least := c.Minimum(p, contact.Chat, "q")
		if err := c.Check(p, contact.Chat, "q", all[:least]); err != nil {
			t.Fatalf("the least selection %v under %+v: %v", all[:least], p, err)
		}
	})
}
