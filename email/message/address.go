package message

import (
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// Address is a mailbox: a display name, which may be empty, and an address such as "user@example.com" (RFC 5322
// 3.4). Both are on one line, without control characters. An address that was read may be without a domain, as daemons write
// theirs ("MAILER-DAEMON"); ParseAddress tells whether mail can be sent to it.
type Address struct {
	Name string `json:"name,omitempty" cbor:"1,keyasint,omitempty"`
	Addr string `json:"addr" cbor:"2,keyasint"`
}

// Key is the address as it is compared: in lower case, its domain in ASCII (RFC 5891). Two mailboxes with the same key are the
// same; the local parts of few mail systems tell upper from lower case.
func (a Address) Key() string {
	local, domain := cutAddr(a.Addr)
	local = strings.ToLower(norm.NFC.String(quoteLocal(unquoteLocal(local))))
	if domain = asciiDomain(domain); domain == "" {
		return local
	}
	return local + "@" + domain
}

// asciiDomain is a domain in lower case and, if it is one, in ASCII.
func asciiDomain(domain string) string {
	domain = strings.TrimRight(strings.ToLower(norm.NFC.String(domain)), ".")
	if ascii, err := idna.Lookup.ToASCII(domain); err == nil {
		return ascii
	}
	return domain
}

// String is the mailbox as RFC 5322 has it, for people: beyond ASCII it is as RFC 6532 has it.
func (a Address) String() string {
	switch {
	case a.Name == "":
		return a.Addr
	case strings.IndexFunc(a.Name, special) < 0:
		return a.Name + " <" + a.Addr + ">"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(a.Name) + `" <` + a.Addr + ">"
}

// special reports what a display name cannot have without quotes.
func special(r rune) bool { return strings.ContainsRune(`()<>[]:;@\,."`, r) }

// cutAddr cuts at the last "@", which no domain has.
func cutAddr(addr string) (local, domain string) {
	at := strings.LastIndexByte(addr, '@')
	if at < 0 {
		return addr, ""
	}
	return addr[:at], addr[at+1:]
}

// unquoteLocal is a local part without the quotes it may have.
func unquoteLocal(local string) string {
	if len(local) < 2 || local[0] != '"' || local[len(local)-1] != '"' {
		return local
	}
	return unescape(local[1 : len(local)-1])
}

// unescape takes the backslashes out of what was quoted.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// quoteLocal is a local part with quotes if it needs them.
func quoteLocal(local string) string {
	if isDotAtom(local) {
		return local
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(local) + `"`
}

// isDotAtom reports whether a local part needs no quotes (RFC 5321 4.1.2, RFC 6531 3.3).
func isDotAtom(s string) bool {
	for word := range strings.SplitSeq(s, ".") {
		if word == "" || strings.IndexFunc(word, func(r rune) bool { return !isAtom(r) }) >= 0 {
			return false
		}
	}
	return true
}

// isAtom reports the characters of an atom.
func isAtom(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r >= 0xA0 || strings.ContainsRune("!#$%&'*+-/=?^_`{|}~", r)
}
