package email

import (
	"html"
	"strings"

	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/quote"
	"github.com/acdkit/acdkit/email/reply"
)

// bodies writes the text and the HTML of an answer, with the mail that it answers quoted below. A quick reply is plain
// text only (E1).
func bodies(d Draft, original Received, language string) (text, rich string) {
	line := attribution(original.Letter, language)
	quoted := strings.TrimRight(original.Text, "\n")
	if original.Class == auto.Bounce { // that is about a mail, and not from those who get the answer
		quoted = ""
	}
	if d.Mode == reply.Quick {
		return below(d.Text, line, quoted), ""
	}
	text = below(d.Body.Text(), line, quoted)
	rich = d.Body.HTML(func(id string) string { return "cid:" + id })
	if quoted != "" {
		rich += `<p style="margin:16px 0 4px">` + html.EscapeString(line) + `</p>` +
			`<blockquote type="cite" style="margin:0 0 0 8px;padding-left:8px;border-left:2px solid #cccccc">` +
			strings.ReplaceAll(html.EscapeString(quoted), "\n", "<br>") + `</blockquote>`
	}
	return text, rich
}

func below(text, line, quoted string) string {
	text = strings.TrimRight(text, "\n") + "\n"
	if quoted == "" {
		return text
	}
	return text + "\n" + line + "\n" + quote.Quote(quoted) + "\n"
}

// attribution says who wrote what is quoted, and when.
func attribution(l Letter, language string) string {
	who := ""
	if len(l.From) > 0 {
		if who = l.From[0].Name; who == "" || l.Date.IsZero() { // a date or an address tells readers what this line is
			who = l.From[0].String()
		}
	}
	if l.Date.IsZero() {
		if language == "ko" {
			return who + " 님이 작성:"
		}
		return who + " wrote:"
	}
	if language == "ko" {
		return l.Date.Format("2006-01-02 15:04") + " (UTC), " + who + " 님이 작성:"
	}
	return "On " + l.Date.Format("2006-01-02 15:04") + " (UTC), " + who + " wrote:"
}

// parts of automatic mail.
func automaticText(body string, notices []string) string {
	text := strings.TrimRight(body, "\n")
	if len(notices) > 0 {
		if text != "" {
			text += "\n\n"
		}
		text += strings.Join(notices, "\n")
	}
	return text + "\n"
}
