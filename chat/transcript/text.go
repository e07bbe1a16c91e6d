package transcript

import (
	"bufio"
	"io"
	"strings"

	"github.com/acdkit/acdkit/chat"
)

// staffOnly marks what customers do not see.
var staffOnly = phrase{"staff only", "내부 전용"}

// Text writes plain text: the date above each day, a line for each thing that happened, and for each message a line
// with the role in brackets and the name. The lines of a message are indented by four spaces, its files by two and
// a "+", so that nothing that somebody wrote looks like a line of another kind. The error is that of the writer.
func Text(w io.Writer, entries []chat.Entry, r Reader) error {
	b := bufio.NewWriter(w)
	first := true
	for i := range r.items(entries) {
		if i.Day != "" {
			if !first {
				b.WriteByte('\n')
			}
			b.WriteString(i.Day + "\n\n")
		}
		first = false
		r.writeItem(b, i)
	}
	return b.Flush()
}

func (r Reader) writeItem(b *bufio.Writer, i item) {
	if i.Line != "" {
		b.WriteString(i.Time + "  * " + i.Line + "\n")
		return
	}
	title := i.Title
	if i.Note {
		title += ", " + r.say(staffOnly)
	}
	b.WriteString(strings.TrimRight(i.Time+"  ["+title+"] "+isolate(i.Name), " ") + "\n")
	if i.Text != "" {
		for line := range strings.SplitSeq(i.Text, "\n") {
			b.WriteString(strings.TrimRight("    "+line, " ") + "\n")
		}
	}
	for _, f := range i.Files {
		b.WriteString("  + " + isolate(f.Name) + " (" + f.Size + ")\n")
	}
}
