package journal

import (
	"errors"

	"github.com/acdkit/acdkit/contact"
	"github.com/fxamacker/cbor/v2"
)

// customerEncoding is the first byte of a profile's record: the version of the encoding behind it (see the
// package comment), which is one CBOR map with integer keys (RFC 8949, deterministic as in section 4.2.1).
const customerEncoding = 1

// What is wrong with a record. The decoder's own errors could quote it, and are dropped.
var (
	errEncoding = errors.New("unknown version of the encoding")
	errProfile  = errors.New("not a customer's profile")
	errStranger = errors.New("the profile is another customer's")
)

var (
	profileWriter = mustMode(cbor.CoreDetEncOptions().EncMode())
	profileReader = mustMode(cbor.DecOptions{
		DupMapKey:   cbor.DupMapKeyEnforcedAPF,
		IndefLength: cbor.IndefLengthForbidden,
		TagsMd:      cbor.TagsForbidden,
	}.DecMode())
)

func mustMode[M any](mode M, err error) M {
	if err != nil {
		panic(err) // options that contradict each other: never in a program that was tested
	}
	return mode
}

func encodeCustomer(c contact.Customer) ([]byte, error) {
	data, err := profileWriter.Marshal(c)
	return append([]byte{customerEncoding}, data...), err
}

// decodeCustomer reads what encodeCustomer wrote. It skips fields that it does not know.
func decodeCustomer(data []byte) (c contact.Customer, err error) {
	if len(data) == 0 || data[0] != customerEncoding {
		return c, errEncoding
	}
	if err := profileReader.Unmarshal(data[1:], &c); err != nil {
		return contact.Customer{}, errProfile
	}
	return c, nil
}
