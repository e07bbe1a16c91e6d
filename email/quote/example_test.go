package quote_test

import (
	"fmt"

	"github.com/acdkit/acdkit/email/quote"
)

// What a customer has written is shown; the signature and the earlier mail can be shown, too.
func Example() {
	text := `17번입니다. 감사합니다.

나의 iPhone에서 보냄

2024년 1월 15일 (월) 오후 3:04, 고객센터 <help@example.com>님이 작성:

> 주문 번호를 알려 주세요.
`
	for _, r := range quote.Split(text) {
		fmt.Printf("%s: %q\n", r.Kind, text[r.Start:r.End])
	}
	// Output:
	// visible: "17번입니다. 감사합니다.\n\n"
	// signature: "나의 iPhone에서 보냄\n\n"
	// quoted: "2024년 1월 15일 (월) 오후 3:04, 고객센터 <help@example.com>님이 작성:\n\n> 주문 번호를 알려 주세요.\n"
}

func ExampleQuote() {
	fmt.Print(quote.Quote("It is 17.\n\n> Which number?\n"))
	// Output:
	// > It is 17.
	// >
	// >> Which number?
}
