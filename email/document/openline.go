package document

import "strings"

// openLine is a line of HTML that has not ended. White space in it is as CSS has it: none at both ends, and
// one space for any amount of it in between.
type openLine struct {
	line   Line            // but for its last run of text
	last   strings.Builder // that
	format Run             // its looks
	begun  bool            // something is in it that can be seen, or a line break
	inner  bool            // and it is no line break that stands last: a space may follow
	space  bool            // one that appears if something follows
	spaced Run             // what it looks like
}

// text adds a text.
func (o *openLine) text(text string, format Run, pre bool) {
	for text != "" {
		n := len(text)
		if !pre {
			if at := strings.IndexAny(text, " \t\n\f\r"); at >= 0 {
				n = at
			}
		}
		if n == 0 {
			if o.inner && !o.space {
				o.space, o.spaced = true, format
			}
			text = text[1:]
			continue
		}
		o.fill()
		o.add(text[:n], format)
		o.begun, o.inner = true, !pre || text[n-1] != '\n'
		text = text[n:]
	}
}

// add adds to the last run, or begins another one.
func (o *openLine) add(text string, format Run) {
	if format != o.format {
		o.endRun()
		o.format = format
	}
	o.last.WriteString(text)
}

func (o *openLine) endRun() {
	if o.last.Len() > 0 {
		o.format.Text = o.last.String()
		o.line = append(o.line, o.format)
		o.format.Text = ""
		o.last.Reset()
	}
}

// fill adds the space that waits for something to follow.
func (o *openLine) fill() {
	if o.space {
		o.add(" ", o.spaced)
		o.space = false
	}
}

// breakLine adds a line break.
func (o *openLine) breakLine(format Run) {
	o.add("\n", format)
	o.begun, o.inner, o.space = true, false, false
}

// image adds an image.
func (o *openLine) image(r Run) {
	o.fill()
	o.endRun()
	o.line = append(o.line, r)
	o.begun, o.inner = true, true
}

// take ends the line and returns it; false if there is none. A line break at its end shows nothing.
func (o *openLine) take() (Line, bool) {
	o.endRun()
	line, begun := o.line, o.begun
	if n := len(line); n > 0 && !o.inner {
		line[n-1].Text = strings.TrimSuffix(line[n-1].Text, "\n")
	}
	*o = openLine{}
	return line, begun
}
