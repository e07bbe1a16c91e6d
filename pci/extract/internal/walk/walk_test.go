package walk_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

func newWalk(t *testing.T, limits walk.Limits) *walk.Walk {
	return walk.New(t.Context(), walk.Config{Limits: limits, Visit: func(walk.Part, []byte) {}, Open: func(*walk.Walk, []byte) {}})
}

// TestPicturesCrowdNothingOut: however many pictures there are, a gap of another kind is kept.
func TestPicturesCrowdNothingOut(t *testing.T) {
	w := newWalk(t, walk.Limits{})
	for i := range 3000 {
		w.Gap(fmt.Sprint("picture ", i), walk.Picture)
	}
	w.Gap("secret", walk.Encrypted)
	w.Gap("more", walk.Corrupt)
	gaps, cut := w.Gaps()
	if last := gaps[len(gaps)-1]; last != (walk.Gap{Path: "secret", Cause: walk.Encrypted}) || !cut || len(gaps) != 1000 {
		t.Errorf("%d gaps, the last is %v, want 1000, and the encrypted part", len(gaps), last)
	}
}

func TestInflate(t *testing.T) {
	for name, test := range map[string]struct {
		limits walk.Limits
		n      int
		cause  walk.Cause
	}{
		"whole": {walk.Limits{}, 100_000, 0},
		"part":  {walk.Limits{PartBytes: 5000}, 5000, walk.TooLarge},
		"total": {walk.Limits{TotalBytes: 5000}, 0, walk.TooLarge},
	} {
		w := newWalk(t, test.limits)
		data := w.Inflate(name, strings.NewReader(strings.Repeat("x", 100_000)))
		gaps, _ := w.Gaps()
		if len(data) != test.n || (len(gaps) > 0) != (test.cause != 0) || len(gaps) > 0 && gaps[0].Cause != test.cause {
			t.Errorf("%s: %d bytes, gaps %v, want %d, %v", name, len(data), gaps, test.n, test.cause)
		}
	}
	w := newWalk(t, walk.Limits{})
	data := w.Inflate("cut", iotest.DataErrReader(iotest.TimeoutReader(bytes.NewReader(make([]byte, 40_000)))))
	if gaps, _ := w.Gaps(); len(data) == 0 || len(gaps) != 1 || gaps[0].Cause != walk.Corrupt {
		t.Errorf("a reader that fails: %d bytes, gaps %v, want some, and one that is corrupt", len(data), gaps)
	}
}
