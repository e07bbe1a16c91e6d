package payload_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact/journal/postgres/internal/payload"
	"pgregory.net/rapid"
)

// TestPack: what is packed comes out, and no notification is too long.
func TestPack(t *testing.T) {
	name := rapid.StringMatching(`[a-z/한😀"'\\ ]{1,60}`)
	rapid.Check(t, func(t *rapid.T) {
		streams := rapid.SliceOf(name).Draw(t, "streams")
		opening := rapid.Int64Min(1).Draw(t, "opening")
		var got []string
		for _, p := range payload.Pack(opening, streams) {
			if len(p) > payload.Max {
				t.Errorf("a notification has %d bytes", len(p))
			}
			from, names := payload.Parse(p)
			if from != opening {
				t.Errorf("the sender is %d, want %d", from, opening)
			}
			got = append(got, names...)
		}
		if !slices.Equal(got, streams) {
			t.Errorf("%q came out of %q", got, streams)
		}
	})
}

// FuzzParse: anybody who can connect can notify.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"", "1\na", "1\n\n", "x\ny", "-1\na\nb", "99999999999999999999\na"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, streams := payload.Parse(text)
		if head, rest, _ := strings.Cut(text, "\n"); strings.Join(streams, "\n") != rest {
			t.Errorf("%q after %q gives the streams %q", rest, head, streams)
		}
		for _, s := range streams {
			if strings.Contains(s, "\n") {
				t.Errorf("%q gives the stream %q", text, s)
			}
		}
	})
}
