package search

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestNewKey(t *testing.T) {
	tests := []struct {
		name, text, want string
	}{
		{"empty", "", ""},
		{"case", "ReFUND", "refund"},
		{"full case folding", "Straße ΣΑΣ", "strasse σασ"},
		{"white space", "\t a \u3000\n\u00a0b ", "a b"},
		{"full width", "ＶＩＰ　１", "vip 1"},
		{"half-width katakana", "ﾊﾟ", "パ"},
		{"decomposed Hangul", norm.NFD.String("카드 환불"), "카드 환불"},
		{"decomposed Latin", "Cafe\u0301", "caf\u00e9"},
		{"compatibility jamo", "ㅎㅂ", "\u1112\u1107"},
		{"half-width jamo", "\uffbe\uffb2", "\u1112\u1107"},
		{"joined consonants", "ㅄ", "\u1107\u1109"},
		{"joined consonants after a syllable", "가ㄳ", "가\u1100\u1109"},
		{"jamo that make a syllable", "ㅎㅏ", "하"},
		{"invisible", "a\u200bb\ufeffc\u00add\ufe0f\u3164", "abcd"},
		{"Turkish", "İIıi I\u0307", "iiii i"},
		{"not UTF-8", "a\xffb", "a\ufffdb"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := NewKey(tt.text).String(); got != tt.want {
				t.Errorf("NewKey(%+q) = %+q, want %+q", tt.text, got, tt.want)
			}
		})
	}
}

func TestKeyCompare(t *testing.T) {
	a, b := NewKey("가입"), NewKey("환불")
	if a.Compare(b) >= 0 || b.Compare(a) <= 0 || a.Compare(a) != 0 {
		t.Errorf("Compare does not order %v before %v", a, b)
	}
	if NewKey("Refund") != NewKey(" refund ") {
		t.Error("keys of equal texts differ")
	}
}
