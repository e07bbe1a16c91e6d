package token_test

import (
	"bytes"
	"fmt"

	"github.com/acdkit/acdkit/email/token"
)

// An answer comes to the address that the desk wrote from, in letters of another case; the token says which contact
// it belongs to.
func Example() {
	key, err := token.NewKey(1, bytes.Repeat([]byte("not random"), 4))
	if err != nil {
		fmt.Println(err)
		return
	}
	keys, err := token.NewKeys(key)
	if err != nil {
		fmt.Println(err)
		return
	}
	addr, err := keys.Address("support@example.com", "0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b")
	fmt.Println(addr, err)
	fmt.Println(keys.ReadAddress(addr))
	fmt.Println(keys.ReadAddress("support+aaaqdefbwlb5i7s7rjvxzdm6b4ncw@example.com"))

	id := keys.MessageID("0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b", 3, "example.com")
	fmt.Println(id)
	fmt.Println(keys.ReadMessageID("<" + id + ">"))
	// Output:
	// support+aaaqdefbwlb5i7s7rjvxzdm6b4ncxpk27opjutit5jmrm@example.com <nil>
	// 0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b true
	//  false
	// aaaqgamqugzmhvd6l6fgw7entyhrukz6bci4ty7mea2dg7q@example.com
	// 0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b 3 true
}
