package document

import "strings"

// MaxIndent is how many levels a block may be indented.
const MaxIndent = 8

// Normal returns the document in its normal form. All methods and functions return documents in it; only a Doc that was
// put together by hand, or came as JSON, may not be. It does not matter for what they do.
//
//   - Runs are not empty, and neighbours differ in their looks. There are nil slices only, no empty ones.
//   - Text is clean: valid UTF-8, LF as the only control character, plain spaces for tabs and spaces that do not break.
//   - Colours, links and images are as their types say; what cannot be so is left out, an image for its alternative text.
//   - Indents are 0 to MaxIndent. Tables have as many cells in each row as in the longest; one without cells
//     is none. Between two tables there is a block.
//   - A single empty paragraph is no paragraph.
func (d Doc) Normal() Doc {
	var out []Block
	for _, b := range d.Blocks {
		b = b.normal()
		if b.Kind == Table && len(b.Rows) == 0 {
			continue
		}
		if n := len(out); n > 0 && b.Kind == Table && out[n-1].Kind == Table {
			out = append(out, Block{Quote: b.Quote && out[n-1].Quote})
		}
		out = append(out, b)
	}
	if len(out) == 1 && out[0].Kind == Paragraph && !out[0].Quote && out[0].Indent == 0 && out[0].Line == nil {
		return Doc{}
	}
	return Doc{Blocks: out}
}

func (b Block) normal() Block {
	b.Indent = min(max(b.Indent, 0), MaxIndent)
	if b.Kind == Table {
		b.Line, b.Rows = nil, rectangle(b.Rows)
		return b
	}
	if b.Kind > Table {
		b.Kind = Paragraph
	}
	b.Line, b.Rows = b.Line.normal(), nil
	return b
}

// rectangle returns rows of the same length, or nil if there are no cells.
func rectangle(rows [][]Line) [][]Line {
	wide := columns(rows)
	if wide == 0 {
		return nil
	}
	out := make([][]Line, len(rows))
	for i, row := range rows {
		out[i] = make([]Line, wide)
		for j, line := range row {
			out[i][j] = line.normal()
		}
	}
	return out
}

func columns(rows [][]Line) int {
	n := 0
	for _, row := range rows {
		n = max(n, len(row))
	}
	return n
}

func (l Line) normal() Line {
	var out Line
	var text strings.Builder
	var format Run
	end := func() {
		if text.Len() > 0 {
			format.Text = text.String()
			out = append(out, format)
			text.Reset()
		}
	}
	for _, r := range l {
		r = r.normal()
		switch {
		case r.Image != (Image{}):
			end()
			out = append(out, r)
		case r.Text != "":
			if r.format() != format.format() {
				end()
				format = r.format()
			}
			text.WriteString(r.Text)
		}
	}
	end()
	return out
}

func (r Run) normal() Run {
	link := ""
	if r.Link != "" {
		link = target(r.Link)
	}
	if r.Image != (Image{}) {
		image := r.Image.normal()
		if validID(image.ID) {
			return Run{Link: link, Image: image}
		}
		r.Text += image.Alt
	}
	return Run{Text: clean(r.Text), Marks: r.Marks & allMarks, Color: color(r.Color), Link: link}
}
