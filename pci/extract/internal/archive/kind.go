package archive

import (
	"bytes"
	"strings"

	"github.com/acdkit/acdkit/pci/extract/internal/xmltext"
)

// contentTypes are the types of an OPC package's parts (ECMA-376-2, 10.1.2).
type contentTypes struct {
	known     bool
	extension map[string]string
	name      map[string]string
	order     []string // all types, as they come
}

// read takes the types out of [Content_Types].xml.
func (t *contentTypes) read(data []byte) {
	if t.known {
		return
	}
	*t = contentTypes{known: true, extension: make(map[string]string), name: make(map[string]string)}
	for tag := range xmltext.Tags(data) {
		kind := strings.ToLower(tag.Attr("ContentType"))
		switch string(tag.Local()) {
		case "Default":
			t.extension[strings.ToLower(tag.Attr("Extension"))] = kind
		case "Override":
			t.name[strings.ToLower(strings.TrimPrefix(tag.Attr("PartName"), "/"))] = kind
		default:
			continue
		}
		t.order = append(t.order, kind)
	}
}

// of returns the type of a part; "" is none.
func (t *contentTypes) of(name string) string {
	name = strings.ToLower(name)
	if kind := t.name[name]; kind != "" {
		return kind
	}
	return t.extension[name[strings.LastIndexByte(name, '.')+1:]]
}

// mainTypes are the types of the parts that documents begin with, without what they have in common.
var mainTypes = map[string]string{
	"openxmlformats-officedocument.wordprocessingml.document.main+xml":   "docx",
	"ms-word.document.macroenabled.main+xml":                             "docm",
	"openxmlformats-officedocument.wordprocessingml.template.main+xml":   "dotx",
	"ms-word.template.macroenabledtemplate.main+xml":                     "dotm",
	"openxmlformats-officedocument.spreadsheetml.sheet.main+xml":         "xlsx",
	"ms-excel.sheet.macroenabled.main+xml":                               "xlsm",
	"openxmlformats-officedocument.spreadsheetml.template.main+xml":      "xltx",
	"ms-excel.template.macroenabled.main+xml":                            "xltm",
	"ms-excel.addin.macroenabled.main+xml":                               "xlam",
	"ms-excel.sheet.binary.macroenabled.main":                            "xlsb",
	"openxmlformats-officedocument.presentationml.presentation.main+xml": "pptx",
	"ms-powerpoint.presentation.macroenabled.main+xml":                   "pptm",
	"openxmlformats-officedocument.presentationml.template.main+xml":     "potx",
	"ms-powerpoint.template.macroenabled.main+xml":                       "potm",
	"openxmlformats-officedocument.presentationml.slideshow.main+xml":    "ppsx",
	"ms-powerpoint.slideshow.macroenabled.main+xml":                      "ppsm",
	"ms-powerpoint.addin.macroenabled.main+xml":                          "ppam",
	"ms-visio.drawing.main+xml":                                          "vsdx",
	"ms-package.xps-fixeddocumentsequence+xml":                           "xps",
	"openxps-fixeddocumentsequence+xml":                                  "oxps",
}

// format returns the format of the package; "opc" is one that is not known.
func (t *contentTypes) format() string {
	for _, kind := range t.order {
		kind = strings.TrimPrefix(strings.TrimPrefix(kind, "application/"), "vnd.")
		if format := mainTypes[kind]; format != "" {
			return format
		}
	}
	return "opc"
}

// sharedStrings reports whether a part has the strings that the cells of a workbook refer to.
func sharedStrings(kind, name string) bool {
	return strings.HasSuffix(kind, ".sharedstrings+xml") || kind == "application/vnd.ms-excel.sharedstrings" ||
		strings.EqualFold(name, "xl/sharedStrings.xml")
}

// isRecords reports whether a part of a binary workbook is records ([MS-XLSB] 2.1.7), and not an embedded
// file, whose type may begin as theirs do.
func isRecords(kind string, data []byte) bool {
	return strings.HasPrefix(kind, "application/vnd.ms-excel.") && !strings.HasSuffix(kind, "+xml") && !strings.HasSuffix(kind, ".attachedtoolbars") &&
		!xmltext.Is(data) && !bytes.HasPrefix(data, []byte(localMagic)) && !bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0"))
}

// mimeFormats are the kinds of documents that say what they are in an entry "mimetype".
var mimeFormats = map[string]string{
	"text": "odt", "spreadsheet": "ods", "presentation": "odp", "graphics": "odg", "formula": "odf", "chart": "odc",
	"image": "odi", "base": "odb", "database": "odb", "text-master": "odm", "text-web": "oth",
	"text-template": "ott", "spreadsheet-template": "ots", "presentation-template": "otp", "graphics-template": "otg",
	"chart-template": "otc", "formula-template": "otf", "text-master-template": "otm",
}

// mimeFormat returns the format of a MIME type of OpenDocument and its like, or nothing.
func mimeFormat(mime string) string {
	mime = strings.ToLower(strings.TrimSpace(mime))
	if kind, ok := strings.CutPrefix(mime, "application/vnd.oasis.opendocument."); ok {
		if format := mimeFormats[kind]; format != "" {
			return format
		}
		return "odf"
	}
	if strings.HasPrefix(mime, "application/vnd.sun.xml.") {
		return "sxw"
	}
	if mime == "application/epub+zip" {
		return "epub"
	}
	return ""
}
