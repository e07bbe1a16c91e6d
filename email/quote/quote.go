package quote

import "strings"

// Quote returns a text as lines with ">", to be answered: "> " before a line, ">" before one that is quoted already or
// blank. Lines end with LF; there are no blanks at their ends, and no blank lines at the end. An empty text stays so.
func Quote(text string) string {
	text = strings.TrimRightFunc(text, isSpace)
	var b strings.Builder
	b.Grow(len(text) + len(text)/16)
	for at := 0; at < len(text); {
		end := lineEnd(text, at)
		line := strings.TrimRightFunc(text[at:end], isSpace)
		b.WriteByte('>')
		if line != "" && line[0] != '>' {
			b.WriteByte(' ')
		}
		b.WriteString(line)
		b.WriteByte('\n')
		at = end
	}
	return b.String()
}
