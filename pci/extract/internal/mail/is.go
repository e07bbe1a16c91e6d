package mail

import (
	"bytes"
	"strings"
)

// known are header fields that mail has. Two of them make a mail; X-, Content- and List-, Resent-, ARC- count as well.
var known = func() map[string]bool {
	m := make(map[string]bool)
	for name := range strings.FieldsSeq(`from to cc bcc subject date sender reply-to message-id in-reply-to references
 received return-path delivered-to mime-version dkim-signature domainkey-signature authentication-results received-spf
 importance priority precedence user-agent organization comments keywords encrypted disposition-notification-to
 auto-submitted errors-to envelope-to thread-topic thread-index newsgroups path lines status envelope-from apparently-to
 return-receipt-to snapshot-content-location msip_labels accept-language feedback-id require-recipient-valid-since
 original-recipient final-recipient reporting-mta`) {
		m[name] = true
	}
	return m
}()

var knownPrefixes = []string{"x-", "content-", "list-", "resent-", "arc-", "thread-", "original-"}

func isKnown(name string) bool {
	name = strings.ToLower(name)
	if known[name] {
		return true
	}
	for _, prefix := range knownPrefixes {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// Is reports whether data looks like it: at least two header fields that mail has, in its first lines.
func Is(data []byte) bool {
	data = trim(data)
	if isTNEF(data) || isCMS(data) {
		return true
	}
	fields, mime := fieldsAt(data[:min(len(data), 64<<10)])
	return fields >= 2 || fields == 1 && mime || fields >= 1 && isPostmark(data)
}

// fieldsAt counts the header fields that data begins with and that mail has. mime is set if one of
// them says how the rest is encoded or divided.
func fieldsAt(data []byte) (count int, mime bool) {
	begun, strange := false, 0
	for len(data) > 0 && strange < 3 {
		s, rest, _ := bytes.Cut(data, []byte("\n"))
		data = rest
		s = bytes.TrimRight(s, "\r")
		name, value, ok := bytes.Cut(s, []byte(":"))
		name = bytes.TrimSpace(name)
		switch {
		case len(bytes.TrimSpace(s)) == 0:
			return count, mime
		case begun && (s[0] == ' ' || s[0] == '\t'):
		case ok && len(name) > 0 && len(name) < 80 && !bytes.ContainsAny(name, " \t<>\"'(){}"):
			if begun = true; isKnown(string(name)) {
				count++
				mime = mime || len(name) > len("content-") && strings.EqualFold(string(name[:8]), "content-") &&
					(bytes.IndexByte(value, '/') > 0 || strings.EqualFold(string(name), "content-transfer-encoding"))
			}
		case bytes.HasPrefix(s, []byte("From ")), bytes.HasPrefix(s, []byte(">From ")):
			begun = true
		default:
			strange++
			if !begun {
				return count, mime
			}
		}
	}
	return count, mime
}

// trim skips what may be before a message: a byte order mark, blank lines, and the length of the message,
// which Apple Mail writes on the first line.
func trim(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	rest := bytes.TrimLeft(data, " \t\r\n")
	if s, after, ok := bytes.Cut(rest[:min(len(rest), 64)], []byte("\n")); ok && len(s) > 0 && len(s) < 16 {
		if number := bytes.TrimSpace(s); len(bytes.Trim(number, "0123456789")) == 0 && len(after) > 0 {
			return rest[len(s)+1:]
		}
	}
	return rest
}
