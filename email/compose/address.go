package compose

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// maxAddress is how many octets an address has at most, of which 64 and 255 are usual for its halves (RFC 5321 4.5.3.1).
const maxAddress = 320

const (
	atomChars   = letters + "!#$%&'*+-/=?^_`{|}~" // atext of RFC 5322 3.2.3
	domainChars = letters + "-_"                  // of a label, with what is met
)

// mailbox adds an address, its name before it and end behind it.
func (f *field) mailbox(name, addr, end string) {
	if name == "" {
		f.put(" ", addr+end)
		return
	}
	f.phrase(name)
	f.put(" ", "<"+addr+">"+end)
}

// phrase adds a name: as it is, in quotes, or in encoded words.
func (f *field) phrase(name string) {
	words := strings.Split(name, " ")
	atoms := true
	for _, w := range words {
		atoms = atoms && only(w, atomChars)
	}
	switch quoted := quote(name); {
	case strings.Contains(name, "=?"), !printable(name):
		f.words(name, phraseChars)
	case atoms && literal(name, width/2):
		f.tokens(words)
	case len(quoted) <= width/2:
		f.put(" ", quoted)
	default:
		f.words(name, phraseChars)
	}
}

// quote puts s into quotes (RFC 5322 3.2.4).
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// wire returns an address as it stands in a header: the domain in ASCII (RFC 5891), the local part in quotes if it
// needs them (RFC 5321 4.1.2). With utf8 it may have other characters than ASCII (RFC 6532).
func wire(addr string, utf8 bool) (string, Code) {
	at := strings.LastIndexByte(addr, '@')
	if at < 1 || len(addr) > maxAddress {
		return "", ErrInvalid
	}
	domain, code := asciiDomain(addr[at+1:])
	if code != "" {
		return "", code
	}
	local, code := localPart(addr[:at], utf8)
	return local + "@" + domain, code
}

func asciiDomain(domain string) (string, Code) {
	if inner, ok := strings.CutPrefix(domain, "["); ok { // an address literal (RFC 5321 4.1.3)
		inner, ok = strings.CutSuffix(inner, "]")
		if !ok || !only(inner, letters+".:-") {
			return "", ErrInvalid
		}
		return domain, ""
	}
	if !printable(domain) {
		ascii, err := idna.Lookup.ToASCII(domain)
		if err != nil {
			return "", ErrInvalid
		}
		domain = ascii
	}
	for label := range strings.SplitSeq(domain, ".") {
		if len(label) > 63 || !only(label, domainChars) {
			return "", ErrInvalid
		}
	}
	return domain, ""
}

func localPart(local string, utf8 bool) (string, Code) {
	text, code := line(local)
	switch ascii := printable(text); {
	case code != "":
		return "", code
	case text != local: // control characters, or blanks around it
		return "", ErrInvalid
	case !ascii && !utf8:
		return "", ErrSMTPUTF8
	case isDotAtom(local), isQuoted(local):
		return local, ""
	}
	return quote(local), ""
}

// isDotAtom reports whether s has atoms with single dots between them. What is not ASCII counts as
// part of an atom (RFC 6532 3.2).
func isDotAtom(s string) bool {
	for atom := range strings.SplitSeq(s, ".") {
		ascii := strings.Map(func(r rune) rune {
			if r >= utf8.RuneSelf {
				return 'x'
			}
			return r
		}, atom)
		if !only(ascii, atomChars) {
			return false
		}
	}
	return true
}

// isQuoted reports whether s is in quotes already.
func isQuoted(s string) bool {
	inner, ok := strings.CutPrefix(s, `"`)
	if !ok {
		return false
	}
	inner, ok = strings.CutSuffix(inner, `"`)
	rest := strings.NewReplacer(`\\`, "", `\"`, "").Replace(inner)
	return ok && !strings.ContainsAny(rest, `"\`)
}
