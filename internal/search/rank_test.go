package search

import (
	"iter"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestRank(t *testing.T) {
	tests := []struct {
		query, text string
		want        Rank
	}{
		{"", "환불", TextStart},
		{"환", "환불", TextStart},
		{"환", "카드 환불", WordStart},
		{"환", "카드/환불", WordStart},
		{"환", "카드환불", Inside},
		{"환", "카드환불 환불", WordStart},
		{"ㅎ", "카드환불, 환불", WordStart},
		{"환", "할인", NoMatch},
		{"불 환", "환불", Inside},
		{"요 환", "환불 요청", TextStart},
		{"요 카", "환불 카드 요청", WordStart},
		{"aa", "baaa aa", WordStart},
		{"a", "1a", Inside},
		{"a", "x\u0328a", Inside},
		{"\u0301", "a\u0328\u0301", Inside},
	}
	for _, tt := range tests {
		if got := Compile(tt.query).Rank(NewKey(tt.text)); got != tt.want {
			t.Errorf("Compile(%q).Rank(%q) = %v, want %v", tt.query, tt.text, got, tt.want)
		}
	}
}

// keyed pairs every text with its key.
func keyed(texts []string) iter.Seq2[Key, string] {
	return func(yield func(Key, string) bool) {
		for _, s := range texts {
			if !yield(NewKey(s), s) {
				return
			}
		}
	}
}

func TestFind(t *testing.T) {
	texts := []string{"카드환불", "전화 환불", "환불 요청", "할인", "환불", "Refund", "refund", "환급"}
	tests := []struct {
		query string
		want  []string
	}{
		{"", texts},
		{"환", []string{"환급", "환불", "환불 요청", "전화 환불", "카드환불"}},
		{"ㅎㅂ", []string{"환불", "환불 요청", "전화 환불", "카드환불"}},
		{"REF", []string{"Refund", "refund"}},
		{"없음", []string{}},
	}
	for _, tt := range tests {
		got := Find(Compile(tt.query), keyed(texts))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Find(%q) mismatch (-want +got):\n%s", tt.query, diff)
		}
	}
}

// TestFindOrder: whatever order texts come in, the list is the same.
func TestFindOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune(letters)), 1, 6, -1)
		texts := rapid.SliceOfNDistinct(text, 0, 12, func(s string) Key { return NewKey(s) }).Draw(t, "texts")
		q := Compile(rapid.SampledFrom([]string{"ㄱ", "가", "a", "ㅅ ㄱ"}).Draw(t, "query"))
		want := Find(q, keyed(texts))
		got := Find(q, keyed(rapid.Permutation(texts).Draw(t, "permuted")))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Find mismatch after permuting (-want +got):\n%s", diff)
		}
		for i := 1; i < len(got); i++ {
			if q.Rank(NewKey(got[i-1])) > q.Rank(NewKey(got[i])) {
				t.Errorf("%q before %q", got[i-1], got[i])
			}
		}
	})
}
