package token

import (
	"crypto/hmac"
	"encoding/base32"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/google/uuid"
)

// base32Lower writes tokens; either case is read.
var base32Lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// form is a token's first byte: how its contact is written.
type form byte

// The forms. A UUID is in all tokens that matter; other ids are written as they are.
const (
	asUUID form = iota // 16 bytes
	asText             // the bytes that are left
)

// purpose keeps a token that was made for one thing from being good for another.
type purpose string

const (
	forAddress   purpose = "acdkit email address"
	forMessageID purpose = "acdkit email message id"
)

// A claim is a token that was read and not yet verified: form, key, what it is about, MAC.
type claim struct {
	signed []byte // all but the MAC
	mac    []byte
}

// seal signs a text with a key and returns both as a token. Beside is signed too, but not in it.
func (k Key) seal(p purpose, f form, text, beside string) string {
	signed := string([]byte{byte(f), k.id}) + text
	return base32Lower.EncodeToString(append([]byte(signed), k.mac(string(p), beside, signed)...))
}

// open returns what a token that some key has sealed is made of.
func (k *Keys) open(p purpose, token, beside string) (f form, text string, ok bool) {
	c, ok := readClaim(token)
	if !ok {
		return 0, "", false
	}
	key, ok := k.all[c.signed[1]]
	if !ok || !hmac.Equal(c.mac, key.mac(string(p), beside, string(c.signed))) {
		return 0, "", false
	}
	return form(c.signed[0]), string(c.signed[2:]), true
}

// readClaim decodes a token in either case. There is one way only to write a token: bits beyond the last byte are 0.
func readClaim(token string) (claim, bool) {
	token = lower(token)
	data, err := base32Lower.DecodeString(token)
	if err != nil || len(data) < 2+macSize || base32Lower.EncodeToString(data) != token {
		return claim{}, false
	}
	at := len(data) - macSize
	return claim{data[:at], data[at:]}, true
}

// pack writes a contact's id in as few bytes as it can.
func pack(id contact.ID) (form, string) {
	if u, err := uuid.Parse(string(id)); err == nil && u.String() == string(id) {
		return asUUID, string(u[:])
	}
	return asText, string(id)
}

// unpack is the reverse of pack. What it is given was signed, and so is sound unless it was made by another program.
func unpack(f form, text string) (contact.ID, bool) {
	switch f {
	case asUUID:
		u, err := uuid.FromBytes([]byte(text))
		return contact.ID(u.String()), err == nil
	case asText:
		return contact.ID(text), text != "" && len(text) <= contact.MaxID
	}
	return "", false
}

// lower changes ASCII letters only: no other letter becomes one of a token.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// bare removes white space, which folding may have put anywhere, and angle brackets.
func bare(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n", r) {
			return -1
		}
		return r
	}, s)
	return strings.TrimSuffix(strings.TrimPrefix(s, "<"), ">")
}

// divide cuts an address or id at its last "@" and takes quotes off its local part (RFC 5322 3.4.1).
func divide(s string) (local, domain string, ok bool) {
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return "", "", false
	}
	local, domain = s[:at], s[at+1:]
	if len(local) >= 2 && local[0] == '"' && local[len(local)-1] == '"' {
		local = local[1 : len(local)-1]
	}
	return local, domain, local != "" && domain != ""
}
