package journal_test

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/acdkit/acdkit/contact/journal"
)

func TestCheckStream(t *testing.T) {
	for _, tc := range []struct {
		stream string
		legal  bool
	}{
		{"center/7", true},
		{"center/a b", true},
		{"상담/대기열", true},
		{"%", true},
		{strings.Repeat("x", journal.MaxStream), true},
		{"", false},
		{strings.Repeat("x", journal.MaxStream+1), false},
		{strings.Repeat("한", journal.MaxStream/3+1), false},
		{"a\x00", false},
		{"a\n", false},
		{"\u0085", false},
		{"\x7f", false},
		{"\xff", false},
		{"한\n", false},
	} {
		err := journal.CheckStream(journal.OpRead, tc.stream)
		if legal := err == nil; legal != tc.legal {
			t.Errorf("CheckStream(%.20q) returned %v, want legal %t", tc.stream, err, tc.legal)
		}
		if err != nil && !errors.Is(err, journal.ErrInvalid) {
			t.Errorf("CheckStream(%.20q) returned %v, want ErrInvalid", tc.stream, err)
		}
	}
}

func TestCheckAppend(t *testing.T) {
	sound := journal.NewRecord("r-1", []byte("data"))
	damaged := sound
	damaged.Sum++
	huge := journal.NewRecord("r-1", make([]byte, journal.MaxRecord+1))
	for name, tc := range map[string]struct {
		stream string
		after  journal.Version
		rec    journal.Record
		limit  int
		want   error
	}{
		"sound":          {"s", 0, sound, 0, nil},
		"at limit":       {"s", 0, sound, 4, nil},
		"last version":   {"s", journal.MaxVersion - 1, sound, 0, nil},
		"no stream":      {"", 0, sound, 0, journal.ErrInvalid},
		"no id":          {"s", 0, journal.NewRecord("", nil), 0, journal.ErrInvalid},
		"long id":        {"s", 0, journal.NewRecord(strings.Repeat("x", journal.MaxID+1), nil), 0, journal.ErrInvalid},
		"bad sum":        {"s", 0, damaged, 0, journal.ErrInvalid},
		"version":        {"s", journal.MaxVersion, sound, 0, journal.ErrInvalid},
		"above limit":    {"s", 0, sound, 3, journal.ErrTooLarge},
		"above maximum":  {"s", 0, huge, 0, journal.ErrTooLarge},
		"limit too high": {"s", 0, huge, journal.MaxRecord * 2, journal.ErrTooLarge},
	} {
		err := journal.CheckAppend(tc.stream, tc.after, tc.rec, tc.limit)
		if !errors.Is(err, tc.want) {
			t.Errorf("%s: CheckAppend returned %v, want %v", name, err, tc.want)
		}
		if err != nil && strings.Contains(err.Error(), "data") {
			t.Errorf("%s: CheckAppend's error shows the data: %v", name, err)
		}
	}
}

// legal is the rule for stream names, the slow way.
func legal(s string) bool {
	return len(s) >= 1 && len(s) <= journal.MaxStream && utf8.ValidString(s) && strings.IndexFunc(s, unicode.IsControl) < 0
}

func FuzzCheckStream(f *testing.F) {
	for _, s := range []string{"", "center/7", "상담", "a\x00", "\xff", "한\u0085", strings.Repeat("x", 257)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		err := journal.CheckStream(journal.OpRead, s)
		if (err == nil) != legal(s) {
			t.Fatalf("CheckStream(%q) returned %v, want legal %t", s, err, legal(s))
		}
		if err != nil && (!utf8.ValidString(err.Error()) || strings.ContainsFunc(err.Error(), unicode.IsControl)) {
			t.Fatalf("CheckStream(%q) returned an error that is not fit for a log: %q", s, err)
		}
	})
}
