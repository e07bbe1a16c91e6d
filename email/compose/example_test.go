package compose_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/acdkit/acdkit/email/compose"
	"github.com/acdkit/acdkit/email/message"
)

func ExampleMail() {
	mail := compose.Mail{
		Date:       time.Date(2026, 3, 2, 9, 30, 0, 0, time.FixedZone("KST", 9*60*60)),
		From:       message.Address{Name: "고객센터", Addr: "support@example.com"},
		To:         []message.Address{{Name: "Kim, Minji", Addr: "minji@우리.example"}},
		Subject:    "Re: 주문 확인",
		ID:         "1.abc@example.com",
		InReplyTo:  []string{"q1@example.net"},
		References: []string{"q1@example.net"},
		Text:       "Your order is on its way.",
		Files:      []compose.File{{Name: "영수증.txt", Type: "text/plain", Content: []byte("9,900원")}},
	}
	raw, err := mail.Bytes()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.ReplaceAll(string(raw), "\r\n", "\n"))

	mail.Subject += "\r\nBcc: everybody@example.com"
	_, err = mail.Bytes()
	fmt.Println(err, errors.Is(err, compose.ErrNotLine))
	// Output:
	// Date: Mon, 02 Mar 2026 09:30:00 +0900
	// From: =?utf-8?B?6rOg6rCd7IS87YSw?= <support@example.com>
	// To: "Kim, Minji" <minji@xn--oy2b11v.example>
	// Subject: =?utf-8?B?UmU6IOyjvOusuCDtmZXsnbg=?=
	// Message-ID: <1.abc@example.com>
	// In-Reply-To: <q1@example.net>
	// References: <q1@example.net>
	// MIME-Version: 1.0
	// Content-Type: multipart/mixed; boundary="=_mixed_0bb177e6ecfa6f12c84debc9"
	//
	// --=_mixed_0bb177e6ecfa6f12c84debc9
	// Content-Type: text/plain; charset=utf-8
	// Content-Transfer-Encoding: 7bit
	//
	// Your order is on its way.
	//
	// --=_mixed_0bb177e6ecfa6f12c84debc9
	// Content-Type: text/plain
	// Content-Transfer-Encoding: base64
	// Content-Disposition: attachment;
	//  filename*=utf-8''%EC%98%81%EC%88%98%EC%A6%9D.txt; filename="file.txt";
	//  size=8
	//
	// OSw5MDDsm5A=
	//
	// --=_mixed_0bb177e6ecfa6f12c84debc9--
	//
	// compose: not-a-line (Subject) true
}
