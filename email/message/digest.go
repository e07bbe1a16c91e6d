package message

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"hash"
	"slices"
	"strings"
)

// Digest is a SHA-256 of what the sender wrote: the fields that are the sender's (RFC 5322 3.6.1 to 3.6.5) and the decoded
// content of all parts. What a mail gathers on its way (Received, Return-Path, Delivered-To, X-...), how it is encoded and
// how its lines end makes no difference: two copies of a mail have the same digest.
func (m *Message) Digest() [sha256.Size]byte {
	h := sha256.New()
	for _, name := range digested {
		for _, value := range m.Values(name) {
			put(h, name, []byte(strings.Join(strings.Fields(value), " ")))
		}
	}
	for i := range m.Parts {
		p := &m.Parts[i]
		content := p.Content
		if strings.HasPrefix(p.Type, "text/") || strings.HasPrefix(p.Type, "message/") {
			content = bytes.TrimRight(bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")), "\r\n")
		}
		put(h, p.Type, content)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

var digested = []string{
	"date", "from", "sender", "reply-to", "to", "cc", "message-id", "in-reply-to", "references", "subject",
}

// put writes something so that it cannot be taken for two things, or for less.
func put(h hash.Hash, name string, value []byte) {
	head := binary.BigEndian.AppendUint64(nil, uint64(len(name)))
	head = binary.BigEndian.AppendUint64(head, uint64(len(value)))
	h.Write(slices.Concat(head, []byte(name)))
	h.Write(value)
}

// MadeID is an id for a mail that has none, made of its Digest: another copy gets the same. Its domain is not one
// that anybody can have (RFC 2606 2).
func (m *Message) MadeID() string {
	sum := m.Digest()
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:])) + "@missing.invalid"
}
