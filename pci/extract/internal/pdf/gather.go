package pdf

import (
	"slices"
	"strconv"
	"strings"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// secret is the keys of an encryption dictionary whose strings are hashes and keys.
var secret = map[name]bool{"O": true, "U": true, "OE": true, "UE": true, "Perms": true}

// A gatherer hands over the strings in objects, whatever they are for, each kind together: form fields,
// annotations, properties, outlines, destinations, scripts, alternate texts. Objects that nothing refers to
// and those of earlier revisions are among them.
type gatherer struct {
	file  *file
	texts map[string]*walk.Text
	kinds []string
	rich  []byte // XHTML
}

// gather hands over all strings.
func (f *file) gather() {
	g := &gatherer{file: f, texts: map[string]*walk.Text{}}
	for _, o := range f.objects {
		if !f.alive() {
			break
		}
		g.value(o.value, "strings")
	}
	for _, t := range f.trailers {
		g.value(t, "trailer")
	}
	for _, k := range g.kinds {
		g.texts[k].End()
	}
	if len(g.rich) > 0 { // one file, for there may be thousands
		f.walk.File("rich text", slices.Concat([]byte("<html>"), g.rich, []byte("</html>")))
	}
}

// kindOf tells what a dictionary is by its keys; inside of it, kind holds on.
func kindOf(d dict, kind string) string {
	switch {
	case d.get("Type") == name("Sig") || d.has("ByteRange"):
		return "signature"
	case d.get("Subtype") == name("Widget") || d.has("FT", "DA", "TU"):
		return "form"
	case d.get("Type") == name("Annot") || d.has("Rect"):
		return "annotations"
	case d.get("S") == name("JavaScript") || d.has("JS"):
		return "scripts"
	case d.get("S") == name("URI") || d.get("S") == name("GoToR") || d.get("S") == name("Launch"):
		return "links"
	case d.has("Producer", "Creator", "CreationDate", "ModDate", "Author"):
		return "properties"
	case d.has("Title") && d.has("Parent"):
		return "outline"
	case d.get("Type") == name("StructElem") || d.has("ActualText", "Alt"):
		return "structure"
	case d.has("EF"):
		return "files"
	}
	return kind
}

// value hands over the strings in v. The lexer has bounded how deep it is.
func (g *gatherer) value(v any, kind string) {
	switch v := v.(type) {
	case str:
		g.write(kind, textOf(v))
	case number: // an identifier would be shorter
		if v >= 1e11 && v < 1e19 {
			g.write(kind, strconv.FormatFloat(float64(v), 'f', -1, 64))
		}
	case name:
		g.name(kind, v)
	case array:
		for _, item := range v {
			g.value(item, kind)
		}
	case *stream:
		g.value(v.dict, kind)
	case dict:
		g.dict(v, kindOf(v, kind))
	}
}

// name hands over names that hold many digits: values of buttons, keys of properties.
func (g *gatherer) name(kind string, n name) {
	if len(digits(string(n))) >= 6 {
		g.write(kind, string(n))
	}
}

func (g *gatherer) dict(d dict, kind string) {
	for _, e := range d {
		k := e.key
		s, isString := e.value.(str)
		switch {
		case secret[k] && isString && d.get("Filter") == name("Standard"):
		case k == "ID" && (kind == "trailer" || d.get("Type") == name("XRef")):
		case (k == "RC" || k == "RV") && isString && strings.HasPrefix(strings.TrimSpace(textOf(s)), "<"):
			g.rich = append(g.rich, textOf(s)...)
		default:
			g.name(kind, k)
			g.value(e.value, kind)
		}
	}
}

func (g *gatherer) write(kind, s string) {
	if s == "" {
		return
	}
	t := g.texts[kind]
	if t == nil {
		t = g.file.walk.Text(kind)
		g.texts[kind] = t
		g.kinds = append(g.kinds, kind)
	}
	t.WriteString(s)
	t.Break('\n')
}
