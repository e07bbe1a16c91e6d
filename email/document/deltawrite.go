package document

import (
	"strconv"
	"strings"
)

// insert is an op that is written.
type insert struct {
	Insert     any         `json:"insert"` // string or embed
	Attributes *attributes `json:"attributes,omitempty"`
}

type embed struct {
	Image string `json:"image"`
}

// attributes are all that are written.
type attributes struct {
	Bold       bool   `json:"bold,omitempty"`
	Italic     bool   `json:"italic,omitempty"`
	Underline  bool   `json:"underline,omitempty"`
	Strike     bool   `json:"strike,omitempty"`
	Color      string `json:"color,omitempty"`
	Link       string `json:"link,omitempty"`
	Alt        string `json:"alt,omitempty"`
	Width      string `json:"width,omitempty"`
	Height     string `json:"height,omitempty"`
	Header     int    `json:"header,omitempty"`
	List       string `json:"list,omitempty"`
	Blockquote bool   `json:"blockquote,omitempty"`
	Indent     int    `json:"indent,omitempty"`
	Table      string `json:"table,omitempty"`
}

type deltaWriter struct {
	src    func(id string) string
	ops    []insert
	text   strings.Builder // of the last op, if that is not in ops yet
	format attributes      // its own
	row    int             // of all tables so far
}

func (w *deltaWriter) doc(d Doc) {
	if len(d.Blocks) == 0 {
		w.put("\n", attributes{}) // no document in Delta is without a line
	}
	for _, b := range d.Blocks {
		a := attributes{Blockquote: b.Quote, Indent: b.Indent}
		switch b.Kind {
		case Heading:
			a.Header = 1
		case Ordered, Bullet:
			a.List = b.Kind.String()
		case Table:
			w.table(b, a)
			continue
		}
		w.line(b.Line)
		w.put("\n", a)
	}
	w.end()
}

func (w *deltaWriter) table(b Block, a attributes) {
	for _, row := range b.Rows {
		w.row++
		a.Table = "row-" + strconv.Itoa(w.row)
		for _, cell := range row {
			w.line(cell)
			w.put("\n", a)
		}
	}
}

func (w *deltaWriter) line(l Line) {
	for _, r := range l {
		if r.Image != (Image{}) {
			w.image(r)
			continue
		}
		w.put(strings.ReplaceAll(r.Text, "\n", "\u2028"), attributes{
			Bold: r.Marks&Bold != 0, Italic: r.Marks&Italic != 0, Underline: r.Marks&Underline != 0, Strike: r.Marks&Strike != 0,
			Color: r.Color, Link: r.Link,
		})
	}
}

func (w *deltaWriter) image(r Run) {
	src := w.src(r.Image.ID)
	if src == "" {
		w.put(r.Image.Alt, attributes{Link: r.Link})
		return
	}
	w.end()
	w.ops = append(w.ops, insert{embed{src}, pointer(attributes{
		Link: r.Link, Alt: r.Image.Alt, Width: size(r.Image.Width), Height: size(r.Image.Height),
	})})
}

// size is what browsers have in attributes of images.
func size(pixels int) string {
	if pixels == 0 {
		return ""
	}
	return strconv.Itoa(pixels)
}

// put adds a text, to the one before it if that looks the same.
func (w *deltaWriter) put(text string, a attributes) {
	if a != w.format {
		w.end()
		w.format = a
	}
	w.text.WriteString(text)
}

// end ends the last op.
func (w *deltaWriter) end() {
	if w.text.Len() > 0 {
		w.ops = append(w.ops, insert{w.text.String(), pointer(w.format)})
		w.text.Reset()
	}
}

func pointer(a attributes) *attributes {
	if a == (attributes{}) {
		return nil
	}
	return &a
}
