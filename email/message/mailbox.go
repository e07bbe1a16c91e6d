package message

import (
	"fmt"
	"net/netip"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// Code says what is wrong with an address. Each code is an error itself, for errors.Is.
type Code string

// The codes.
const (
	ErrNoAddress     Code = "no-address" // nothing was given
	ErrManyAddresses Code = "many-addresses"
	ErrSyntax        Code = "syntax"
	ErrControl       Code = "control" // a control character, or what is no UTF-8
	ErrLocal         Code = "local"   // what stands before the "@"
	ErrDomain        Code = "domain"
	ErrTooLong       Code = "too-long"
)

func (c Code) Error() string { return "message: address: " + string(c) }

// AddressError tells why ParseAddress refused a text, and where. It has nothing of the text.
type AddressError struct {
	Code   Code
	Offset int // in bytes
}

func (e *AddressError) Error() string { return fmt.Sprintf("%v at %d", e.Code, e.Offset) }

// Is matches the code.
func (e *AddressError) Is(target error) bool { return e.Code == target }

// ParseAddress reads the one mailbox that a user has typed: user@example.com, or Name <user@example.com>. The address has
// the syntax of RFC 5321 4.1.2 and RFC 6531 3.3, a local part of up to MaxLocal octets and MaxAddress octets in all, and a
// domain whose labels are valid (RFC 5890), or an address literal. The error is an *AddressError.
func ParseAddress(s string) (Address, error) {
	for i, r := range s {
		if isControl(r) || r == utf8.RuneError {
			return Address{}, &AddressError{ErrControl, i}
		}
	}
	text := strings.TrimRight(s, " ")
	start := len(text) - len(strings.TrimLeft(text, " "))
	if start == len(text) {
		return Address{}, &AddressError{ErrNoAddress, 0}
	}
	var a Address
	if strings.HasSuffix(text, ">") {
		at, err := splitName(text, &a)
		if err != nil {
			return Address{}, err
		}
		start, text = at, text[:len(text)-1]
	}
	if err := checkAddr(text, start); err != nil {
		return Address{}, err
	}
	a.Addr = text[start:]
	return a, nil
}

// splitName reads the name before angle brackets and returns where the address begins.
func splitName(text string, a *Address) (start int, err error) {
	name := strings.TrimLeft(text, " ")
	skipped := len(text) - len(name)
	if strings.HasPrefix(name, `"`) {
		end := quoteEnd(name)
		if end < 0 {
			return 0, &AddressError{ErrSyntax, skipped}
		}
		a.Name = strings.TrimSpace(unescape(name[1:end]))
		rest := strings.TrimLeft(name[end+1:], " ")
		start = len(text) - len(rest)
		if !strings.HasPrefix(rest, "<") {
			return 0, &AddressError{ErrSyntax, start}
		}
		return start + 1, nil
	}
	at := strings.IndexByte(text, '<')
	if at < 0 {
		return 0, &AddressError{ErrSyntax, len(text) - 1}
	}
	if bad := strings.IndexAny(text[:at], `()<>[]:;@\,"`); bad >= 0 {
		code := ErrSyntax
		if strings.IndexByte(",;", text[bad]) >= 0 {
			code = ErrManyAddresses
		}
		return 0, &AddressError{code, bad}
	}
	a.Name = strings.TrimSpace(text[:at])
	return at + 1, nil
}

// checkAddr checks the address in s from start on.
func checkAddr(s string, start int) error {
	addr := s[start:]
	at, quoted := strings.LastIndexByte(addr, '@'), 0
	if strings.HasPrefix(addr, `"`) {
		if end := quoteEnd(addr); end > 0 && end+1 < len(addr) && addr[end+1] == '@' {
			at, quoted = end+1, end
		}
	}
	if sep := strings.IndexAny(addr[quoted:], ",;"); sep >= 0 {
		return &AddressError{ErrManyAddresses, start + quoted + sep}
	}
	if at <= 0 || at == len(addr)-1 {
		return &AddressError{ErrSyntax, start + max(at, 0)}
	}
	switch local, domain := addr[:at], addr[at+1:]; {
	case len(local) > MaxLocal, len(addr) > MaxAddress:
		return &AddressError{ErrTooLong, start}
	case !isDotAtom(local) && !isQuoted(local):
		return &AddressError{ErrLocal, start}
	case !isDomain(domain):
		return &AddressError{ErrDomain, start + at + 1}
	}
	return nil
}

// isQuoted reports whether a local part is in quotes as it must be.
func isQuoted(local string) bool {
	return len(local) > 2 && local[0] == '"' && quoteEnd(local) == len(local)-1
}

// isDomain reports whether s is a domain or an address literal.
func isDomain(s string) bool {
	if literal, ok := strings.CutPrefix(s, "["); ok {
		literal, closed := strings.CutSuffix(literal, "]")
		v6, is6 := strings.CutPrefix(literal, "IPv6:")
		ip, err := netip.ParseAddr(v6)
		return closed && err == nil && ip.Is6() == is6 && ip.Zone() == ""
	}
	ascii, err := strict.ToASCII(s)
	if err != nil || len(ascii) > 253 {
		return false
	}
	for label := range strings.SplitSeq(ascii, ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, "-") != label {
			return false
		}
	}
	return true
}

// strict is how domains are checked: they are in lower or upper case, and else as they are registered.
var strict = idna.New(idna.MapForLookup(), idna.StrictDomainName(true), idna.VerifyDNSLength(true), idna.BidiRule(), idna.CheckHyphens(true))
