package xmltext

import (
	"bytes"
	"strings"

	"github.com/acdkit/acdkit/internal/charset"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// A beginning tells the charset by the first bytes (XML 1.0, appendix F.1). All kinds of EBCDIC have the
// same digits, letters and signs of XML, but for few.
type beginning struct{ bytes, charset string }

var beginnings = []beginning{
	{"\x00\x00\xFE\xFF", "utf-32be"}, {"\xFF\xFE\x00\x00", "utf-32le"},
	{"\x00\x00\x00<", "utf-32be"}, {"<\x00\x00\x00", "utf-32le"},
	{"\xFE\xFF", "utf-16be"}, {"\xFF\xFE", "utf-16le"}, {"\x00<", "utf-16be"}, {"<\x00", "utf-16le"},
	{"\x4C\x6F\xA7\x94", "ibm037"},
}

const bom8 = "\xEF\xBB\xBF"

// begins returns the charset that data begins in, or "" for one that ASCII is a part of.
func begins(data []byte) string {
	for _, b := range beginnings {
		if bytes.HasPrefix(data, []byte(b.bytes)) {
			return b.charset
		}
	}
	return ""
}

// Is reports whether data begins as XML does, in any charset that can be told.
func Is(data []byte) bool {
	if begins(data) == "ibm037" {
		return true
	}
	head := bytes.TrimPrefix(data[:min(len(data), 64)], []byte(bom8))
	if begins(data) != "" {
		head = bytes.ReplaceAll(head, []byte{0}, nil)
		head = bytes.TrimPrefix(bytes.TrimPrefix(head, []byte("\xFF\xFE")), []byte("\xFE\xFF"))
	}
	head = skip(head)
	return len(head) > 1 && head[0] == '<' && (head[1] == '?' || head[1] == '!' || nameStart(head[1]))
}

// Decode returns data in UTF-8. What is in an unknown charset is returned as it is, and a gap.
func Decode(w *walk.Walk, name string, data []byte) []byte {
	in := begins(data)
	if in == "" {
		data = bytes.TrimPrefix(data, []byte(bom8))
		in = declared(data)
	}
	if in == "" {
		return data
	}
	text, ok := charset.Decode(in, data)
	if !ok {
		w.Gap(name, walk.Undecodable)
		return data
	}
	return text
}

// declared returns the charset that an XML declaration names, unless it is UTF-8, or one that cannot be
// true, for the declaration was read in single bytes.
func declared(data []byte) string {
	inner, ok := bytes.CutPrefix(skip(data[:min(len(data), 400)]), []byte("<?xml"))
	if !ok {
		return ""
	}
	inner, _, _ = bytes.Cut(inner, []byte("?>"))
	name := strings.ToLower(strings.TrimSpace(Tag{attrs: inner}.Attr("encoding")))
	for _, prefix := range []string{"utf-8", "utf8", "us-ascii", "utf-16", "utf16", "utf-32", "ucs-", "iso-10646"} {
		if strings.HasPrefix(name, prefix) {
			return ""
		}
	}
	return name
}
