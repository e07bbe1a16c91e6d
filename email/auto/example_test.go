package auto_test

import (
	"fmt"

	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/message"
)

// An absence notice is not answered; its sender's question is.
func Example() {
	for _, raw := range []string{
		"From: Kim <kim@a.example>\r\nSubject: 부재중 자동 회신\r\nAuto-Submitted: auto-replied\r\n\r\n휴가 중입니다.\r\n",
		"From: Kim <kim@a.example>\r\nSubject: 주문 7번\r\n\r\n언제 오나요?\r\n",
	} {
		v := auto.Classify(message.Parse([]byte(raw)), auto.Envelope{}, "desk.example.com")
		fmt.Println(v.Class, v.Reason, v.MayAnswer())
	}
	for _, f := range auto.Mark("desk.example.com").Automatic() {
		fmt.Println(f.Name+":", f.Value)
	}
	// Output:
	// reply auto-submitted false
	// person  true
	// Auto-Submitted: auto-replied
	// X-Auto-Response-Suppress: All
	// Precedence: bulk
	// X-Loop: desk.example.com
}
