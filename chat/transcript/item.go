package transcript

import (
	"fmt"
	"iter"
	"strings"
	"time"
	"unicode"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/attachment"
)

// An item is an entry as it is shown: a message, or a line for what happened.
type item struct {
	Day  string // if it is the first of a day
	Time string
	Line string // of what happened; a message has none

	Role  chat.Role
	Title string // what the role is called
	Name  string // clean; none
	Near  bool   // it is of the reader's side: the customer's, or the staff's
	Note  bool   // it is for the staff only
	Text  string // lines, without control characters
	Files []file
}

// Class is how a page paints the message: as the customer's, a bot's, or the staff's.
func (i item) Class() string {
	switch i.Role {
	case chat.RoleCustomer, chat.RoleBot:
		return string(i.Role)
	}
	return "agent"
}

type file struct{ Name, Size string }

// items are what people read of entries. Receipts are left out: there is one for every message.
func (r Reader) items(entries []chat.Entry) iter.Seq[item] {
	return func(yield func(item) bool) {
		day := ""
		for _, e := range entries {
			i, ok := r.item(e)
			if !ok {
				continue
			}
			at := r.local(e.At)
			if d := r.day(at); d != day {
				day, i.Day = d, d
			}
			i.Time = at.Format("15:04")
			if !yield(i) {
				return
			}
		}
	}
}

// item returns an entry as it is shown, but for its time, and whether it is shown.
func (r Reader) item(e chat.Entry) (item, bool) {
	switch p := e.Payload.(type) {
	case chat.Said:
		return r.message(p), true
	case chat.Receipt:
		return item{}, false
	}
	i := item{Line: Line(e, r)}
	return i, i.Line != ""
}

func (r Reader) message(p chat.Said) item {
	i := item{
		Role: p.From.Role, Title: r.title(p.From.Role), Name: cleanName(p.From.Name),
		Near: (p.From.Role == chat.RoleCustomer) == r.customer(), Note: p.To != chat.Everyone, Text: block(p.Text),
	}
	for _, f := range p.Files {
		i.Files = append(i.Files, file{fileName(f), size(f.Size)})
	}
	return i
}

func fileName(f attachment.File) string {
	if name := cleanName(f.Name); name != "" {
		return name
	}
	return "?"
}

// day returns the date of a local time, with what its zone is then.
func (r Reader) day(at time.Time) string {
	zone := at.Format("UTC-07:00")
	if _, offset := at.Zone(); offset == 0 {
		zone = "UTC"
	}
	if r.korean() {
		return at.Format("2006년 1월 2일 ") + weekdays[at.Weekday()] + " (" + zone + ")"
	}
	return at.Format("Monday, 2 January 2006 (") + zone + ")"
}

var weekdays = [...]string{"일요일", "월요일", "화요일", "수요일", "목요일", "금요일", "토요일"}

// lineBreaks are what may begin a new line on a screen.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// block returns a text as valid UTF-8 with LF for every kind of line break, and without what controls a screen.
func block(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) && c != '\n' && c != '\t' {
			return unicode.ReplacementChar
		}
		return c
	}, lineBreaks.Replace(strings.ToValidUTF8(text, "\uFFFD")))
}

// size writes a number of bytes as file managers do (D5).
func size(bytes int64) string {
	const kb, mb = 1 << 10, 1 << 20
	switch {
	case bytes < kb:
		return fmt.Sprintf("%d B", max(0, bytes))
	case bytes < mb:
		return fmt.Sprintf("%d KB", bytes/kb)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/mb)
}
