package template

import "testing"

func TestNearTo(t *testing.T) {
	tests := []struct {
		template, customer string
		want               nearness
	}{
		{"ko", "ko", same},
		{"ko-kr", "KO_KR", same},
		{"iw", "he", same}, // the old tag of Hebrew
		{"en", "", same},
		{"en", "und", same},
		{"en", "no tag at all", same},
		{"", "", same},
		{"ko", "ko-KR", related},
		{"ko-KR", "ko", related},
		{"en-GB", "en-US", related},
		{"zh-Hant", "zh-TW", related},
		{"ko-Kore", "ko", related},
		{"", "ko", neutral},
		{"und", "ko", neutral},
		{"en", "ko", foreign},
		{"zh-CN", "zh-TW", foreign},
		{"sr-Latn", "sr", foreign},
		{"gsw", "de", foreign},
	}
	for _, tt := range tests {
		l, ok := parseLocale(tt.template)
		if !ok {
			t.Errorf("%q is refused", tt.template)
		}
		customer, _ := parseLocale(tt.customer)
		if got := l.nearTo(customer); got != tt.want {
			t.Errorf("%q for a customer of %q: %d, want %d", tt.template, tt.customer, got, tt.want)
		}
	}
}

func FuzzLanguage(f *testing.F) {
	for _, s := range []string{"", "ko", "ko_KR", "zh-Hant-TW", "en-x-a", "und", "i-klingon", "en-u-co-phonebk", "a-b-c", "sr-Latn-RS", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, tag string) {
		l, ok := parseLocale(tag)
		if !ok {
			if l != (locale{}) {
				t.Errorf("%q is refused, and is %+v", tag, l)
			}
			return
		}
		again, ok := parseLocale(l.tag)
		if !ok || again != l {
			t.Errorf("%q is %+v, its canonical tag is %+v, %t", tag, l, again, ok)
		}
	})
}
