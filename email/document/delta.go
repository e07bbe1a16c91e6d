package document

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// FromDelta makes a document of a document in Delta, the format of the Quill editor (version 2): an object with "ops", or
// the list alone, with nothing but inserts. Attributes and embeds that a document has no place for are left out; checklists
// become bullets, headings below the first level bold. U+2028 is a line break within a block. Id is as for FromHTML.
//
// Errors are ErrTooLarge, ErrNotDelta and those of Validate.
func FromDelta(data []byte, id func(src string) string) (Doc, error) {
	if err := checkInput(len(data)); err != nil {
		return Doc{}, err
	}
	ops, ok := deltaOps(data)
	if !ok {
		return Doc{}, &Error{Code: ErrNotDelta}
	}
	r := deltaReader{id: id}
	if id == nil {
		r.id = contentID
	}
	for _, o := range ops {
		if !r.op(o) {
			return Doc{}, &Error{Code: ErrNotDelta}
		}
	}
	if len(r.line) > 0 {
		r.end(nil)
	}
	return Doc{Blocks: r.blocks}.checked()
}

// deltaOp is an op that is read.
type deltaOp struct {
	Insert     any        `json:"insert"` // a string, or an object of one embed
	Attributes deltaAttrs `json:"attributes"`
}

func deltaOps(data []byte) ([]deltaOp, bool) {
	var delta struct {
		Ops *[]deltaOp `json:"ops"`
	}
	if data = bytes.TrimSpace(data); len(data) > 0 && data[0] == '[' {
		var ops []deltaOp
		err := json.Unmarshal(data, &ops)
		return ops, err == nil
	}
	if err := json.Unmarshal(data, &delta); err != nil || delta.Ops == nil {
		return nil, false
	}
	return *delta.Ops, true
}

// deltaAttrs are attributes as they come: values of any type.
type deltaAttrs map[string]any

func (a deltaAttrs) on(name string) bool { return a[name] == true }

func (a deltaAttrs) text(name string) string {
	s, _ := a[name].(string)
	return s
}

// number reads a whole number that may be written as text.
func (a deltaAttrs) number(name string, most int) int {
	switch v := a[name].(type) {
	case float64:
		return int(min(max(v, 0), float64(most)))
	case string:
		return number(v, most)
	}
	return 0
}

// deltaReader collects blocks. A line of Delta ends with a line feed, whose attributes are those of the block.
type deltaReader struct {
	id     func(src string) string
	blocks []Block
	line   Line
	row    string // the id of the table's row that the last line was a cell of, or ""
}

// op is false for an op that is no insert.
func (r *deltaReader) op(o deltaOp) bool {
	switch insert := o.Insert.(type) {
	case string:
		r.text(insert, o.Attributes)
	case map[string]any:
		if src, ok := insert["image"].(string); ok {
			r.line = append(r.line, r.image(src, o.Attributes))
		}
	default:
		return false
	}
	return true
}

func (r *deltaReader) text(text string, a deltaAttrs) {
	format := Run{Color: a.text("color"), Link: a.text("link")}
	for _, m := range marks {
		if a.on(m.name) {
			format.Marks |= m.mark
		}
	}
	for i, part := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		if i > 0 {
			r.end(a)
		}
		if part != "" {
			format.Text = part
			r.line = append(r.line, format)
		}
	}
}

func (r *deltaReader) image(src string, a deltaAttrs) Run {
	i := Image{ID: r.id(src), Alt: a.text("alt"), Width: a.number("width", MaxPixels), Height: a.number("height", MaxPixels)}
	if !validID(i.ID) {
		return Run{Text: oneLine(i.Alt, MaxAlt), Link: a.text("link")}
	}
	return Run{Image: i, Link: a.text("link")}
}

// end ends a line.
func (r *deltaReader) end(a deltaAttrs) {
	b := Block{Quote: a.on("blockquote"), Indent: a.number("indent", MaxIndent), Line: r.line}
	r.line = nil
	row := a.text("table")
	if row != "" {
		r.cell(row, b)
		return
	}
	r.row = ""
	switch list := a.text("list"); {
	case list == "ordered":
		b.Kind = Ordered
	case list != "":
		b.Kind = Bullet
	case a.number("header", 6) == 1:
		b.Kind = Heading
	case a.number("header", 6) > 1:
		for i := range b.Line {
			b.Line[i].Marks |= Bold
		}
	}
	r.blocks = append(r.blocks, b)
}

// cell takes a line into a table: that of the line before, if that was in one.
func (r *deltaReader) cell(row string, b Block) {
	last := len(r.blocks) - 1
	switch {
	case r.row == "":
		r.blocks = append(r.blocks, Block{Kind: Table, Quote: b.Quote, Indent: b.Indent, Rows: [][]Line{{b.Line}}})
	case r.row != row:
		r.blocks[last].Rows = append(r.blocks[last].Rows, []Line{b.Line})
	default:
		rows := r.blocks[last].Rows
		rows[len(rows)-1] = append(rows[len(rows)-1], b.Line)
	}
	r.row = row
}

// Delta returns the document in Delta, for an editor: the same bytes each time. FromDelta makes the same document of it.
// Src is as for HTML.
func (d Doc) Delta(src func(id string) string) []byte {
	w := deltaWriter{src: src}
	if src == nil {
		w.src = contentURL
	}
	w.doc(d.Normal())
	data, err := json.Marshal(map[string][]insert{"ops": w.ops})
	if err != nil {
		panic(fmt.Sprintf("document: strings and numbers cannot be written: %v", err)) // they always can
	}
	return data
}
