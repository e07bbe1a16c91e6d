package xmltext

import "bytes"

// class is what an element means for the text.
type class uint8

const (
	other     class = iota
	run             // holds a piece of a paragraph's text
	paragraph       // stands on lines of its own
	rich            // a paragraph that holds its text directly, in elements of any name
	row
	cell
	value     // of a cell; may be the number of a shared string
	breaks    // a line break
	tab       // to the next tab stop
	spaces    // so many spaces
	hyphen    // one that does not break
	symbol    // a character of a symbol font
	deleted   // a tracked deletion
	inserted  // a tracked insertion
	removed   // text of a deletion
	field     // the code of a field, in pieces
	fieldMark // where the code of a field begins or ends
	aside     // not in the line of the text: a comment, a text box, a formula
	blob      // base64
	part      // of a Flat OPC file
	glyphs    // a run of an XPS page
)

// dialect is the vocabulary of a document.
type dialect uint8

const (
	generic dialect = iota
	ooxml           // with the XML of Office 2003
	odf
	xps
)

// dialectOf tells the vocabulary by the namespaces of the root element.
func dialectOf(root Tag) dialect {
	has := func(s string) bool { return bytes.Contains(root.attrs, []byte(s)) }
	switch {
	case has("schemas.microsoft.com/xps/"), has("schemas.openxps.org/"):
		return xps
	case has("urn:oasis:names:tc:opendocument"), has("//openoffice.org/"):
		return odf
	case has("schemas.openxmlformats.org/"), has("purl.oclc.org/ooxml/"), has("schemas.microsoft.com/office/"),
		has("urn:schemas-microsoft-com:"):
		return ooxml
	}
	return generic
}

// classOf returns what an element of that local name means. Names are enough: the few of the office
// vocabularies that clash mean the same.
func (d dialect) classOf(name []byte) class {
	switch d {
	case ooxml:
		return ooxmlClass(name)
	case odf:
		return odfClass(name)
	case xps:
		if string(name) == "Glyphs" {
			return glyphs
		}
	}
	return other
}

// ooxmlClass knows WordprocessingML, DrawingML, SpreadsheetML and VML (ECMA-376-1), Visio, and the XML of
// Office 2003.
func ooxmlClass(name []byte) class {
	switch string(name) {
	case "t":
		return run
	case "v":
		return value
	case "p", "si", "text", "comment", "div":
		return paragraph
	case "row", "tr", "Row":
		return row
	case "c", "tc", "Cell":
		return cell
	case "Data", "Text": // of Excel 2003, and of Visio
		return rich
	case "br", "cr":
		return breaks
	case "tab", "ptab":
		return tab
	case "noBreakHyphen":
		return hyphen
	case "sym":
		return symbol
	case "del", "moveFrom":
		return deleted
	case "ins", "moveTo":
		return inserted
	case "delText":
		return removed
	case "instrText", "delInstrText":
		return field
	case "fldChar":
		return fieldMark
	case "txbxContent", "Fallback", "rPh", "f", "Comment", "PhoneticText":
		return aside
	case "binaryData", "binData":
		return blob
	case "part":
		return part
	}
	return other
}

// odfClass knows OpenDocument 1.3, part 3.
func odfClass(name []byte) class {
	switch string(name) {
	case "p", "h":
		return rich
	case "table-row":
		return row
	case "table-cell", "covered-table-cell":
		return cell
	case "line-break":
		return breaks
	case "tab":
		return tab
	case "s":
		return spaces
	case "annotation", "note", "frame", "title", "desc", "ruby-text", "event-listeners":
		return aside
	case "binary-data":
		return blob
	}
	return other
}
