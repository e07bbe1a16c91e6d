package template

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/internal/search"
	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestCatalogSearch(t *testing.T) {
	c := shop(t)
	tests := []struct {
		query    string
		q        contact.QueueID
		language string
		want     []ID
	}{
		{"환불", "vip", "ko", []ID{"kr", "vip", "card", "late", "smile"}},
		{"ㅎㅂ", "vip", "ko", []ID{"kr", "vip", "card", "late", "smile"}},
		{"환ㅂ", "q", "ko", []ID{"kr", "card", "late", "smile"}},
		{"환불", "q", "", []ID{"kr", "card", "late", "smile"}},
		{"배송 환불", "q", "ko", []ID{"late"}}, // one word in the name, one in the text
		{"refund", "q", "en-US", []ID{"us", "gb"}},
		{"refund", "q", "en-GB", []ID{"gb", "us"}},
		{"refund", "q", "", []ID{"gb", "us"}},
		{"refund", "q", "ko", []ID{}},
		{"customer", "q", "ko", []ID{"kr"}},
		{"🙂", "q", "fr", []ID{"smile"}},
		{"vip", "q", "ko", []ID{}},
		{"구", "q", "ko", []ID{}}, // inactive
	}
	for _, tt := range tests {
		got := ids(c.Search(tt.query, tt.q, tt.language))
		if diff := gocmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Search(%q, %q, %q) mismatch (-want +got):\n%s", tt.query, tt.q, tt.language, diff)
		}
	}
}

// TestEqualNames: templates of one name stay in the administrator's order.
func TestEqualNames(t *testing.T) {
	var c Catalog
	for i := range 100 {
		name := []string{"환불", "환불 안내", "환불 규정"}[i*i%7%3]
		if err := c.Set(Template{ID: ID(fmt.Sprint(i)), Name: name, Text: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	want := naiveSearch(slices.Collect(c.All()), "ㅎㅂ", "")
	if diff := gocmp.Diff(want, ids(c.Search("ㅎㅂ", "q", ""))); diff != "" {
		t.Errorf("Search mismatch (-want +got):\n%s", diff)
	}
}

// letters are few and related, so that matches are not rare; some share an outline.
var letters = []rune("aBé日ß가각갂갃갓고과까나낙사환호불부ㄱㄲㅂㄳ\u1100\u0301\U0001f642  ")

// naiveSearch is Search without outlines and in passes.
func naiveSearch(templates []Template, query, lang string) []ID {
	compiled, out := search.Compile(query), []ID{}
	customer, _ := parseLocale(lang)
	near := func(t Template) nearness {
		l, _ := parseLocale(t.Language)
		return l.nearTo(customer)
	}
	name := func(t Template) search.Key { return search.NewKey(t.Name) }
	both := func(t Template) search.Key { return search.NewKey(t.Name + " " + t.Text) }
	for _, key := range []func(Template) search.Key{name, both} {
		for _, rank := range []search.Rank{search.TextStart, search.WordStart, search.Inside} {
			for n := range foreign {
				var group []Template
				for _, t := range templates {
					if near(t) == n && !slices.Contains(out, t.ID) && compiled.Rank(key(t)) == rank {
						group = append(group, t)
					}
				}
				slices.SortStableFunc(group, func(a, b Template) int { return cmp.Compare(name(a).String(), name(b).String()) })
				out = append(out, ids(group)...)
			}
		}
	}
	return out
}

func TestSearchOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom(letters), 1, 8, -1).Filter(func(s string) bool { return strings.TrimSpace(s) != "" })
		language := rapid.SampledFrom([]string{"", "ko", "ko-KR", "en"})
		var c Catalog
		for i := range rapid.IntRange(0, 12).Draw(t, "templates") {
			tmpl := Template{ID: ID(fmt.Sprint(i)), Name: text.Draw(t, "name"), Text: text.Draw(t, "text"), Language: language.Draw(t, "language")}
			if err := c.Set(tmpl); err != nil {
				t.Fatal(err)
			}
		}
		query := rapid.StringOfN(rapid.SampledFrom(letters), 1, 5, -1).Filter(func(s string) bool { return strings.TrimSpace(s) != "" }).Draw(t, "query")
		lang := language.Draw(t, "customer")
		if rapid.Bool().Draw(t, "decomposed") {
			query = norm.NFD.String(query)
		}
		got := ids(c.Search(query, "q", lang))
		if diff := gocmp.Diff(naiveSearch(slices.Collect(c.All()), query, lang), got); diff != "" {
			t.Errorf("Search(%q, %q) mismatch (-want +got):\n%s", query, lang, diff)
		}
	})
}

