package document

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/acdkit/acdkit/contact"
)

// Limits of an image.
const (
	MaxPixels = 4096 // of its width and height
	MaxAlt    = 500  // characters (code points) of its alternative text
)

// An Image is a picture in the text. Its content is an attachment of the mail.
type Image struct {
	ID     string `json:"id" cbor:"1,keyasint"`                         // of the attachment; 1 to contact.MaxID bytes, printable
	Alt    string `json:"alt,omitempty" cbor:"2,keyasint,omitempty"`    // what is read where it is not seen; one line
	Width  int    `json:"width,omitempty" cbor:"3,keyasint,omitempty"`  // pixels, up to MaxPixels; 0: its own
	Height int    `json:"height,omitempty" cbor:"4,keyasint,omitempty"` // pixels, up to MaxPixels; 0: what fits the width
}

func (i Image) normal() Image {
	i.Alt = oneLine(i.Alt, MaxAlt)
	i.Width = min(max(i.Width, 0), MaxPixels)
	i.Height = min(max(i.Height, 0), MaxPixels)
	return i
}

func validID(id string) bool {
	return id != "" && len(id) <= contact.MaxID && utf8.ValidString(id) &&
		!strings.ContainsFunc(id, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) })
}

const cid = "cid:"

// contentURL is the address of an image in a mail, if its id is its Content-ID (RFC 2392).
func contentURL(id string) string { return cid + url.PathEscape(id) }

// contentID returns the id in such an address, or "".
func contentID(src string) string {
	escaped, ok := strings.CutPrefix(src, cid)
	if !ok {
		return ""
	}
	id, err := url.PathUnescape(escaped)
	if err != nil {
		return ""
	}
	return id
}
