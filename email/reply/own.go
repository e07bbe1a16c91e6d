package reply

import (
	"slices"
	"strings"

	"github.com/acdkit/acdkit/email/message"
)

// Own knows the addresses of the desk itself. It is immutable; the zero value knows none.
type Own struct {
	addrs   map[string]bool // by Address.Key
	domains map[string]bool
}

// NewOwn makes it of addresses, such as "support@example.com", which stand for "support+anything@example.com" too (RFC
// 5233), and of whole domains, such as "@desk.example.com", that have no address but the desk's. The error is
// ErrOwnPattern.
func NewOwn(patterns ...string) (Own, error) {
	own := Own{addrs: make(map[string]bool), domains: make(map[string]bool)}
	for i, pattern := range patterns {
		whole := strings.HasPrefix(pattern, "@")
		if whole {
			pattern = "x" + pattern
		}
		a, err := message.ParseAddress(pattern)
		if err != nil {
			return Own{}, &Error{Code: ErrOwnPattern, Index: i, Cause: err}
		}
		if whole {
			own.domains[domainOf(a)] = true
		} else {
			own.addrs[a.Key()] = true
		}
	}
	return own, nil
}

// Has reports whether an address is the desk's own, in any case of letters.
func (o Own) Has(a message.Address) bool {
	key := a.Key()
	at := strings.LastIndexByte(key, '@')
	if at < 0 {
		return false
	}
	local, domain := key[:at], key[at:]
	if o.addrs[key] || o.domains[domain[1:]] {
		return true
	}
	for i := range len(local) {
		if local[i] == '+' && o.addrs[local[:i]+domain] {
			return true
		}
	}
	return false
}

// others reports whether there is anybody but the desk who can be written to.
func (o Own) others(addrs []message.Address) bool {
	return slices.ContainsFunc(addrs, func(a message.Address) bool { return usable(a) && !o.Has(a) })
}

// anybody reports whether there is anybody who can be written to.
func anybody(addrs []message.Address) bool { return slices.ContainsFunc(addrs, usable) }

// usable reports whether mail can be sent to an address: what was read leniently may be none.
func usable(a message.Address) bool {
	parsed, err := message.ParseAddress(a.Addr)
	return err == nil && parsed.Addr == a.Addr
}

// domainOf is the domain of an address as it is compared.
func domainOf(a message.Address) string {
	key := a.Key()
	return key[strings.LastIndexByte(key, '@')+1:]
}
