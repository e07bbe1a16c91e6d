package compose

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/acdkit/acdkit/email/message"
)

// A header is being written. The first error stays.
type header struct {
	b   []byte
	err *Error
}

func (h *header) fail(code Code, field string, index int) {
	if h.err == nil && code != "" {
		h.err = &Error{Code: code, Field: field, Index: index}
	}
}

// header writes the fields of the mail that are not about its parts.
func (m *Mail) header() *header {
	h := new(header)
	h.date(m.Date)
	h.addresses("From", []message.Address{m.From}, m.SMTPUTF8)
	h.addresses("Reply-To", m.ReplyTo, m.SMTPUTF8)
	h.addresses("To", m.To, m.SMTPUTF8)
	h.addresses("Cc", m.Cc, m.SMTPUTF8)
	if len(m.To)+len(m.Cc) == 0 {
		h.fail(ErrMissing, "To", 0)
	}
	h.subject(m.Subject)
	h.id(m.ID)
	h.ids("In-Reply-To", m.InReplyTo)
	h.ids("References", m.References)
	for i, extra := range m.Extra {
		h.extra(extra, i+1)
	}
	h.b = append(h.b, "MIME-Version: 1.0\r\n"...)
	return h
}

func (h *header) add(f *field) { h.b = append(h.b, f.line()...) }

func (h *header) date(date time.Time) {
	switch year := date.Year(); {
	case date.IsZero():
		h.fail(ErrMissing, "Date", 0)
	case year < 1900 || year > 9999:
		h.fail(ErrInvalid, "Date", 0)
	}
	f := newField("Date")
	f.put(" ", date.Format("Mon, 02 Jan 2006 15:04:05 -0700"))
	h.add(f)
}

func (h *header) addresses(name string, list []message.Address, utf8 bool) {
	f := newField(name)
	for i, a := range list {
		display, code := line(a.Name)
		h.fail(code, name, i+1)
		addr, code := wire(a.Addr, utf8)
		h.fail(code, name, i+1)
		end := ","
		if i+1 == len(list) {
			end = ""
		}
		f.mailbox(display, addr, end)
	}
	if len(list) > 0 {
		h.add(f)
	}
}

func (h *header) subject(subject string) {
	text, code := line(subject)
	h.fail(code, "Subject", 0)
	if text == "" {
		return
	}
	f := newField("Subject")
	f.text(text)
	h.add(f)
}

// extra adds a field for programs. Its name is not one that is written anyway, and so there twice.
func (h *header) extra(extra message.Field, index int) {
	tokens := strings.Fields(extra.Value)
	valid := len(extra.Name) <= 40 && only(extra.Name, letters+"-_") && !reserved(strings.ToLower(extra.Name)) &&
		!slices.ContainsFunc(tokens, func(t string) bool { return len(t) > maxToken })
	_, code := line(extra.Value)
	switch {
	case code != "":
		h.fail(code, "Extra", index)
	case !valid, !printable(extra.Value):
		h.fail(ErrInvalid, "Extra", index)
	case len(tokens) == 0:
		h.fail(ErrMissing, "Extra", index)
	}
	f := newField(extra.Name)
	f.tokens(tokens)
	h.add(f)
}

func reserved(name string) bool {
	switch name {
	case "date", "from", "sender", "reply-to", "to", "cc", "bcc", "subject", "message-id", "in-reply-to", "references",
		"mime-version", "received", "return-path":
		return true
	}
	return strings.HasPrefix(name, "content-") || strings.HasPrefix(name, "resent-")
}

// line returns text for a line: without blanks around it, and with one in the place of each control character. Those
// that would end the line, or what reads it, are refused.
func line(text string) (string, Code) {
	switch {
	case strings.ContainsAny(text, "\r\n\x00"):
		return "", ErrNotLine
	case !utf8.ValidString(text):
		return "", ErrNotUTF8
	}
	return strings.Trim(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp) {
			return ' '
		}
		return r
	}, text), " "), ""
}
