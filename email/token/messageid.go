package token

import (
	"encoding/binary"

	"github.com/acdkit/acdkit/contact"
)

// maxRead bounds what is read, in bytes: a line of a header (RFC 5322 2.1.1).
const maxRead = 998

// MessageID returns the Message-ID, without angle brackets, of a contact's mail number seq: always the same
// while the first key is. A host that changes keys must record the id of a mail before its first try. Domain is the
// host's own; it is signed too.
func (k *Keys) MessageID(id contact.ID, seq uint64, domain string) string {
	f, text := pack(id)
	return k.first.seal(forMessageID, f, string(binary.AppendUvarint(nil, seq))+text, lower(domain)) + "@" + domain
}

// ReadMessageID returns what MessageID was given, if it was MessageID that made the id. The id may have angle
// brackets, white space and quotes, and letters of the other case.
func (k *Keys) ReadMessageID(id string) (contact.ID, uint64, bool) {
	if len(id) > maxRead {
		return "", 0, false
	}
	local, domain, ok := divide(bare(id))
	if !ok {
		return "", 0, false
	}
	f, text, ok := k.open(forMessageID, local, lower(domain))
	if !ok {
		return "", 0, false
	}
	seq, n := binary.Uvarint([]byte(text))
	if n <= 0 {
		return "", 0, false
	}
	who, ok := unpack(f, text[n:])
	return who, seq, ok
}
