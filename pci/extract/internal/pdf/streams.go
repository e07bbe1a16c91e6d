package pdf

import (
	"bytes"

	"github.com/acdkit/acdkit/pci/extract/internal/text"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// A role is what a stream is for, by who refers to it.
type role uint8

const (
	fontRole role = iota + 1 // fonts, colours, functions: no text
	xmlRole
	scriptRole
	fileRole
	contentRole
)

// maxPictures bounds the gaps of pictures: the walk keeps only so many, and others matter more.
const maxPictures = 100

// rolesByKey tells what a stream is for by the key that leads to it.
var rolesByKey = map[name]role{
	"FontFile": fontRole, "FontFile2": fontRole, "FontFile3": fontRole, "ToUnicode": fontRole,
	"CIDToGIDMap": fontRole, "CIDSet": fontRole, "Function": fontRole, "DestOutputProfile": fontRole,
	"TR": fontRole, "TR2": fontRole, "BG": fontRole, "UCR": fontRole, "HT": fontRole, "ColorSpace": fontRole,
	"CS": fontRole, "Metadata": xmlRole, "JS": scriptRole, "RC": xmlRole, "RV": xmlRole,
	"CharProcs": contentRole, "Contents": contentRole, "AP": contentRole, "Pattern": contentRole,
}

// assign finds the roles of streams in v.
func (f *file) assign(v any, r role) {
	switch v := v.(type) {
	case ref:
		for _, o := range f.byNum[int(v)] {
			if st, ok := o.value.(*stream); ok && r != 0 && f.roles[st] == 0 {
				f.roles[st] = r
			}
		}
	case array:
		if len(v) > 1 && (v[0] == name("ICCBased") || v[0] == name("Indexed")) {
			r = fontRole
		}
		for _, item := range v {
			f.assign(item, r)
		}
	case *stream:
		f.assign(v.dict, 0)
	case dict:
		f.notice(v)
		for _, e := range v {
			next := rolesByKey[e.key]
			if next == 0 && r == contentRole { // glyphs of Type 3, appearances, the states of a button
				next = r
			}
			f.assign(e.value, next)
		}
	}
}

// notice keeps what is wanted of a dictionary later: forms, and the resources of all pages as one.
func (f *file) notice(d dict) {
	f.embedded(d)
	if d.get("XFA") != nil {
		f.xfa = append(f.xfa, d.get("XFA"))
	}
	f.merge(f.dict(d.get("Resources")))
	f.merge(f.dict(d.get("DR")))
	if d.has("Font") && d.get("Type") == nil {
		f.merge(d)
	}
}

// embedded notes the name of the file that a file specification embeds (7.11.4).
func (f *file) embedded(d dict) {
	ef := f.dict(d.get("EF"))
	if ef == nil {
		return
	}
	title := text1(f, d, "UF", "F", "Unix", "DOS", "Mac", "Desc")
	for _, e := range ef {
		r, ok := e.value.(ref)
		if !ok {
			continue
		}
		for _, o := range f.byNum[int(r)] {
			if st, ok := o.value.(*stream); ok {
				f.roles[st], f.names[st] = fileRole, title
			}
		}
	}
}

// text1 returns the first text that there is.
func text1(f *file, d dict, keys ...name) string {
	for _, k := range keys {
		if s, ok := f.resolve(d.get(k)).(str); ok && s != "" {
			return textOf(s)
		}
	}
	return ""
}

// streams hands over what is in the streams that no page showed.
func (f *file) streams() {
	for _, o := range f.objects {
		f.assign(o.value, 0)
	}
	f.files()
	f.forms()
	rest := &rest{file: f, resources: f.merged()}
	for _, o := range f.objects {
		st, ok := o.value.(*stream)
		if ok && !f.seen[st] && f.alive() {
			f.seen[st] = true
			rest.stream(st)
		}
	}
	rest.runs()
	if rest.out != nil {
		rest.out.End()
	}
}

// files hands over embedded files, even if something else uses their streams as well.
func (f *file) files() {
	for _, o := range f.objects {
		st, ok := o.value.(*stream)
		if !ok || !f.alive() || f.roles[st] != fileRole && f.name(st.dict.get("Type")) != "EmbeddedFile" {
			continue
		}
		f.seen[st] = true
		title := f.names[st]
		if title == "" {
			title = "embedded file"
		}
		f.walk.File(title, f.decode(title, st))
	}
}

// forms hands over the data of XFA forms (12.7.8), whose parts make one document.
func (f *file) forms() {
	for _, xfa := range f.xfa {
		var all []byte
		for _, v := range f.array(xfa) {
			st := f.stream(v)
			if st == nil || f.seen[st] {
				continue
			}
			f.seen[st] = true
			if all = append(all, f.decode("xfa", st)...); len(all) > f.walk.Limits().PartBytes {
				f.gap("xfa", walk.TooLarge)
				break
			}
		}
		if len(all) > 0 {
			f.walk.File("xfa", all)
		}
	}
}

// A rest reads streams that belong to no page.
type rest struct {
	file      *file
	resources dict // of all pages
	out       *walk.Text
	loose     []byte // contents of streams of no kind
}

// stream hands over what is in a stream, by what it is for.
func (r *rest) stream(st *stream) {
	f, d := r.file, st.dict
	kind, sub := f.name(d.get("Type")), f.name(d.get("Subtype"))
	switch as := f.roles[st]; {
	case kind == "XRef" || kind == "ObjStm":
	case sub == "Image" || d.has("Width") && d.has("Height"), kind == "Sound", kind == "3D", sub == "U3D":
		f.picture("page image")
	case as == xmlRole || kind == "Metadata" || sub == "XML":
		f.walk.File("metadata", f.decode("metadata", st))
	case as == scriptRole:
		f.walk.Write("script", textOf(str(f.decode("script", st))))
	case as == contentRole || sub == "Form" || d.has("PatternType"):
		r.draw(st, f.decode("content", st))
	case as == fontRole || d.has("FunctionType", "ShadingType", "CMapName", "HalftoneType", "Length1"),
		sub == "Type1C" || sub == "CIDFontType0C" || sub == "OpenType":
	default:
		r.unknown(st, f.decode("stream", st))
	}
}

// unknown hands over a stream that nothing tells the purpose of.
func (r *rest) unknown(st *stream, data []byte) {
	switch {
	case bytes.Contains(data, []byte("BT")) && bytes.ContainsAny(data, "jJ'\""):
		r.draw(st, data)
	case bytes.HasPrefix(data, []byte("%PDF-")), bytes.HasPrefix(data, []byte("PK\x03\x04")),
		bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")), bytes.HasPrefix(data, []byte("<")),
		bytes.HasPrefix(data, []byte("{\\rt")):
		r.file.walk.File("stream", data)
	default:
		r.loose = append(append(r.loose, data...), 0)
		if len(r.loose) > maxLoose {
			r.runs()
		}
	}
}

// maxLoose bounds what is kept of streams of no kind, so that they need not be a part each.
const maxLoose = 1 << 20

// runs hands over what looks like text in streams of no kind.
func (r *rest) runs() {
	if len(r.loose) > 0 {
		text.Runs(r.file.walk, r.loose)
	}
	clear(r.loose)
	r.loose = r.loose[:0]
}

// draw hands over the text of a content stream that no page has; its fonts may be those of any page.
func (r *rest) draw(st *stream, data []byte) {
	resources := []dict{r.resources}
	if own := r.file.dict(st.dict.get("Resources")); own != nil {
		resources = []dict{own, r.resources}
	}
	s := &sheet{file: r.file, name: "content", out: r.out}
	if r.file.draw(s, data, nil, resources, false) {
		s.part()
		r.file.draw(s, data, nil, resources, true)
	}
	if len(bytes.TrimSpace(s.buf)) > 0 && r.file.fresh(s.buf) {
		s.flush()
		s.out.Break('\n')
	}
	r.out = s.out
}

// merge adds the fonts and the like of resources to those of all pages.
func (f *file) merge(resources dict) {
	if resources == nil {
		return
	}
	for i, kind := range mergedKinds {
		from := f.dict(resources.get(kind))
		if f.merges += len(from); f.merges < maxMerges {
			for _, e := range from {
				f.merging[i][e.key] = e.value
			}
		}
	}
}

// mergedKinds is the resources that text may need.
var mergedKinds = [...]name{"ExtGState", "Font", "Properties", "XObject"}

// merged returns the resources of all pages as one.
func (f *file) merged() dict {
	var all dict
	for i, kind := range mergedKinds {
		var d dict
		for k, v := range f.merging[i] {
			d = append(d, entry{k, v})
		}
		all = append(all, entry{kind, d.sort()})
	}
	return all.sort()
}

// maxMerges bounds the work of merge.
const maxMerges = 1 << 22

// picture tells of a picture, but not of too many.
func (f *file) picture(part string) {
	if f.pictures++; f.pictures <= maxPictures {
		f.walk.Gap(part, walk.Picture)
	}
}
