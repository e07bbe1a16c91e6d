package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/acdkit/acdkit/email/quote"
)

// text prints the view for people.
func (v view) text(w io.Writer) error {
	var b strings.Builder
	line(&b, "Subject", v.Subject)
	line(&b, "From", strings.Join(v.From, ", "))
	line(&b, "To", strings.Join(v.To, ", "))
	line(&b, "Cc", strings.Join(v.Cc, ", "))
	line(&b, "Date", v.Date)
	line(&b, "Automatic", v.Auto)
	b.WriteString("\n")
	v.body(&b)
	b.WriteString("\n")
	for _, a := range v.Attachments {
		inline := ""
		if a.Inline {
			inline = ", inline"
		}
		line(&b, "Attachment", fmt.Sprintf("%s (%s, %d bytes%s)", a.Name, a.Type, a.Size, inline))
	}
	v.Reply.text(&b, "Reply")
	v.ReplyAll.text(&b, "Reply all")
	for _, warning := range v.Warnings {
		line(&b, "Warning", warning)
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, printable(b.String()))
	return err
}

func line(b *strings.Builder, name, value string) {
	if value != "" {
		fmt.Fprintf(b, "%-12s%s\n", name, value)
	}
}

// body prints what is visible, and how much is not.
func (v view) body(b *strings.Builder) {
	for _, r := range v.ranges {
		text := strings.TrimLeft(strings.TrimRightFunc(v.Text[r.Start:r.End], unicode.IsSpace), "\n")
		switch {
		case text == "":
		case r.Kind == quote.Visible:
			b.WriteString(text + "\n")
		default:
			fmt.Fprintf(b, "[%s text hidden, lines: %d]\n", r.Kind, strings.Count(text, "\n")+1)
		}
	}
}

// text prints whom an answer goes to, and of each address why.
func (a answer) text(b *strings.Builder, name string) {
	if len(a.To) == 0 {
		line(b, name, "nobody")
		return
	}
	line(b, name, a.Subject)
	for _, w := range a.why {
		role := "not"
		if w.Role != "" {
			role = strings.ToLower(string(w.Role))
		}
		line(b, "  "+role, fmt.Sprintf("%s (%s, %s)", w.Address, w.Reason, w.From))
	}
}

// printable is a text without what a terminal would obey: controls, and overrides of direction (UAX 9).
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}
