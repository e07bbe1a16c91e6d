package jetstream

import "strings"

const digits = "0123456789ABCDEF"

// plain tells whether a byte stands for itself in a subject's token. All of them are legal in keys of NATS KV, too.
func plain(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_' || c == '/'
}

// token makes a stream's name, or another of any bytes, one token of a subject: bytes that are not plain become an equals
// sign and two digits, so that different names have different tokens.
func token(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	for i := range len(name) {
		if c := name[i]; plain(c) {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'=', digits[c>>4], digits[c&15]})
		}
	}
	return b.String()
}

// untoken returns the name that a token was made of. It returns false for what token does not make.
func untoken(s string) (name string, ok bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if plain(s[i]) {
			b.WriteByte(s[i])
			continue
		}
		if s[i] != '=' || i+2 >= len(s) {
			return "", false
		}
		high, low := strings.IndexByte(digits, s[i+1]), strings.IndexByte(digits, s[i+2])
		if high < 0 || low < 0 || plain(byte(high<<4|low)) {
			return "", false
		}
		b.WriteByte(byte(high<<4 | low))
		i += 2
	}
	return b.String(), s != ""
}
