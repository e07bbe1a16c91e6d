package compose_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email/compose"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/internal/mime"
	"github.com/google/go-cmp/cmp"
)

// FuzzInjection: whatever is put into a mail, it is refused, or the header has the fields that it should have and the body its
// parts, in lines that no mail system minds.
func FuzzInjection(f *testing.F) {
	f.Add("Minji", "minji@example.net", "Subject", "1@example.com", "r@example.net", "on", "text", "<b>html</b>", "a.pdf", "text/plain", "image@x", false)
	f.Add("김민지\r\nBcc: x@y", "a\r\n@b.example", "제목\nBcc: x", "1@b\r\n\r\nx", "a@b\r\nBcc: c", "x\r\n y", "a\r\n--=_mixed_00", "--=_", "a\"\r\nX: y", "a/b\r\nX: y", "a>\r\nX: y", true)
	f.Add("=?utf-8?Q?=0D=0ABcc:?=", "\"a\\\"b\"@c", strings.Repeat("가", 500), "a@b", strings.Repeat("x", 999), strings.Repeat("y ", 500), "\r.\rFrom \x00", "\u2028",
		strings.Repeat("긴 이름", 99)+".pdf", "message/rfc822", "a", false)
	f.Fuzz(func(t *testing.T, name, addr, subject, id, reference, extra, text, html, file, kind, contentID string, eai bool) {
		address := message.Address{Name: name, Addr: addr}
		m := compose.Mail{
			Date: simple().Date, From: address, ReplyTo: []message.Address{address}, To: []message.Address{address, address}, Cc: []message.Address{address},
			Subject: subject, ID: id, InReplyTo: []string{reference}, References: []string{reference, id, reference},
			Extra: []message.Field{{Name: "X-Loop", Value: extra}}, Text: text, HTML: html, SMTPUTF8: eai,
			Inline: []compose.File{{Name: file, Type: kind, ContentID: contentID, Content: []byte(text)}},
			Files:  []compose.File{{Name: file, Type: kind, Content: []byte(html)}, {Name: "b", Content: []byte(name)}},
		}
		raw, err := m.Bytes()
		if err != nil {
			if _, ok := errors.AsType[*compose.Error](err); !ok || raw != nil {
				t.Errorf("Bytes = %d bytes, %v", len(raw), err)
			}
			return
		}
		checkLines(t, m, raw)
		want := fieldsOf(m)
		got, _ := header(t, raw)
		if !slices.Contains(got, "In-Reply-To") { // left out if nobody can have seen the id
			want = slices.DeleteFunc(want, func(name string) bool { return name == "In-Reply-To" })
		}
		if strings.Trim(strings.Map(func(r rune) rune {
			if r < ' ' || r >= 0x7F && r < 0xA0 || r == '\u2028' || r == '\u2029' {
				return ' '
			}
			return r
		}, subject), " ") == "" {
			want = slices.DeleteFunc(want, func(name string) bool { return name == "Subject" })
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("fields mismatch (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(structureOf(m), structureIn(raw)); diff != "" {
			t.Errorf("parts mismatch (-want +got):\n%s", diff)
		}
	})
}

// structureIn returns the media types of a mail's parts, each before those in it.
func structureIn(raw []byte) (types []string) {
	for p := range mime.Parse(raw, mime.Limits{}).All {
		types = append(types, p.Type)
	}
	return types
}
