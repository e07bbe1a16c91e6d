package content

import (
	"slices"
	"strings"
)

// Contradicts reports whether content that was looked at cannot be what the extension says: lower case,
// with its dot (D6). An extension that has no rule contradicts programs only.
//
// The rules are strict where a false name deceives and follow what programs write:
//   - A text format may hold any text, because that is what its readers take; but no document, not even one
//     in letters (RTF), and no program.
//   - Office XML must have the very type of its extension, as Office itself demands; only slide shows and
//     presentations, which PowerPoint opens under either name, may change places. One with a password is a
//     compound file of any of these extensions.
//   - .doc and .dot may be RTF, which Word and WordPad write under these names. Tables in HTML or CSV called
//     .xls contradict, as Excel itself warns; for these there are .xlshtml and .csv.
//   - .html and its Office relatives (.pothtml) may be HTML, XML, plain text or a web archive.
//   - A format family that devices mix up is one: .jpg and .jpeg, .mp4, .mov and .m4a, .heic and .heif.
func Contradicts(ext string, r Report) bool {
	rule, ok := rules[ext]
	if !ok && strings.HasSuffix(ext, "html") {
		rule, ok = rules[".html"], true
	}
	if !ok {
		return r.Executable
	}
	return !slices.Contains(rule.families, r.Family) && !slices.Contains(rule.types, r.Type)
}

// A rule is what content may be: of one of the families, or of one of the types.
type rule struct {
	families []Family
	types    []string
}

func anyOf(families ...Family) rule { return rule{families: families} }
func only(types ...string) rule     { return rule{types: types} }

// protected are the types of an Office document, with a password or without.
func protected(types ...string) rule { return rule{types: append(types, encryptedType)} }

var (
	anyText  = rule{[]Family{Text, HTML, XML}, []string{mailType}}
	anyMail  = rule{[]Family{Text}, []string{mailType}}
	jpegs    = only("image/jpeg")
	tiff     = only("image/tiff")
	heif     = only("image/heic", "image/heic-sequence", "image/heif", "image/heif-sequence")
	bitmap   = only("image/bmp")
	svg      = only("image/svg+xml")
	ogg      = only("application/ogg", "audio/ogg", "video/ogg")
	matroska = only("video/matroska", "video/webm")
	windows  = only("video/x-ms-asf")
	mpeg     = only("video/mpeg")
	midi     = only("audio/midi")
	aiff     = only("audio/aiff")
	mp4      = only("video/mp4", "audio/mp4", "audio/x-m4a", "video/x-m4v", "video/quicktime", "video/3gpp", "video/3gpp2")
	gzipped  = only("application/gzip")
	tarred   = only("application/x-tar")
	bzipped  = only("application/x-bzip2")
	oldWord  = only("application/msword", "text/rtf")
	oldSheet = only("application/vnd.ms-excel")
	oldSlide = only("application/vnd.ms-powerpoint")
	shows    = protected(pptxType, ppsxType)
	macro    = protected(pptmType, ppsmType)
)

const openDocument = "application/vnd.oasis.opendocument."

// openType allows a kind of OpenDocument.
func openType(kind string) rule { return only(openDocument + kind) }

// rules are by extension. Those of the lists of the source and of D6 come first.
var rules = map[string]rule{
	".html": anyText, ".htm": anyText, ".xht": anyText,
	".mhtml": anyMail, ".mht": anyMail, ".eml": anyMail,
	".xml": anyText, ".txt": anyText,
	".pptxml": anyOf(XML),
	".pdfxml": {families: []Family{XML, PDF}},
	".pdf":    only("application/pdf"),
	".rtf":    only("text/rtf"),
	".msg":    only("application/vnd.ms-outlook"),
	".pub":    only("application/vnd.ms-publisher"),
	".xps":    only(xpsType, oxpsType),
	".odt":    openType("text"), ".ods": openType("spreadsheet"),

	".doc": oldWord, ".dot": oldWord,
	".docx": protected(docxType), ".dotx": protected(dotxType), ".docm": protected(docmType), ".dotm": protected(dotmType),
	".xls": oldSheet, ".xlt": oldSheet,
	".xlsx": protected(xlsxType), ".xltx": protected(xltxType), ".xlsm": protected(xlsmType), ".xltm": protected(xltmType),
	".xlam": protected(xlamType), ".xlsb": protected(xlsbType),
	".ppt": oldSlide, ".pot": oldSlide, ".pps": oldSlide,
	".pptx": shows, ".ppsx": shows, ".potx": protected(potxType),
	".pptm": macro, ".ppsm": macro, ".potm": protected(potmType), ".ppam": protected(ppamType),

	".csv": anyText, ".tsv": anyText, ".log": anyText, ".json": anyText, ".ics": anyText, ".vcf": anyText, ".md": anyText,
	".yaml": anyText, ".yml": anyText, ".ini": anyText, ".conf": anyText, ".cfg": anyText, ".text": anyText, ".srt": anyText,
	".vtt": anyText, ".sql": anyText, ".css": anyText, ".xsl": anyText, ".xsd": anyText,

	".png": only("image/png", "image/apng"), ".gif": only("image/gif"), ".webp": only("image/webp"), ".avif": only("image/avif"),
	".jpg": jpegs, ".jpeg": jpegs, ".jfif": jpegs, ".jpe": jpegs, ".bmp": bitmap, ".dib": bitmap, ".tif": tiff, ".tiff": tiff,
	".heic": heif, ".heif": heif, ".svg": svg, ".ico": only("image/x-icon"), ".psd": only("image/vnd.adobe.photoshop"),

	".mp4": mp4, ".m4a": mp4, ".m4v": mp4, ".mov": mp4, ".qt": mp4, ".3gp": mp4, ".3g2": mp4, ".mp3": only("audio/mpeg"),
	".wav": only("audio/wav"), ".flac": only("audio/flac"), ".aac": only("audio/aac"), ".amr": only("audio/amr"),
	".ogg": ogg, ".oga": ogg, ".ogv": ogg, ".opus": ogg, ".avi": only("video/x-msvideo"), ".mkv": matroska, ".webm": matroska,
	".wmv": windows, ".wma": windows, ".asf": windows, ".mpg": mpeg, ".mpeg": mpeg, ".flv": only("video/x-flv"),
	".mid": midi, ".midi": midi, ".aif": aiff, ".aiff": aiff,

	".zip": only("application/zip"), ".7z": only("application/x-7z-compressed"), ".rar": only("application/vnd.rar"),
	".tar": tarred, ".gz": gzipped, ".tgz": gzipped, ".bz2": bzipped, ".xz": only("application/x-xz"),
	".zst": only("application/zstd"), ".cab": only("application/vnd.ms-cab-compressed"),
	".alz": only("application/x-alz"), ".egg": only("application/x-egg"),

	".hwp": only(hwpType), ".hwpx": only("application/hwp+zip"), ".epub": only("application/epub+zip"), ".oxps": only(oxpsType, xpsType),
	".ott": openType("text-template"), ".ots": openType("spreadsheet-template"), ".odp": openType("presentation"),
	".otp": openType("presentation-template"), ".odg": openType("graphics"), ".otg": openType("graphics-template"),
	".odf": openType("formula"), ".odc": openType("chart"),
	".mpp": only("application/vnd.ms-project"), ".vsd": only("application/vnd.visio"), ".vsdx": only(msVisio + "drawing"),
	".vsdm": only(msVisio + "drawing.macroEnabled.12"),
	".ttf":  only("font/ttf"), ".otf": only("font/otf"), ".woff": only("font/woff"), ".woff2": only("font/woff2"),
}
