package pci

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSpelledOut(t *testing.T) {
	s := newScanner(t, Config{SpelledOut: true})
	for _, c := range []personalCase{
		found("It is four five three nine one four eight eight oh three four three six four six seven.",
			"pan four five three nine one four eight eight oh three four three six four six seven"),
		found("FOUR-FIVE-THREE-NINE dash one, four, eight, eight; zero three four three\nsix four six seven",
			"pan FOUR-FIVE-THREE-NINE dash one, four, eight, eight; zero three four three\nsix four six seven"),
		found("four five three nine one four double eight o three four three six four six seven",
			"pan four five three nine one four double eight o three four three six four six seven"),
		found("triple five five double five treble five 5 double five double four four four, thanks",
			"pan triple five five double five treble five 5 double five double four four four"),
		found("fourfivethreenine onefoureighteight zerothreefourthree sixfoursixseven", "pan fourfivethreenine onefoureighteight zerothreefourthree sixfoursixseven"),
		found("fourfivethreenineonefoureighteightzerothreefourthreesixfoursixseven!", "pan fourfivethreenineonefoureighteightzerothreefourthreesixfoursixseven"),
		found("onefour five three nine one four eight eight oh three four three six four six sevenone",
			"pan four five three nine one four eight eight oh three four three six four six seven"),
		found("four 5 three 9 1488 zero 343 6467", "pan four 5 three 9 1488 zero 343 6467"),
		found("사오삼구 일사팔팔 공삼사삼 육사육칠", "pan 사오삼구 일사팔팔 공삼사삼 육사육칠"),
		found("카드번호는사오삼구일사팔팔영삼사삼륙사륙칠 요", "pan 사오삼구일사팔팔영삼사삼륙사륙칠"),
		found("사오삼구에 일사팔팔에 공삼사삼 다시 육사육칠", "pan 사오삼구에 일사팔팔에 공삼사삼 다시 육사육칠"),
		found("넷 다섯 셋 아홉 하나 넷 여덟 여덟 영 셋 넷 셋 여섯 넷 여섯 일곱", "pan 넷 다섯 셋 아홉 하나 넷 여덟 여덟 영 셋 넷 셋 여섯 넷 여섯 일곱"),
		found("사오삼구 1488 공삼사삼 6467", "pan 사오삼구 1488 공삼사삼 6467"),
		found("<p>four <b>five</b> three nine one four eight eight oh three four three six four six seven</p>",
			"pan four <b>five</b> three nine one four eight eight oh three four three six four six seven"),
		found("4539 1488 0343 6467 one more", "pan 4539 1488 0343 6467"),
		found("one two 4539 1488 0343 6467", "pan 4539 1488 0343 6467"),
		found("four five three nine one four eight eight oh three four three six four six eight"),
		found("four five three nine one four eight eight oh three is four three six four six seven"),
		found("one of two, three or four; five and six to seven"),
		found("이 일은 사오일 걸려요. 구이집에서 삼사오명"),
		found("phone one tone two"),
	} {
		if diff := cmp.Diff(c.want, said(s, c.text)); diff != "" {
			t.Errorf("Find(%q) mismatch (-want +got):\n%s", c.text, diff)
		}
	}
	plain := newScanner(t, Config{})
	if got := said(plain, "four five three nine one four eight eight oh three four three six four six seven"); got != nil {
		t.Errorf("found without SpelledOut: %v", got)
	}
}

var digitWords = [10][]string{
	{"zero", "oh", "o", "nought", "영", "공", "0"}, {"one", "일", "하나", "1"}, {"two", "이", "둘", "2"}, {"three", "삼", "셋", "3"},
	{"four", "사", "넷", "4"}, {"five", "오", "다섯", "5"}, {"six", "육", "륙", "여섯", "6"}, {"seven", "칠", "일곱", "7"},
	{"eight", "팔", "여덟", "8"}, {"nine", "구", "아홉", "9"},
}

// TestSpelledOutAnyWay: a card number is found however its digits are written and parted, and no digit of it is left.
func TestSpelledOutAnyWay(t *testing.T) {
	s := newScanner(t, Config{SpelledOut: true})
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString(rapid.SampledFrom([]string{"", "my card: ", "카드번호는 ", "x "}).Draw(t, "before"))
		for i, d := range rapid.SampledFrom([]string{"4539148803436467", "371449635398431", "5555555555554444", "30569309025904", "6759649826438453"}).Draw(t, "card") {
			if i > 0 {
				b.WriteString(rapid.SampledFrom([]string{" ", "-", ", ", "\n", " dash ", " – ", "&nbsp;"}).Draw(t, "pause"))
			}
			b.WriteString(rapid.SampledFrom(digitWords[d-'0']).Draw(t, "word"))
		}
		b.WriteString(rapid.SampledFrom([]string{"", ".", " ok", "입니다"}).Draw(t, "after"))
		text := b.String()
		hidden := s.Redact(text)
		if n := strings.Count(hidden, "*"); n < 8 {
			t.Fatalf("Redact(%q) = %q", text, hidden)
		}
		if again := s.Redact(hidden); again != hidden {
			t.Fatalf("Redact(%q) = %q, twice %q", text, hidden, again)
		}
	})
}
