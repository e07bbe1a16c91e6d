package compose_test

import (
	"slices"
	"strings"
	"time"

	"github.com/acdkit/acdkit/email/compose"
	"github.com/acdkit/acdkit/email/message"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// A view is what a reader sees of a mail.
type view struct {
	Fields                []string // names in order
	Subject, Date, ID     string
	From, ReplyTo, To, Cc []message.Address
	InReplyTo, References []string
	Text, HTML            string
	Files                 []seenFile
	Structure, Defects    []string
	Failed                string
}

type seenFile struct {
	Name, Type, ContentID, Disposition string
	Size                               int
	Content                            []byte
}

// meant is what readers should see of a mail whose parts are of Content and whose addresses are simple.
func meant(m compose.Mail) view {
	v := view{
		Fields: fieldsOf(m), Subject: m.Subject, Date: m.Date.Format("2006-01-02T15:04:05-07:00"), ID: m.ID,
		From: []message.Address{m.From}, ReplyTo: m.ReplyTo, To: m.To, Cc: m.Cc, InReplyTo: m.InReplyTo, References: m.References,
		Text: inLines(m.Text), HTML: inLines(m.HTML), Structure: structureOf(m),
	}
	for i, f := range slices.Concat(m.Inline, m.Files) {
		seen := seenFile{f.Name, typeOf(f), "", "attachment", len(f.Content), f.Content}
		if i < len(m.Inline) && m.HTML != "" {
			seen.ContentID, seen.Disposition = f.ContentID, "inline"
		}
		v.Files = append(v.Files, seen)
	}
	return v
}

// fieldsOf returns the names of the fields that a mail has.
func fieldsOf(m compose.Mail) []string {
	all := []string{"Date", "From"}
	for _, f := range []struct {
		name  string
		there bool
	}{
		{"Reply-To", len(m.ReplyTo) > 0}, {"To", len(m.To) > 0}, {"Cc", len(m.Cc) > 0}, {"Subject", strings.Trim(m.Subject, " ") != ""},
		{"Message-ID", true}, {"In-Reply-To", len(m.InReplyTo) > 0}, {"References", len(m.References) > 0},
	} {
		if f.there {
			all = append(all, f.name)
		}
	}
	for _, f := range m.Extra {
		all = append(all, f.Name)
	}
	all = append(all, "MIME-Version", "Content-Type")
	if len(structureOf(m)) == 1 {
		all = append(all, "Content-Transfer-Encoding")
	}
	return all
}

// structureOf returns the media types of the parts, each before those in it.
func structureOf(m compose.Mail) []string {
	var all []string
	text := "text/plain"
	if m.HTML != "" {
		text = "text/html"
	}
	if len(m.Files) > 0 || len(m.Inline) > 0 && m.HTML == "" {
		all = append(all, "multipart/mixed")
	}
	if len(m.Inline) > 0 && m.HTML != "" {
		all = append(all, "multipart/related")
	}
	if m.Text != "" && m.HTML != "" {
		all = append(all, "multipart/alternative", "text/plain")
	}
	all = append(all, text)
	for _, f := range slices.Concat(m.Inline, m.Files) {
		all = append(all, typeOf(f))
	}
	return all
}

func typeOf(f compose.File) string {
	kind := strings.ToLower(f.Type)
	if kind == "" || strings.HasPrefix(kind, "message/") || strings.HasPrefix(kind, "multipart/") {
		return "application/octet-stream"
	}
	return kind
}

// inLines returns a text with the line ends of mail.
func inLines(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\r"), "\n", "\r")
	if text != "" {
		text = strings.TrimSuffix(text, "\r") + "\r"
	}
	return strings.ReplaceAll(text, "\r", "\r\n")
}

func diffViews(want, got view) string { return cmp.Diff(want, got, cmpopts.EquateEmpty()) }

// simple is a mail without anything special.
func simple() compose.Mail {
	return compose.Mail{
		Date: time.Date(2026, 3, 2, 9, 30, 0, 0, time.FixedZone("KST", 9*60*60)),
		From: message.Address{Name: "Support", Addr: "support@example.com"},
		To:   []message.Address{{Addr: "minji@example.net"}}, Subject: "Your order", ID: "1.abc@example.com", Text: "On its way.\n",
	}
}

func bytesOf(tb rapid.TB, m compose.Mail) []byte {
	tb.Helper()
	raw, err := m.Bytes()
	if err != nil {
		tb.Fatal(err)
	}
	return raw
}

// header splits the header of a mail into its fields, each with its lines, by nothing but CRLF.
func header(tb rapid.TB, raw []byte) (names, values []string) {
	tb.Helper()
	head, _, ok := strings.Cut(string(raw), "\r\n\r\n")
	if !ok {
		tb.Fatal("no header")
	}
	for l := range strings.SplitSeq(head, "\r\n") {
		if strings.HasPrefix(l, " ") {
			values[len(values)-1] += "\r\n" + l
			continue
		}
		name, value, ok := strings.Cut(l, ": ")
		if !ok {
			tb.Fatalf("no field: %q", l)
		}
		names, values = append(names, name), append(values, value)
	}
	return names, values
}

// checkLines: a mail is ASCII (but for addresses), in lines with CRLF that no mail system minds, and the lines of the header
// are short but for what cannot be parted.
func checkLines(tb rapid.TB, m compose.Mail, raw []byte) {
	tb.Helper()
	if !strings.HasSuffix(string(raw), "\r\n") {
		tb.Error("the last line does not end")
	}
	inHeader := true
	for l := range strings.SplitSeq(strings.TrimSuffix(string(raw), "\r\n"), "\r\n") {
		inHeader = inHeader && l != ""
		switch {
		case strings.ContainsAny(l, "\r\n\x00"):
			tb.Errorf("bare CR, LF or NUL: %q", l)
		case len(l) > 998, !inHeader && len(l) > 76 && !strings.HasPrefix(l, "Content-"):
			tb.Errorf("line of %d: %q", len(l), l)
		case !m.SMTPUTF8 && strings.ContainsFunc(l, func(r rune) bool { return r > '~' || r < ' ' && r != '\t' }):
			tb.Errorf("line not of printable ASCII: %q", l)
		case inHeader && strings.Trim(l, " \t") == "":
			tb.Errorf("blank line in the header")
		case inHeader && len(l) > 76 && len(strings.Fields(l)) > 2:
			tb.Errorf("line of %d could be parted: %q", len(l), l)
		case len(l) > 76 && strings.Contains(l, "=?utf-8?"):
			tb.Errorf("line of %d with encoded words: %q", len(l), l)
		}
	}
}
