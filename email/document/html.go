package document

import (
	"fmt"
	"strings"
)

// indentWidth is how far a level is from the next, in pixels of HTML.
const indentWidth = 40

// HTML returns the document as HTML for the body of a mail: the same bytes each time, styled within its elements, in
// the few ways that mail programs agree on. FromHTML makes the same document of it. Src gives the address of an image
// by the id of its attachment, such as "cid:" and a Content-ID; an image without one is replaced by its alternative text.
// A nil src means that ids are Content-IDs.
func (d Doc) HTML(src func(id string) string) string {
	w := htmlWriter{src: src}
	if src == nil {
		w.src = contentURL
	}
	for quote, blocks := range d.Normal().stretches {
		if quote {
			w.put(`<blockquote style="margin:0 0 0 8px;padding:0 0 0 12px;border-left:3px solid #cccccc">`)
		}
		w.blocks(blocks)
		if quote {
			w.put("</blockquote>")
		}
	}
	return w.out.String()
}

type htmlWriter struct {
	out strings.Builder
	src func(id string) string
}

func (w *htmlWriter) put(parts ...string) {
	for _, p := range parts {
		w.out.WriteString(p)
	}
}

// blocks writes neighbours. An item's element stays open until the next block, which may be within it.
func (w *htmlWriter) blocks(blocks []Block) {
	var open lists
	for _, b := range blocks {
		if b.Kind.isItem() {
			open = w.item(open, b)
			continue
		}
		w.endLists(open)
		open = nil
		switch b.Kind {
		case Heading:
			w.put(`<h1 style="margin:`, margin(b.Indent), `;font-size:24px">`)
			w.line(b.Line)
			w.put("</h1>")
		case Table:
			w.table(b)
		default:
			w.put(`<p style="margin:`, margin(b.Indent), `">`)
			w.line(b.Line)
			w.put("</p>")
		}
	}
	w.endLists(open)
}

// margin is for all four sides. Outlook knows no other way to indent than margins.
func margin(levels int) string {
	if levels == 0 {
		return "0"
	}
	return fmt.Sprintf("0 0 0 %dpx", levels*indentWidth)
}

func listTag(k Kind) string {
	if k == Ordered {
		return "ol"
	}
	return "ul"
}

// item writes an item and returns the lists that are open then.
func (w *htmlWriter) item(open lists, b Block) lists {
	stay := open.around(b)
	w.endLists(open[len(stay):])
	open = stay.with(b)
	if open.last().n > 1 {
		w.put("</li><li>")
	} else {
		w.put("<", listTag(b.Kind), ` style="margin:`, margin(open.step()), `;padding:0"><li>`)
	}
	w.line(b.Line)
	return open
}

func (w *htmlWriter) endLists(open lists) {
	for i := len(open) - 1; i >= 0; i-- {
		w.put("</li></", listTag(open[i].kind), ">")
	}
}

func (w *htmlWriter) table(b Block) {
	w.put(`<table border="1" cellpadding="6" cellspacing="0" style="margin:`, margin(b.Indent), `;border-collapse:collapse"><tbody>`)
	for _, row := range b.Rows {
		w.put("<tr>")
		for _, cell := range row {
			w.put(`<td style="padding:6px;border:1px solid #999999;vertical-align:top">`)
			w.line(cell)
			w.put("</td>")
		}
		w.put("</tr>")
	}
	w.put("</tbody></table>")
}
