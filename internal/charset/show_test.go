package charset

import (
	"testing"

	"pgregory.net/rapid"
)

func TestShow(t *testing.T) {
	tests := []struct {
		name, charset, in, want string
		doubt                   Doubt
	}{
		{"declared", "euc-kr", "\xc7\xd1", "한", 0},
		{"UTF-8 before a declaration that does not fit", "euc-kr", "한글입니다", "한글입니다", Wrong},
		{"declared with replacement", "euc-kr", "\xc7\xd1\xff", "한\uFFFD", Undecoded},
		{"CP949", "", "\x8c\x63", "똠", Guessed},
		{"no pairs", "", "d\xe9j\xe0", "déjà", Guessed},
		{"no Shift-JIS", "", "caf\xe9s", "cafés", Guessed},
		{"unknown", "x", "\xc7\xd1", "한", Unknown},
		{"Latin-1 that is UTF-8", "iso-8859-1", "é", "é", Wrong},
		{"Latin-1", "iso-8859-1", "\xe9", "é", 0},
		{"ASCII that is UTF-8", "us-ascii", "é", "é", Wrong},
		{"UTF-16 that is ASCII", "utf-16le", "hello!", "hello!", Wrong},
		{"a zero", "", "hello\x00, how are you?", "hello\x00, how are you?", 0},
		{"a zero in EUC-KR", "", "\xc7\xd1\xb1\xdb\x00!!", "한글\x00!!", Guessed},
		{"UTF-16", "", "h\x00e\x00l\x00l\x00o\x00", "hello", Guessed},
		{"escapes", "", "\x1b$)C\x0eGQ\x0f", "한", Guessed},
	}
	for _, tt := range tests {
		r := Read([]byte(tt.in), tt.charset)
		got, doubt := r.Show([]byte(tt.in), tt.charset)
		if string(got) != tt.want || doubt != tt.doubt {
			t.Errorf("%s: Show(%q, %q) = %q, %b, want %q, %b", tt.name, tt.in, tt.charset, got, doubt, tt.want, tt.doubt)
		}
	}
}

// What is shown has the digits of a text that was read; ShowFirst, those of the first.
func TestShownWasRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := []byte(rapid.StringOf(rapid.SampledFrom([]rune("01９é한+-~\x00\x1b$\x0e\x0f)C"))).Draw(t, "text"))
		if rapid.Bool().Draw(t, "bytes") {
			data = rapid.SliceOf(rapid.SampledFrom([]byte("\xa3\xb1\x82\x50\x8190 \x00\xc7\xd1\xff"))).Draw(t, "data")
		}
		set := rapid.SampledFrom([]string{"", "utf-8", "us-ascii", "latin1", "euc-kr", "utf-16", "shift_jis", "utf-7", "gb18030", "x"}).Draw(t, "charset")
		r := Read(data, set)
		if len(r.Texts) == 0 {
			return
		}
		if got, _ := r.Show(data, set); !r.has(got) {
			t.Fatalf("Show(%q, %q) = %q, which has the digits of none of %q", data, set, got, r.Texts)
		}
		if got, _ := r.ShowFirst(data, set); digits(got) != digits(r.Texts[0]) {
			t.Fatalf("ShowFirst(%q, %q) = %q, which has other digits than %q", data, set, got, r.Texts[0])
		}
	})
}
