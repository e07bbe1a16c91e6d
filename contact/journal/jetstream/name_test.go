package jetstream

import (
	"fmt"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"pgregory.net/rapid"
)

func TestToken(t *testing.T) {
	for name, want := range map[string]string{
		"center/7":       "center/7",
		"chat/a-b_C":     "chat/a-b_C",
		"a.b":            "a=2Eb",
		"*":              "=2A",
		">":              "=3E",
		" ":              "=20",
		"=":              "=3D",
		"상":              "=EC=83=81",
		"$JS.API":        "=24JS=2EAPI",
		"center/1=2E":    "center/1=3D2E",
		"\xff\x00":       "=FF=00",
		"Center/7 is \"": "Center/7=20is=20=22",
	} {
		if got := token(name); got != want {
			t.Errorf("token(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestTokenReversible: every name has a token, of legal characters only, that is nobody else's.
func TestTokenReversible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := string(rapid.SliceOfN(rapid.Byte(), 1, journal.MaxStream).Draw(t, "name"))
		s := token(name)
		if got, ok := untoken(s); !ok || got != name {
			t.Errorf("untoken(%q) = %q, %t, want %q", s, got, ok, name)
		}
		if i := strings.IndexFunc(s, func(r rune) bool { return r != '=' && (r > 0x7f || !plain(byte(r))) }); i >= 0 {
			t.Errorf("token(%q) = %q has an illegal character at %d", name, s, i)
		}
	})
}

// FuzzUntoken: what is taken for a token is the token of its name.
func FuzzUntoken(f *testing.F) {
	for _, s := range []string{"center/7", "=2E", "=2e", "=41", "=", "=2", "a.b", "=ZZ", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if name, ok := untoken(s); ok && token(name) != s {
			t.Errorf("untoken(%q) = %q, whose token is %q", s, name, token(name))
		}
	})
}

func TestSupported(t *testing.T) {
	for version, want := range map[string]bool{
		"2.9.25": false, "2.10.29": false, "1.4.1": false, "2.11.0": true, "2.11.0-RC.1": true, "2.15.2": true, "3.0.0": true, "": true, "dev": true,
	} {
		if got := supported(version); got != want {
			t.Errorf("supported(%q) = %t, want %t", version, got, want)
		}
	}
}

// TestTails: what was set last is found, while no more than the limit is kept, the newest certainly.
func TestTails(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.IntRange(1, 5).Draw(t, "limit")
		tails := &tails{limit: limit}
		model := map[string]place{}
		for range rapid.IntRange(1, 50).Draw(t, "steps") {
			stream := fmt.Sprint(rapid.IntRange(0, 9).Draw(t, "stream"))
			p := place{journal.Version(rapid.IntRange(0, 9).Draw(t, "version")), rapid.Uint64Range(1, 9).Draw(t, "seq")}
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0:
				tails.set(stream, p)
				model[stream] = p
			case 1:
				known, ok := tails.get(stream)
				tails.raise(stream, p)
				if ok && known.seq >= p.seq {
					p = known
				}
				model[stream] = p
			case 2:
				tails.forget(stream)
				delete(model, stream)
				continue
			case 3:
				if got, ok := tails.get(stream); ok && got != model[stream] {
					t.Fatalf("get(%q) = %v, want %v", stream, got, model[stream])
				}
				continue
			}
			if got, ok := tails.get(stream); !ok || got != model[stream] {
				t.Fatalf("get(%q) = %v, %t, want %v", stream, got, ok, model[stream])
			}
		}
		if n := len(tails.new) + len(tails.old); n > 2*limit {
			t.Errorf("%d places are kept, want %d at most", n, 2*limit)
		}
	})
}
