package jetstream_test

import (
	"slices"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
)

// TestDeleteMeetsAppend: what is stored between the moments in which Delete looks and erases goes too, but not what begins the
// stream anew.
func TestDeleteMeetsAppend(t *testing.T) {
	s := newStub(t)
	j := s.open(t, time.Minute)
	for name, test := range map[string]struct {
		before, late []held
		want         int
	}{
		"nobody":        {before: three()},
		"next":          {three(), []held{whole(7, 4, "r-4")}, 0},
		"next two":      {three(), []held{whole(7, 4, "r-4"), whole(8, 5, "r-5")}, 0},
		"first part":    {three(), parts(7, 4, "long")[:1], 0},
		"last part":     {slices.Concat(three(), parts(4, 4, "long")[:3]), parts(4, 4, "long")[3:], 0},
		"of the first":  {parts(4, 1, "long")[:3], parts(4, 1, "long")[3:], 0},
		"again erased":  {three(), []held{whole(7, 1, "new"), whole(8, 2, "new-2")}, 2},
		"begins anew":   {parts(4, 1, "long")[:3], []held{whole(7, 1, "new")}, 1},
		"begins longer": {parts(4, 1, "long")[:3], parts(7, 1, "long"), 1},
	} {
		t.Run(name, func(t *testing.T) {
			s.set(test.before, nil)
			late := test.late
			s.answer(func(question string) bool { // called before the purge is done
				if question == "STREAM.PURGE" {
					s.leader, late = append(s.leader, late...), nil
				}
				return true
			})
			if err := j.Delete(t.Context(), "a"); err != nil {
				t.Fatal(err)
			}
			var got []journal.Record
			for rec, err := range j.Read(t.Context(), "a", 0) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, rec)
			}
			if len(got) != test.want {
				t.Errorf("%d records after Delete, want %d", len(got), test.want)
			}
		})
	}
}
