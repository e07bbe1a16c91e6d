package reply_test

import (
	"fmt"

	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
)

// A customer wrote to the desk, to a friend and to a colleague, and wants answers at another address.
func Example() {
	m := message.Parse([]byte("From: Kim <kim@shop.example>\r\n" +
		"Reply-To: kim@home.example\r\n" +
		"To: Support+aaaq@desk.example, Lee <lee@shop.example>\r\n" +
		"Cc: LEE@shop.example, park@shop.example\r\n" +
		"Subject: AW: Order 7\r\n" +
		"Message-ID: <2@shop.example>\r\n" +
		"References: <1@desk.example>\r\n" +
		"\r\nWhere is it?\r\n"))
	own, err := reply.NewOwn("support@desk.example")
	if err != nil {
		fmt.Println(err)
		return
	}
	o := reply.Of(m)
	answer, err := reply.Recipients(o, reply.All, own)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("To:", answer.To)
	fmt.Println("Cc:", answer.Cc)
	for _, why := range answer.Why {
		fmt.Printf("%s of %s: %s\n", why.Address.Addr, why.From, why.Reason)
	}
	for _, w := range answer.Warnings {
		fmt.Println("look at", w.Address.Addr, w.Oddity)
	}
	parent, references := reply.Threading(o)
	fmt.Println(reply.Subject(m.Subject), parent, references)
	// Output:
	// To: [kim@home.example Lee <lee@shop.example>]
	// Cc: [park@shop.example]
	// kim@home.example of Reply-To: author
	// kim@shop.example of From: superseded
	// Support+aaaq@desk.example of To: own
	// lee@shop.example of To: recipient
	// LEE@shop.example of Cc: duplicate
	// park@shop.example of Cc: recipient
	// look at kim@home.example other-domain
	// Re: Order 7 2@shop.example [1@desk.example 2@shop.example]
}
