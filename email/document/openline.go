package document

import "strings"

// openLine is a line of HTML that has not ended. White space in it is as CSS has it: none at both ends, and
// one space for any amount of it in between.
type openLine struct {
	line   Line
	begun  bool // something is in it that can be seen, or a line break
	inner  bool // and it is no line break that stands last: a space may follow
	space  bool // one that appears if something follows
	spaced Run  // what it looks like
}

// text adds a text.
func (o *openLine) text(text string, format Run, pre bool) {
	var b strings.Builder
	for _, r := range text {
		if !pre && strings.ContainsRune(" \t\n\f\r", r) {
			if o.inner && !o.space {
				o.space, o.spaced = true, format
			}
			continue
		}
		if o.space && o.spaced == format {
			b.WriteByte(' ')
			o.space = false
		}
		o.fill()
		b.WriteRune(r)
		o.begun, o.inner = true, !pre || r != '\n'
	}
	if b.Len() > 0 {
		format.Text = b.String()
		o.line = append(o.line, format)
	}
}

// fill adds the space that waits for something to follow.
func (o *openLine) fill() {
	if o.space {
		o.spaced.Text = " "
		o.line = append(o.line, o.spaced)
		o.space = false
	}
}

// breakLine adds a line break.
func (o *openLine) breakLine(format Run) {
	format.Text = "\n"
	o.line = append(o.line, format)
	o.begun, o.inner, o.space = true, false, false
}

// image adds an image.
func (o *openLine) image(r Run) {
	o.fill()
	o.line = append(o.line, r)
	o.begun, o.inner = true, true
}

// take ends the line and returns it; false if there is none. A line break at its end shows nothing.
func (o *openLine) take() (Line, bool) {
	line, begun := o.line, o.begun
	if n := len(line); begun && n > 0 && !o.inner {
		line[n-1].Text = strings.TrimSuffix(line[n-1].Text, "\n")
	}
	*o = openLine{}
	return line, begun
}
