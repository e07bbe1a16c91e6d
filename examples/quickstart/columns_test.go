package main

import "testing"

func TestColumns(t *testing.T) {
	tests := []struct {
		text string
		want int
	}{
		{"", 0}, {"Kim", 3}, {"김민준", 6}, {"é", 1}, {"e\u0301", 1}, {"한", 2}, {"\u1112\u1161\u11ab", 2}, {"🙂", 2}, {"ｶﾅ", 2},
	}
	for _, test := range tests {
		if got := columns(test.text); got != test.want {
			t.Errorf("columns(%q) = %d, want %d", test.text, got, test.want)
		}
	}
}

func TestCut(t *testing.T) {
	tests := []struct {
		text string
		n    int
		want string
	}{
		{"김민준", 6, "김민준"}, {"김민준", 5, "김.."}, {"김민준", 4, "김.."}, {"Emma Larsen", 8, "Emma L.."},
	}
	for _, test := range tests {
		if got := cut(test.text, test.n); got != test.want || columns(got) > test.n {
			t.Errorf("cut(%q, %d) = %q, want %q", test.text, test.n, got, test.want)
		}
	}
}

// What would steer the terminal, or turn the text around, is not printed.
func TestClean(t *testing.T) {
	if got, want := clean("a\x1b[2Jb\u202ec\u009b2Jd\te"), "a?[2Jb?c?2Jd?e"; got != want {
		t.Errorf("clean = %q, want %q", got, want)
	}
}
