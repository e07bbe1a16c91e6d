package compose_test

import (
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/email/compose"
	"github.com/acdkit/acdkit/email/message"
	"pgregory.net/rapid"
)

// own is what package message sees of a mail.
func own(raw []byte) view {
	m := message.Parse(raw)
	v := view{
		Subject: m.Subject, Date: m.Date.Format("2006-01-02T15:04:05-07:00"), ID: m.ID, From: m.From, ReplyTo: m.ReplyTo, To: m.To, Cc: m.Cc,
		InReplyTo: m.InReplyTo, References: m.References, Text: readLines(m.Text), HTML: readLines(m.HTML),
	}
	for _, f := range m.Header {
		v.Fields = append(v.Fields, f.Name)
	}
	for _, p := range m.Parts {
		if p.Use != message.Body {
			v.Files = append(v.Files, seenFile{Name: p.Name, Type: p.Type, ContentID: p.ContentID, Content: p.Content})
		}
	}
	for _, w := range m.Warnings {
		v.Defects = append(v.Defects, string(w))
	}
	return v
}

// readLines takes off what is at the end of lines and of texts, which is not for people.
func readLines(text string) string {
	text = strings.ReplaceAll(inLines(text), "\r\n", "\n")
	return strings.TrimRight(text, "\n")
}

// TestMessage: whatever the mail, package message reads what was meant.
func TestMessage(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := mails().Draw(rt, "mail")
		raw, err := m.Bytes()
		if err != nil {
			rt.Fatal(err)
		}
		want := meant(m)
		want.Text, want.HTML, want.Structure = readLines(want.Text), readLines(want.HTML), nil
		for i, f := range want.Files {
			want.Files[i] = seenFile{Name: attachment.CleanName(f.Name), Type: f.Type, ContentID: f.ContentID, Content: f.Content}
		}
		if diff := diffViews(want, own(raw)); diff != "" {
			rt.Errorf("mismatch (-want +got):\n%s\n%s", diff, raw)
		}
	})
}

// TestControlCharacters: they become blanks, and nothing is lost.
func TestControlCharacters(t *testing.T) {
	m := simple()
	m.Subject, m.To[0].Name = "a\x1bb\tc\u0085d\u2028e", "\x01f\x7fg\x02"
	m.Files = []compose.File{{Name: "h\vi.txt"}}
	v := own(bytesOf(t, m))
	if got, want := v.Subject+"|"+v.To[0].Name+"|"+v.Files[0].Name, "a b c d e|f g|h i.txt"; got != want {
		t.Errorf("read %q, want %q", got, want)
	}
}
