package search_test

import (
	"fmt"

	"github.com/acdkit/acdkit/internal/search"
)

func Example() {
	key := search.NewKey("카드 환불")
	for _, typed := range []string{"환불", "ㅎㅂ", "환ㅂ", "화", "불 카드", "할인"} {
		fmt.Println(typed, search.Compile(typed).Match(key))
	}
	// Output:
	// 환불 true
	// ㅎㅂ true
	// 환ㅂ true
	// 화 true
	// 불 카드 true
	// 할인 false
}

func ExampleFind() {
	names := []string{"카드환불", "전화 환불", "배송 문의", "환불"}
	items := func(yield func(search.Key, string) bool) {
		for _, name := range names {
			if !yield(search.NewKey(name), name) {
				return
			}
		}
	}
	for _, name := range search.Find(search.Compile("ㅎㅂ"), items) {
		fmt.Println(name)
	}
	// Output:
	// 환불
	// 전화 환불
	// 카드환불
}
