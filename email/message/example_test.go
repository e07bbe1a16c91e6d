package message_test

import (
	"fmt"

	"github.com/acdkit/acdkit/email/message"
)

func ExampleParse() {
	m := message.Parse([]byte("From: =?utf-8?B?6rmA66+87IiY?= <minsu@example.com>\r\n" +
		"Subject: =?ks_c_5601-1987?B?uK7G98au?=\r\n" +
		"Content-Type: multipart/mixed; boundary=x\r\n\r\n" +
		"--x\r\n\r\nSee the file.\r\n" +
		"--x\r\nContent-Type: image/png\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"))
	fmt.Println(m.From[0], m.Subject)
	fmt.Printf("%q\n", m.Text)
	for _, p := range m.Parts {
		if p.Use != message.Body {
			fmt.Println(p.Path, p.Name, len(p.Content))
		}
	}
	fmt.Println(m.Warnings)
	// Output:
	// 김민수 <minsu@example.com> 리포트
	// "See the file."
	// 2 image-1.png 8
	// [open-multipart]
}

func ExampleParseAddresses() {
	for _, a := range message.ParseAddresses(`Kim, Minsu <minsu@example.com>; "=?utf-8?Q?Lee=2C_J?=" <j@한국.kr>`) {
		fmt.Println(a, a.Key())
	}
	// Output:
	// "Kim, Minsu" <minsu@example.com> minsu@example.com
	// "Lee, J" <j@한국.kr> j@xn--3e0b707e.kr
}

func ExampleParseAddress() {
	_, err := message.ParseAddress("minsu@example..com")
	fmt.Println(err)
	// Output: message: address: domain at 6
}
