package safehtml

import (
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// site returns what belongs to one owner: the registered domain that a host is in, or the host itself.
func site(host string) string {
	host = strings.TrimSuffix(host, ".")
	if numeric(host) {
		return host
	}
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host
}

// known reports whether a host is in a top-level domain that there is.
func known(host string) bool {
	suffix, icann := publicsuffix.PublicSuffix(host)
	return icann || strings.Contains(suffix, ".")
}

// numeric reports whether browsers take a host for an IP number: if its last label is a number, decimal or hexadecimal, or if it is
// in brackets.
func numeric(host string) bool {
	if strings.Contains(host, ":") {
		return true
	}
	host = strings.TrimSuffix(host, ".")
	last := host[strings.LastIndexByte(host, '.')+1:]
	if last == "" {
		return false
	}
	if digits, ok := strings.CutPrefix(last, "0x"); ok {
		return strings.Trim(digits, "0123456789abcdef") == ""
	}
	return strings.Trim(last, "0123456789") == ""
}

// mixed reports whether a label of a host has letters of scripts that no language mixes (after UTS 39 5.2, highly
// restrictive).
func mixed(host string) bool {
	if !strings.Contains("."+host, ".xn--") {
		return false
	}
	name, _ := idna.Punycode.ToUnicode(host)
	for label := range strings.SplitSeq(name, ".") {
		if foreign(label) {
			return true
		}
	}
	return false
}

// A script is a set of letters, as a bit each.
type script uint16

const (
	latin script = 1 << iota
	han
	hiragana
	katakana
	hangul
	bopomofo
	cyrillic
	greek
	armenian
	hebrew
	arabic
	thai
	cherokee
	otherScript
)

var scripts = []struct {
	table *unicode.RangeTable
	is    script
}{
	{unicode.Latin, latin}, {unicode.Han, han}, {unicode.Hiragana, hiragana}, {unicode.Katakana, katakana},
	{unicode.Hangul, hangul}, {unicode.Bopomofo, bopomofo}, {unicode.Cyrillic, cyrillic}, {unicode.Greek, greek},
	{unicode.Armenian, armenian}, {unicode.Hebrew, hebrew}, {unicode.Arabic, arabic}, {unicode.Thai, thai}, {unicode.Cherokee, cherokee},
}

func foreign(label string) bool {
	var has script
	for _, r := range label {
		has |= scriptOf(r)
	}
	for _, allowed := range []script{latin | han | hiragana | katakana, latin | han | hangul, latin | han | bopomofo} {
		if has&^allowed == 0 {
			return false
		}
	}
	return has&(has-1) != 0
}

func scriptOf(r rune) script {
	if unicode.In(r, unicode.Common, unicode.Inherited) {
		return 0
	}
	for _, s := range scripts {
		if unicode.Is(s.table, r) {
			return s.is
		}
	}
	return otherScript
}
