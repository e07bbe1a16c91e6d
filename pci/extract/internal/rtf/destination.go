package rtf

import (
	"strconv"

	"github.com/acdkit/acdkit/pci/extract/internal/ole"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// destinations are the words that begin a destination though no \* stands before them, and those whose
// text is data. All others after \* are text that goes to the side.
var destinations = map[string]place{
	"fonttbl": toFonts, "colortbl": toSide, "stylesheet": toSide, "info": toSide, "title": toSide,
	"subject": toSide, "author": toSide, "manager": toSide, "company": toSide, "operator": toSide,
	"category": toSide, "keywords": toSide, "comment": toSide, "doccomm": toSide, "hlinkbase": toSide,
	"header": toSide, "headerl": toSide, "headerr": toSide, "headerf": toSide,
	"footer": toSide, "footerl": toSide, "footerr": toSide, "footerf": toSide,
	"footnote": toSide, "annotation": toSide, "fldinst": toSide, "shptxt": toSide, "dptxbxtext": toSide,
	"xe": toSide, "rxe": toSide, "txe": toSide, "tc": toSide, "tcn": toSide, "ftnsep": toSide,
	"ftnsepc": toSide, "ftncn": toSide, "aftnsep": toSide, "aftnsepc": toSide, "aftncn": toSide, "sn": toSide,
	"sv": toSide, "template": toSide, "private": toSide, "falt": toSide, "listname": toSide,
	"propname": toSide, "staticval": toSide, "linkval": toSide, "atnid": toSide, "atnauthor": toSide,
	"ffname": toSide, "ffdeftext": toSide, "ffl": toSide, "ffhelptext": toSide, "ffstattext": toSide,
	"pict":    toPict,
	"objdata": toHex, "themedata": toHex, "colorschememapping": toHex, "datastore": toHex, "datafield": toHex,
	"panose": toHex, "blipuid": toHex, "passwordhash": toHex, "fontemb": toHex,
}

// destination begins one, if the word does.
func (r *reader) destination(word string) {
	p, ok := destinations[word]
	switch {
	case ok:
		r.begin(p)
	case r.state.star && !r.state.begun && word != "shppict":
		r.begin(toSide)
	default:
		return
	}
	r.state.star = false
	switch p {
	case toPict:
		r.w.Gap("pict", walk.Picture)
	case toHex:
		r.file() // of an object that this one stands in
		r.hex.word = word
	}
}

// binary takes \binN: N bytes as they are.
func (r *reader) binary(n int) {
	if n < 0 {
		return
	}
	if n > len(r.in) {
		n = len(r.in)
		r.bad = walk.Truncated
	}
	b := r.in[:n]
	r.in = r.in[n:]
	switch r.state.place {
	case toPict:
	case toHex:
		r.hex.buf = append(r.hex.buf, b...)
	default:
		ole.Runs(r.w, "bin", b)
		r.w.Gap("bin", walk.Unsupported)
	}
}

// file hands on the data that was in hexadecimal.
func (r *reader) file() {
	h := r.hex
	r.hex = hexData{}
	if len(h.buf) == 0 || !r.w.Spend("object", len(h.buf)) {
		return
	}
	r.objects++
	name := h.word + strconv.Itoa(r.objects)
	if h.bad || h.half != 0 {
		r.w.Gap(name, walk.Corrupt)
	}
	switch h.word {
	case "objdata", "datastore", "themedata", "colorschememapping":
		ole.Linked(r.w, name, h.buf)
	default: // identifiers, fonts, data of fields: in one part, for there may be many
		ole.RunsInto(r.side, h.buf)
		r.lastSide = -1
	}
}
