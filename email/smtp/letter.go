package smtp

import (
	"bytes"
	"strings"

	"golang.org/x/net/idna"

	"github.com/acdkit/acdkit/email"
)

// letter is a mail with what a server must be asked for.
type letter struct {
	email.Outgoing
	eightBit bool // 8BITMIME (RFC 6152)
	utf8     bool // SMTPUTF8 (RFC 6531), for the header
}

// check looks at a mail before anything is sent.
func check(mail email.Outgoing) (letter, error) {
	header, _, _ := bytes.Cut(mail.Raw, []byte("\r\n\r\n"))
	l := letter{Outgoing: mail, eightBit: !ascii(mail.Raw), utf8: !ascii(header)}
	l.From = ofDomain(mail.From)
	switch {
	case len(mail.To) == 0:
		return l, errNoRecipients
	case mail.From != "" && !plausible(mail.From):
		return l, errBadAddress
	case loneLineEnd(mail.Raw):
		return l, errLineEnd
	}
	return l, nil
}

// plausible reports whether an address can stand in a command. Whether it is one is for the server to say.
func plausible(addr string) bool {
	odd := func(r rune) bool { return r < ' ' || r == 0x7f || r == '<' || r == '>' }
	return addr != "" && len(addr) <= maxPath && !strings.ContainsFunc(addr, odd)
}

// maxPath is the length of an address with brackets (RFC 5321 4.5.3.1.3), in octets; more for those beyond ASCII.
const maxPath = 512

// ofDomain writes the domain in ASCII (RFC 5891), so that SMTPUTF8 is not needed for it.
func ofDomain(addr string) string {
	at := strings.LastIndexByte(addr, '@')
	if at < 0 || ascii(addr[at:]) {
		return addr
	}
	domain, err := idna.Lookup.ToASCII(addr[at+1:])
	if err != nil {
		return addr
	}
	return addr[:at+1] + domain
}

func ascii[T string | []byte](s T) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// loneLineEnd reports whether there is a CR without LF, or an LF without CR: RFC 5321 2.3.8 forbids to send it, for
// servers differ in where a mail with it ends.
func loneLineEnd(raw []byte) bool {
	for i, b := range raw {
		switch {
		case b == '\n' && (i == 0 || raw[i-1] != '\r'), b == '\r' && (i+1 == len(raw) || raw[i+1] != '\n'):
			return true
		}
	}
	return false
}
