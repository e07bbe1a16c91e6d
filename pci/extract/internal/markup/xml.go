package markup

import (
	"strings"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
	"github.com/acdkit/acdkit/pci/extract/internal/xmltext"
)

// readXML hands over the text of XML that is not XHTML: of office documents without a ZIP around them, too.
func readXML(w *walk.Walk, data []byte) {
	w.Format(formatOf(xmltext.Root(data)))
	xmltext.Read(w, "", data, xmltext.Options{})
}

// flatFormats are the kinds of Flat ODF, by the end of their MIME type.
var flatFormats = map[string]string{
	"text": "fodt", "spreadsheet": "fods", "presentation": "fodp", "graphics": "fodg",
}

// formatOf tells the kind of XML by its root element.
func formatOf(root xmltext.Tag) string {
	switch string(root.Local()) {
	case "wordDocument": // Word 2003
		return "wordml"
	case "Workbook": // Excel 2003
		return "xmlss"
	case "package":
		return "flatopc"
	case "svg":
		return "svg"
	case "document":
		kind, ok := strings.CutPrefix(root.Attr("mimetype"), "application/vnd.oasis.opendocument.")
		if format := flatFormats[strings.TrimSuffix(kind, "-template")]; ok && format != "" {
			return format
		}
	}
	return "xml"
}
