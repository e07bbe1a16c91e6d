package attachment

import (
	"io"
	"mime"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

// decode undoes one layer of encoding that a mail program (RFC 2047) or a browser (percent) has left in
// a name. What cannot be decoded stays as it is.
func decode(name string) string {
	if strings.Contains(name, "=?") {
		words := mime.WordDecoder{CharsetReader: charset}
		if decoded, err := words.DecodeHeader(name); err == nil && decoded != name {
			return decoded
		}
	}
	if decoded, ok := unescape(name); ok {
		return decoded
	}
	return name
}

// charset reads text of the charsets that browsers know, legacy Korean ones included.
func charset(label string, r io.Reader) (io.Reader, error) {
	encoding, err := htmlindex.Get(label)
	if err != nil {
		return nil, err
	}
	return encoding.NewDecoder().Reader(r), nil
}

// unescape decodes percent-encoding. A name is taken to be encoded if every % in it begins an escape, the
// result is UTF-8, and no space is left as it is; so "100% sure.txt" and "10%25 off.txt" mean what they say.
func unescape(name string) (string, bool) {
	if !strings.Contains(name, "%") || strings.Contains(name, " ") {
		return "", false
	}
	decoded, err := url.PathUnescape(name)
	return decoded, err == nil && utf8.ValidString(decoded)
}
