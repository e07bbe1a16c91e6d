package codepage

import "testing"

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		page int
		in   string
		want string
		ok   bool
	}{
		{0, "4539\xA01488", "4539\u00A01488", true},
		{949, "\xB9\xF8\xC8\xA3 4539", "번호 4539", true},
		{932, "\x95\x5C4539", "表4539", true},
		{936, "\xBA\xC54539", "号4539", true},
		{950, "\xB8\xB94539", "號4539", true},
		{1251, "\xED\xEE\xEC\xE5\xF0 4539", "номер 4539", true},
		{1200, "4\x005\x00", "45", true},
		{50220, "\x1B$B%F\x1B(B4539", "テ4539", true},
		{65001, "번호 4539", "번호 4539", true},
		{28605, "\xA44539", "€4539", true},
		{949, "\xB04539\xFF", "\uFFFD4539\uFFFD", true}, // half a character swallows no digit
		{1361, "\xB94539", "\uFFFD4539", false},
		{1361, "4539", "4539", true},
	} {
		if got, ok := Decode(c.page, []byte(c.in)); got != c.want || ok != c.ok {
			t.Errorf("Decode(%d, %q) = %q, %t, want %q, %t", c.page, c.in, got, ok, c.want, c.ok)
		}
	}
}

// TestDigits has every byte before digits in every code page: no digit may be lost.
func TestDigits(t *testing.T) {
	for _, page := range []int{0, 437, 850, 874, 932, 936, 949, 950, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258, 10000, 20866, 65001} {
		for b := 0x80; b < 0x100; b++ {
			got, _ := Decode(page, []byte{byte(b), '4', '5', '3', '9'})
			if len(got) < 4 || got[len(got)-4:] != "4539" {
				t.Errorf("Decode(%d, %#x 4539) = %q", page, b, got)
			}
		}
	}
}

func TestOf(t *testing.T) {
	if got := OfLanguage(0x412); got != 949 {
		t.Errorf("OfLanguage(Korean) = %d, want 949", got)
	}
	if got := OfLanguage(0x404); got != 950 {
		t.Errorf("OfLanguage(Taiwan) = %d, want 950", got)
	}
	if got := OfCharset(129); got != 949 {
		t.Errorf("OfCharset(Hangul) = %d, want 949", got)
	}
	if got := OfCharset(1); got != 0 {
		t.Errorf("OfCharset(default) = %d, want 0", got)
	}
}
