package message

import (
	"strings"

	"github.com/acdkit/acdkit/internal/mime"
)

// Parse reads a mail. It never fails: what was wrong is in the Warnings. The message may share memory with raw,
// which must not be changed any more.
func Parse(raw []byte) *Message {
	root := mime.Parse(raw, mime.Limits{}) // the same limits as pci.Guard has: the same parts
	m := new(Message)
	m.header(root)
	r := reader{message: m}
	r.show(r.read(root))
	m.inline()
	nameParts(m.Parts)
	return m
}

// header reads the fields of the mail itself.
func (m *Message) header(root *mime.Part) {
	first := make(map[string]string)
	for i := range root.Fields {
		f := &root.Fields[i]
		if f.Name == "" { // mbox's "From "
			continue
		}
		m.Header = append(m.Header, Field{Name: f.Name, Value: oneLine(f.Show())})
		name, value := strings.ToLower(f.Name), f.Value()
		before, again := first[name]
		if again && !m.again(name, before != value) {
			continue
		}
		first[name] = value
		m.take(name, value)
	}
}

// again reports whether a field that is there for the second time counts, too.
func (m *Message) again(name string, differs bool) bool {
	switch name {
	case "to", "cc", "references", "in-reply-to":
		return true
	case "from", "sender", "reply-to", "subject", "date", "message-id":
		if differs {
			m.warn(RepeatedField)
		}
	}
	return false
}

// take takes the value of a field.
func (m *Message) take(name, value string) {
	switch name {
	case "subject":
		m.Subject = oneLine(mime.ShowWords(value))
	case "from":
		m.From = m.addresses(nil, value)
	case "sender":
		m.Sender = m.addresses(nil, value)
		m.Sender = m.Sender[:min(1, len(m.Sender))]
	case "reply-to":
		m.ReplyTo = m.addresses(nil, value)
	case "to":
		m.To = m.addresses(m.To, value)
	case "cc":
		m.Cc = m.addresses(m.Cc, value)
	case "message-id":
		if ids := ParseIDs(value); len(ids) > 0 {
			m.ID = ids[0]
		}
	case "in-reply-to":
		m.InReplyTo = joinIDs(m.InReplyTo, ParseIDs(value))
	case "references":
		m.References = joinIDs(m.References, ParseIDs(value))
	case "date":
		m.Date = parseDate(value)
		if m.Date.IsZero() {
			m.warn(BrokenDate)
		}
	}
}

// addresses adds those of a field.
func (m *Message) addresses(to []Address, value string) []Address {
	to = append(to, ParseAddresses(value)...)
	if len(to) >= MaxAddresses {
		m.warn(TooManyAddresses)
		to = to[:MaxAddresses]
	}
	return to
}

// oneLine is a text in valid UTF-8 without line breaks, controls and overrides of direction, and blanks only within it.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case isControl(r):
			return ' '
		case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // UAX 9: they make a text look like another
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.TrimSpace(s)
}

// isControl reports controls, and what else ends a line.
func isControl(r rune) bool {
	return r < ' ' || r >= 0x7F && r < 0xA0 || r == '\u2028' || r == '\u2029'
}

// Field returns the first field of that name, decoded, or "". Case does not matter.
func (m *Message) Field(name string) string {
	for _, f := range m.Header {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Values returns all fields of that name, decoded, in order.
func (m *Message) Values(name string) (values []string) {
	for _, f := range m.Header {
		if strings.EqualFold(f.Name, name) {
			values = append(values, f.Value)
		}
	}
	return values
}
