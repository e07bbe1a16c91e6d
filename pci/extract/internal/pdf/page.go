package pdf

import (
	"fmt"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// maxPages bounds the tree of pages, which may be a net.
const maxPages = 1 << 20

// maxParents bounds how far up a page looks for what it inherits.
const maxParents = 50

// pages hands over the text of all pages: those in the tree (7.7.3), in order, and then those that are
// in the file but not in the tree.
func (f *file) pages(suffix string) {
	seen := map[any]bool{}
	n := 0
	for _, p := range f.leaves(seen) {
		n++
		f.page(f.dict(p), fmt.Sprintf("page %d%s", n, suffix))
	}
	for _, o := range f.objects {
		d, _ := o.value.(dict)
		if !f.alive() {
			return
		}
		if d == nil || seen[ref(o.num)] && !f.superseded(o) || !isPage(d) {
			continue
		}
		n++
		f.page(d, fmt.Sprintf("page %d%s", n, suffix))
	}
	if n == 0 {
		f.gap("pages", walk.Corrupt)
	}
}

// superseded reports whether a newer object has the number.
func (f *file) superseded(o *object) bool {
	all := f.byNum[o.num]
	return !f.oldest && all[len(all)-1] != o || f.oldest && all[0] != o
}

// isPage reports whether d is a page or a template of one. Some lack their type; an annotation has a subtype.
func isPage(d dict) bool {
	switch d.get("Type") {
	case name("Page"), name("Template"):
		return true
	case nil:
		_, isText := d.get("Contents").(str)
		return !isText && d.has("Contents") && d.has("MediaBox", "Resources", "Parent") && !d.has("Subtype")
	}
	return false
}

// leaves returns the pages of the tree. A branch that is missing is a gap.
func (f *file) leaves(seen map[any]bool) []any {
	root := f.dict(f.trailer("Root"))
	if root == nil {
		return nil
	}
	var pages []any
	for stack := []any{root.get("Pages")}; len(stack) > 0 && len(pages) < maxPages && f.alive(); {
		v := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if r, ok := v.(ref); ok {
			if seen[r] {
				continue
			}
			seen[r] = true
		}
		d := f.dict(v)
		kids := f.array(d.get("Kids"))
		switch {
		case d == nil:
			f.gap("pages", walk.Corrupt)
		case kids == nil && (isPage(d) || d.has("Contents")):
			pages = append(pages, v)
		case len(stack)+len(kids) < maxPages:
			for i := len(kids) - 1; i >= 0; i-- {
				stack = append(stack, kids[i])
			}
		}
	}
	return pages
}

// page hands over the text of one page, with its annotations in their places.
func (f *file) page(d dict, name string) {
	if !f.alive() {
		return
	}
	var data []byte
	for _, v := range f.contents(d.get("Contents")) {
		st := f.stream(v)
		if st == nil {
			if f.resolve(v) != nil || f.missing(v) {
				f.gap(name, walk.Corrupt)
			}
			continue
		}
		f.seen[st] = true
		if len(data) > f.walk.Limits().PartBytes {
			f.gap(name, walk.TooLarge)
			break
		}
		data = append(append(data, f.decode(name, st)...), '\n')
	}
	resources := []dict{f.inherited(d, "Resources")}
	sheet := &sheet{file: f, name: name}
	if f.draw(sheet, data, d, resources, false) {
		sheet.part()
		f.draw(sheet, data, d, resources, true)
	}
	sheet.end()
}

// contents returns the streams of a page.
func (f *file) contents(v any) array {
	if list, ok := f.resolve(v).(array); ok {
		return list
	}
	if v == nil {
		return nil
	}
	return array{v}
}

// missing reports whether a reference leads nowhere.
func (f *file) missing(v any) bool {
	r, ok := v.(ref)
	return ok && len(f.byNum[int(r)]) == 0
}

// draw draws a page on the sheet, and reports whether drawing it plainly would give other digits.
func (f *file) draw(s *sheet, data []byte, page dict, resources []dict, plain bool) bool {
	c := &canvas{file: f, sheet: s, plain: plain, forms: map[*stream][]byte{}}
	c.run(data, start(), resources, 0)
	c.marks = nil
	for _, v := range f.array(page.get("Annots")) {
		if !f.alive() {
			break
		}
		f.annotation(c, f.dict(v), resources)
	}
	return c.differs
}

// annotation draws how an annotation looks (12.5.5).
func (f *file) annotation(c *canvas, d dict, resources []dict) {
	look := f.resolve(f.dict(d.get("AP")).get("N"))
	if states, ok := look.(dict); ok {
		look = f.resolve(states.get(f.name(d.get("AS"))))
	}
	st, ok := look.(*stream)
	if !ok {
		return
	}
	at := start()
	rect, box := f.array(d.get("Rect")), f.array(st.dict.get("BBox"))
	if len(rect) == 4 && len(box) == 4 {
		at.ctm[4] = real(f.resolve(rect[0]), 0) - real(f.resolve(box[0]), 0)
		at.ctm[5] = real(f.resolve(rect[1]), 0) - real(f.resolve(box[1]), 0)
	}
	r := &reader{canvas: c, state: at, resources: resources} // its own lexer has nothing
	r.form(st)
}

// inherited returns what a page or the branches above it say of key.
func (f *file) inherited(d dict, key name) dict {
	for range maxParents {
		if d == nil {
			break
		}
		if v := f.dict(d.get(key)); v != nil {
			return v
		}
		d = f.dict(d.get("Parent"))
	}
	return nil
}
