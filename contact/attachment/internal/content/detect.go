package content

import (
	"bytes"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// detect asks mimetype, which looks at the first bytes only, and returns its answer and all that it is a
// kind of, without parameters. A panic in its many parsers is an unknown type.
func detect(data []byte) (kinds []string) {
	defer func() {
		if recover() != nil {
			kinds = []string{unknownType}
		}
	}()
	for m := mimetype.Detect(data); m != nil; m = m.Parent() {
		media, _, _ := strings.Cut(m.String(), ";")
		kinds = append(kinds, media)
	}
	return kinds
}

// isPlain reports whether one of the kinds is text.
func isPlain(kinds []string) bool {
	return strings.Join(kinds, " ") != "" && kinds[max(0, len(kinds)-2)] == "text/plain"
}

// detectText returns the media type of a text. Marks of two letters make mimetype take a text for a
// program ("MZ") or a picture ("BM"), so its answer counts only if it knows text formats.
func detectText(text []byte) string {
	kinds := detect(text)
	switch kinds[0] {
	case "application/postscript", "application/vnd.apple.mpegurl", "application/pkcs7-signature", "image/x-xpixmap",
		"image/vnd.dxf", "application/x-bittorrent":
		return kinds[0]
	case "text/html", "text/xml", "image/svg+xml", "text/rtf", "text/x-php", "message/rfc822":
		return "text/plain" // what these are is decided elsewhere
	}
	if isPlain(kinds) {
		return kinds[0]
	}
	return "text/plain"
}

// signatures are what mimetype does not know or knows too narrowly.
var signatures = []struct {
	begin, media string
	family       Family
}{
	{"dex\n", "application/vnd.android.dex", Executable},
	{"\xCA\xFE\xD0\x0D", "application/x-java-pack200", Executable},
	{"\x1BLua", "application/x-lua-bytecode", Executable},
	{"BC\xC0\xDE", "application/x-llvm", Executable},
	{"FasdUAS", "application/x-applescript", Executable},
	{"ITSF", "application/vnd.ms-htmlhelp", Executable},
	{"ALZ\x01", "application/x-alz", Archive},
	{"EGGA", "application/x-egg", Archive},
	{"HWP Document File V3", hwpType, Word},
}

// lookBinary looks at what is no text, no ZIP archive, no compound file and no PDF.
func lookBinary(data []byte) Report {
	if isMail(data) { // a part may be sent as it is (RFC 3030)
		return lookMail(data)
	}
	for _, s := range signatures {
		if strings.HasPrefix(string(data[:min(len(data), 32)]), s.begin) {
			return Report{Type: s.media, Family: s.family, Executable: s.family == Executable}
		}
	}
	kinds := detect(data)
	if at := bytes.Index(data, []byte("%PDF-")); kinds[0] == pdfType && at > 0 { // mimetype prefers it to what is in front
		return lookBinary(data[:at])
	}
	if isPlain(kinds) { // only as far as mimetype reads
		return Report{Type: unknownType}
	}
	r := Report{Type: kinds[0], Family: family(kinds)}
	switch r.Family {
	case Executable:
		r.Executable = true
	case Archive:
		lookArchive(&r, data)
	}
	return r
}

// families are the media types that do not tell their family themselves.
var families = map[string]Family{
	"application/vnd.microsoft.portable-executable": Executable,
	"application/x-elf":                             Executable,
	"application/x-mach-binary":                     Executable,
	"application/x-java-applet":                     Executable,
	"application/x-shockwave-flash":                 Executable,
	"application/x-chrome-extension":                Executable,
	"application/wasm":                              Executable,
	"application/x-ms-shortcut":                     Executable,
	"application/vnd.debian.binary-package":         Executable,
	"application/x-rpm":                             Executable,
	"application/x-xar":                             Executable,
	"application/x-bytecode.python":                 Executable,
	"application/vnd.ms-htmlhelp":                   Executable,
	"application/x-os2-hlp":                         Executable,
	"application/x-msaccess":                        Executable, // opens its forms and macros
	"application/vnd.rar":                           Archive,
	"application/x-7z-compressed":                   Archive,
	"application/x-tar":                             Archive,
	"application/gzip":                              Archive,
	"application/x-bzip2":                           Archive,
	"application/x-xz":                              Archive,
	"application/zstd":                              Archive,
	"application/lzip":                              Archive,
	"application/vnd.ms-cab-compressed":             Archive,
	"application/x-installshield":                   Archive,
	"application/x-cpio":                            Archive,
	"application/x-archive":                         Archive,
	"application/zlib":                              Archive,
	"application/ogg":                               Audio,
	"application/vnd.rn-realmedia-vbr":              Video,
	"application/vnd.ms-fontobject":                 Font,
	unknownType:                                     Unknown,
}

// family returns the family of the first kind that tells one.
func family(kinds []string) Family {
	for _, media := range kinds {
		if f, ok := families[media]; ok && f != Unknown {
			return f
		}
		switch kind, _, _ := strings.Cut(media, "/"); kind {
		case "image":
			return Image
		case "audio":
			return Audio
		case "video":
			return Video
		case "font":
			return Font
		}
	}
	if kinds[0] == unknownType {
		return Unknown
	}
	return Other
}
