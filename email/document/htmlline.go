package document

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

var (
	textEscapes      = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	attributeEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;")
)

// line writes what is in an element. A line break at its end needs another one to be seen.
func (w *htmlWriter) line(l Line) {
	prev, left := '\n', l
	for link, runs := range l.links() {
		if link != "" {
			w.put(`<a href="`, attributeEscapes.Replace(link), `">`)
		}
		for _, r := range runs {
			left = left[1:]
			prev = w.run(r, prev, left.first())
		}
		if link != "" {
			w.put("</a>")
		}
	}
	if prev == '\n' {
		w.put("<br>")
	}
}

// first returns the first character of the line, U+FFFC for an image, LF if there is none.
func (l Line) first() rune {
	if len(l) == 0 {
		return '\n'
	}
	if l[0].Image != (Image{}) {
		return '\uFFFC'
	}
	r, _ := utf8.DecodeRuneInString(l[0].Text)
	return r
}

// run writes a run between two characters, and returns its last.
func (w *htmlWriter) run(r Run, prev, next rune) rune {
	if r.Image != (Image{}) {
		w.image(r.Image)
		return '\uFFFC'
	}
	if r.Color != "" {
		w.put(`<span style="color:`, r.Color, `">`)
	}
	for _, m := range marks {
		if r.Marks&m.mark != 0 {
			w.put("<", m.tag, ">")
		}
	}
	prev = w.text(r.Text, prev, next)
	for i := len(marks) - 1; i >= 0; i-- {
		if r.Marks&marks[i].mark != 0 {
			w.put("</", marks[i].tag, ">")
		}
	}
	if r.Color != "" {
		w.put("</span>")
	}
	return prev
}

// text writes text between two characters. A space that would vanish, at the ends of lines and behind another one, is
// written as one that does not break.
func (w *htmlWriter) text(text string, prev, next rune) rune {
	done := 0
	for i, r := range text {
		follows := next
		if end := i + utf8.RuneLen(r); end < len(text) {
			follows = rune(text[end]) // good enough to tell a line break
		}
		instead := ""
		switch {
		case r == '\n':
			instead = "<br>"
		case r == ' ' && (prev == ' ' || prev == '\n' || follows == '\n'):
			instead = "&nbsp;"
		}
		if instead != "" {
			w.escaped(text[done:i])
			w.put(instead)
			done = i + 1
		}
		prev = r
	}
	w.escaped(text[done:])
	return prev
}

func (w *htmlWriter) escaped(text string) { _, _ = textEscapes.WriteString(&w.out, text) }

// image writes an image: its size for Outlook, and a style for small screens.
func (w *htmlWriter) image(i Image) {
	src := w.src(i.ID)
	if src == "" {
		w.escaped(i.Alt)
		return
	}
	w.put(`<img src="`, attributeEscapes.Replace(src), `" alt="`, attributeEscapes.Replace(i.Alt), `"`)
	style := "max-width:100%"
	if i.Width > 0 {
		w.put(` width="`, strconv.Itoa(i.Width), `"`)
		style += ";height:auto"
	}
	if i.Height > 0 {
		w.put(` height="`, strconv.Itoa(i.Height), `"`)
	}
	w.put(` style="`, style, `">`)
}
