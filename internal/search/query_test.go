package search

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestMatch(t *testing.T) {
	tests := []struct {
		query, text string
		want        bool
	}{
		{"", "", true},
		{"  \u200b ", "환불", true},
		{"a", "", false},
		{"REF", "Card refund", true},
		{"und card", "Card refund", true},
		{"card refund", "Refund", false},
		{"cardrefund", "Card refund", false},
		{"ｖｉｐ", "VIP", true},
		{"istanbul", "İSTANBUL", true},
		{"ıİ", "II", true},

		{"환불", "카드환불", true},
		{"드환", "카드환불", true},
		{"환불 카드", "카드 환불 요청", true},
		{norm.NFD.String("환불"), "카드환불", true},
		{"환불", norm.NFD.String("카드환불"), true},
		{norm.NFD.String("ㅎ불"), norm.NFD.String("환불"), true},

		{"ㅎㅂ", "환불", true},
		{"ㅎㅂ", "카드환불", true},
		{"ㅎㅂ", "할인", false},
		{"ㅎㅂ", "환 불", false},
		{"ㅎ ㅂ", "불 환", true},
		{"ㅂㅎ", "환불", false},
		{"ㅋㄷㅎㅂ", "카드환불", true},
		{"ㅋㄷㅎㅂㅇ", "카드환불", false},
		{"환ㅂ", "환불", true},
		{"화ㅂ", "환불", false}, // only the last syllable may be unfinished
		{"ㅎ불", "환불", true},
		{"\u1112\u1107", "환불", true}, // typed as leading jamo
		{"ㄱ", "까", false},
		{"ㄲ", "가", false},
		{"ㄲ", "까", true},
		{"ㅄ", "배송", true}, // joined by the keyboard
		{"ㅄ", "ㅂㅅ", true},
		{"ㅋㅋ", "ㅋㅋ", true},
		{"ㅋㅋ", "ㅋ", false},

		{"화", "환불", true},
		{"호", "환불", true},
		{"하", "환불", false},
		{"환부", "환불", true},
		{"한", "하", false},
		{"환", "화불", false},
		{"환", "화나", true},
		{"환", "화까", false},
		{"가", "값", true},
		{"갑", "값", true},
		{"갓", "값", false},
		{"각", "갂", false},
		{"갃", "각사", true},
		{"갃", "가사", false},
		{"앉", "안자", true},
		{"솨", "소아", false},
		{"ㅏ", "하", false},
		{"환불vip", "환불VIP", true},
		{"화vip", "환VIP", false},
	}
	for _, tt := range tests {
		if got := Compile(tt.query).Match(NewKey(tt.text)); got != tt.want {
			t.Errorf("Compile(%q).Match(%q) = %v, want %v", tt.query, tt.text, got, tt.want)
		}
	}
}

func TestLongQuery(t *testing.T) {
	long := strings.Repeat("환", MaxQuery)
	tests := []struct {
		name, query, text string
		want              bool
	}{
		{"cut after MaxQuery characters", long + "x", long, true},
		{"one character short", long, long[len("환"):], false},
		{"beyond the bytes looked at", strings.Repeat(" ", maxQueryBytes) + "x", "y", true},
		{"a long decomposed text and itself", norm.NFD.String(long + long), long + long, true},
		{"cut within a character", "a" + strings.Repeat("é", maxQueryBytes), strings.Repeat("é", MaxQuery), false},
		{"no character to cut before", strings.Repeat("\x80", 2*maxQueryBytes), "a", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Compile(tt.query).Match(NewKey(tt.text)); got != tt.want {
				t.Errorf("Match = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestMatchDoesNotAllocate(t *testing.T) {
	q, k := Compile("ㅎㅂ 카드 vip 감"), NewKey("카드 환불 VIP 강등")
	if n := testing.AllocsPerRun(100, func() { q.Rank(k); q.Match(k) }); n != 0 {
		t.Errorf("%v allocations a match, want none", n)
	}
}

func FuzzMatch(f *testing.F) {
	for _, s := range []string{
		"", "환불", "ㅎㅂ", "ㅄㅏ", "İı", "e\u0301\u0323", "\xff", "\u1100\u1161\u11a8", "\u0345\u0300",
		"a\u200d\u0301", strings.Repeat("\u0301", 40), strings.Repeat("각 ", 300),
	} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, query, text string) {
		q, k := Compile(query), NewKey(text)
		if q.Match(k) != (q.Rank(k) != NoMatch) {
			t.Errorf("Match and Rank disagree on %+q in %+q", query, text)
		}
		if len(text) <= maxQueryBytes && !Compile(text).Match(k) {
			t.Errorf("%+q does not match itself", text)
		}
		if NewKey(text+" "+query) != NewKey(" "+text+"\n"+query) {
			t.Errorf("white space matters in %+q", text+" "+query)
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	k := NewKey("카드 결제 취소 후 환불 요청")
	for _, typed := range []string{"환불", "ㅎㅂ", "refund", "요청 환"} {
		q := Compile(typed)
		b.Run(typed, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				q.Match(k)
			}
		})
	}
}

func BenchmarkNewKey(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		NewKey("카드 결제 취소 후 환불 요청 (VIP)")
	}
}
