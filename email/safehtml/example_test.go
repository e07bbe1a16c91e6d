package safehtml_test

import (
	"fmt"

	"github.com/acdkit/acdkit/email/safehtml"
)

func Example() {
	const html = `<p onclick="steal()">Dear customer,<br>log in: <a href="https://bank.com@evil.example/">www.bank.com</a></p><script>steal()</script>`
	var policy safehtml.Policy
	r := policy.Clean(html)
	fmt.Println(r.HTML)
	fmt.Println(r.Links[0].Target, r.Links[0].Warnings)
	fmt.Println(safehtml.Text(html))
	// Output:
	// <p>Dear customer,<br>log in: <a href="https://bank.com@evil.example/" rel="noopener noreferrer nofollow" target="_blank">www.bank.com</a></p>
	// https://bank.com@evil.example/ [text-differs user-info]
	// Dear customer,
	// log in: www.bank.com <https://bank.com@evil.example/>
}
