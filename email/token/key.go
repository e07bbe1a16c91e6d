package token

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"slices"
)

// MinSecret is the least length of a secret in bytes: that of the hash (RFC 2104 3).
const MinSecret = sha256.Size

// macSize is the length of a MAC in bytes. RFC 2104 5 asks for 80 bits at least.
const macSize = 10

// Key is a secret with its number. It shows neither.
type Key struct {
	id   uint8
	hash func() hash.Hash // has the secret, where nothing that prints a value without asking it can look
}

// NewKey makes a key of a copy of the secret. The error is ErrShort.
func NewKey(id uint8, secret []byte) (Key, error) {
	if len(secret) < MinSecret {
		return Key{}, &Error{Code: ErrShort, Key: id, Size: len(secret), Limit: MinSecret}
	}
	secret = slices.Clone(secret)
	return Key{id: id, hash: func() hash.Hash { return hmac.New(sha256.New, secret) }}, nil
}

// mac returns the MAC of texts. Each is written after its length, so that no two lists of texts are one input.
func (k Key) mac(texts ...string) []byte {
	h := k.hash()
	for _, text := range texts {
		h.Write(binary.AppendUvarint(nil, uint64(len(text))))
		h.Write([]byte(text))
	}
	return h.Sum(nil)[:macSize]
}
