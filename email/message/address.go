package message

// Address is a mailbox: a display name, which may be empty, and an address such as "user@example.com" (RFC 5322
// 3.4). Both are on one line, without control characters.
type Address struct {
	Name string `json:"name,omitempty" cbor:"1,keyasint,omitempty"`
	Addr string `json:"addr" cbor:"2,keyasint"`
}
