package document

import (
	"strconv"
	"strings"
)

// textIndent is what plain text has for each level.
const textIndent = "    "

// Text returns the document as plain text, the alternative that a mail has to its HTML: items with their numbers or a
// dash, "> " in front of what is in a block quote, the cells of a row with tabs between, the target of a link behind its
// text in angle brackets unless it says the same, and the alternative text of an image in square brackets. Lines end
// with LF, but for the last.
func (d Doc) Text() string {
	var lines []string
	for quote, blocks := range d.Normal().stretches {
		var open lists
		for _, b := range blocks {
			label := ""
			if b.Kind.isItem() {
				open = open.around(b).with(b)
				label = open.last().label()
			} else {
				open = nil
			}
			lines = b.appendText(lines, quote, label)
		}
	}
	return strings.Join(lines, "\n")
}

func (l *list) label() string {
	if l.kind == Ordered {
		return strconv.Itoa(l.n) + ". "
	}
	return "- "
}

// appendText adds the lines of a block, the first with a label, the others as far to the right.
func (b Block) appendText(lines []string, quote bool, label string) []string {
	margin := strings.Repeat(textIndent, b.Indent)
	if quote {
		margin = "> " + margin
	}
	for _, line := range b.textLines() {
		line = margin + label + line
		if quote {
			line = strings.TrimRight(line, " ")
		}
		lines = append(lines, line)
		label = strings.Repeat(" ", len(label))
	}
	return lines
}

func (b Block) textLines() []string {
	if b.Kind != Table {
		return strings.Split(b.Line.plain(), "\n")
	}
	var lines []string
	for _, row := range b.Rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = strings.ReplaceAll(cell.plain(), "\n", " ")
		}
		lines = append(lines, strings.Join(cells, "\t"))
	}
	return lines
}

// plain returns the line with what text has for links and images.
func (l Line) plain() string {
	var b strings.Builder
	for link, runs := range l.links() {
		at := b.Len()
		for _, r := range runs {
			b.WriteString(r.Text)
			if r.Image.Alt != "" {
				b.WriteString("[" + r.Image.Alt + "]")
			}
		}
		if text := b.String()[at:]; link != "" && !says(text, link) {
			if text != "" {
				b.WriteByte(' ')
			}
			b.WriteString("<" + link + ">")
		}
	}
	return b.String()
}

// says reports whether a text is the target itself, with its scheme or without.
func says(text, link string) bool {
	_, rest, _ := strings.Cut(link, ":")
	rest = strings.TrimPrefix(rest, "//")
	text = strings.TrimSpace(text)
	return text == link || text == rest || text == strings.TrimSuffix(rest, "/")
}
