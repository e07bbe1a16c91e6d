package token

import "slices"

// Keys signs with one key, and verifies with several. It is immutable and safe for concurrent use.
type Keys struct {
	first Key
	all   map[uint8]Key
}

// NewKeys returns keys of which the first signs and all verify. The error is ErrShort for a Key that NewKey has not
// made, and ErrTwice for two keys of one number.
func NewKeys(first Key, older ...Key) (*Keys, error) {
	k := &Keys{first: first, all: make(map[uint8]Key)}
	for _, key := range slices.Concat([]Key{first}, older) {
		if key.hash == nil {
			return nil, &Error{Code: ErrShort, Key: key.id, Limit: MinSecret}
		}
		if _, ok := k.all[key.id]; ok {
			return nil, &Error{Code: ErrTwice, Key: key.id}
		}
		k.all[key.id] = key
	}
	return k, nil
}