// TestLongQuery: what search ignores of a query is not looked for either.
func TestLongQuery(t *testing.T) {
	tests := []struct{ name, text, query string }{
		{"letters", strings.Repeat("x", search.MaxQuery), strings.Repeat("x", search.MaxQuery) + "y"},
		{"syllables", strings.Repeat("환", search.MaxQuery), strings.Repeat("환", search.MaxQuery) + "불"},
		{"one character becomes four", strings.Repeat("アパート", search.MaxQuery/4), strings.Repeat("㌀", search.MaxQuery/3)},
	}
	for _, tt := range tests {
		c := newCatalog(t, Template{ID: "t", Name: "n", Text: tt.text})
		if got := c.Search(tt.query, "q", ""); len(got) != 1 {
			t.Errorf("%s: the text is not found", tt.name)
		}
	}
}

// FuzzSearch: a name or text finds itself, and the outline never stands in the way of a match.
func FuzzSearch(f *testing.F) {
	f.Add("환불", "ㅎㅂ")
	f.Add("Straße", "STRASSE")
	f.Add("ㅄ \u1112\u1161\u11ab", "e\u0301\U0001f642")
	f.Fuzz(func(t *testing.T, text, query string) {
		key := search.NewKey(text)
		if search.Compile(query).Match(key) && !newOutline(key).mayHave(outlines(query)) {
			t.Errorf("%+q is in %+q, its outline is not", query, text)
		}
		var c Catalog
		if c.Set(Template{ID: "t", Name: "n", Text: text}) == nil && len(text) <= search.MaxQuery && len(c.Search(text, "q", "")) != 1 {
			t.Errorf("%+q does not find itself", text)
		}
	})
}

func BenchmarkCatalogSearch(b *testing.B) {
	c := crowd(b, 10_000)
	for _, query := range []string{"환불", "ㅎㅂ", "refund", "배송 ㅊㅅ", "ㅇ", "없는말", "ㅋㅌㅍ", ""} {
		b.Run(query, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Search(query, "orders", "ko-KR")
			}
		})
	}
}

// crowd is a catalog of n templates with texts of some 150 to 400 characters.
func crowd(t testing.TB, n int) *Catalog {
	t.Helper()
	topics := []string{"카드", "배송", "회원", "주문", "쿠폰", "Refund", "예약", "설치", "보증", "기타"}
	acts := []string{"환불", "문의", "할인", "취소", "변경", "접수 후 상담", "request", "지연", "재발송", "오류"}
	sentences := []string{
		"안녕하세요, {{customer}}님. {{queue}} 상담사 {{agent}}입니다.", "문의하신 내용을 확인하고 있으니 잠시만 기다려 주세요.",
		"영업일 기준 이틀에서 사흘 정도 걸릴 수 있습니다.", "불편을 드려 대단히 죄송합니다.", "자세한 내용은 홈페이지의 도움말에서 볼 수 있습니다.",
		"Thank you for waiting, we are looking into it.", "주문 번호를 알려 주시면 바로 도와 드리겠습니다.", "다른 궁금한 점이 있으신가요?",
		"처리가 끝나면 문자로 알려 드립니다.", "오늘도 좋은 하루 보내세요.", "결제하신 방법에 따라 날짜가 달라질 수 있습니다.",
	}
	var c Catalog
	for i := range n {
		topic, act := topics[i%10], acts[i/10%10]
		var text strings.Builder
		fmt.Fprintf(&text, "%s %s 건으로 연락 주셔서 감사합니다.", topic, act)
		for j := range 5 + i%9 {
			text.WriteString(" " + sentences[(i/100+i*j+j)%len(sentences)])
		}
		tmpl := Template{ID: ID(fmt.Sprint(i)), Name: fmt.Sprintf("%s %s %d", topic, act, i), Text: text.String(), Language: []string{"ko", "ko-KR", ""}[i%3]}
		if err := c.Set(tmpl); err != nil {
			t.Fatal(err)
		}
	}
	return &c
}
