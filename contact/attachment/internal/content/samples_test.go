package content

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// A sample is a small file as programs write it, with all the extensions of the rules that fit it.
type sample struct {
	name string
	data []byte
	fits string // extensions, separated by spaces
	want Report
}

const (
	textual = " .txt .csv .tsv .log .json .ics .vcf .md .yaml .yml .ini .conf .cfg .text .srt .vtt .sql .css .xsl .xsd .xml"
	pages   = " .html .htm .xht .xhtml .shtml .dothtml .pothtml .ppthtml .pptmhtml .pubhtml .pubmhtml .xlhtml .xlshtml .xlsthtml .xlthtml"
	letters = " .eml .mht .mhtml" // of mail
)

func samples(t testing.TB) []sample {
	t.Helper()
	return append(append(append(texts(), documentSamples(t)...), packages(t)...), media(t)...)
}

func texts() []sample {
	plain, mail := Report{Type: "text/plain", Family: Text}, Report{Type: "message/rfc822", Family: Mail}
	page := Report{Type: "text/html", Family: HTML}
	return []sample{
		{"text", []byte("안녕하세요. 배송은 언제 되나요?\n"), textual + pages + letters, plain},
		{"text of two letters", []byte("MZ세대 설문 결과"), textual + pages + letters, plain},
		{"bitmap of text", []byte("BMW 견적서\r\n\x1A"), textual + pages + letters, plain},
		{"CP949", []byte("\xBE\xC8\xB3\xE7\xC7\xCF\xBC\xBC\xBF\xE4.\r\n"), textual + pages + letters, plain},
		{"UTF-16", append([]byte{0xFF, 0xFE}, utf16le("안녕 😀 hello\r\n")...), textual + pages + letters, plain},
		{"UTF-16 unmarked", utf16le("name,amount\r\nkim,1000\r\nlee,20\r\n"), textual + pages + letters, Report{Type: "text/csv", Family: Text}},
		{"JSON", []byte(`{"a": [1, 2]}`), textual + pages + letters, Report{Type: "application/json", Family: Text}},
		{"calendar", []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"), textual + pages + letters, Report{Type: "text/calendar", Family: Text}},
		{"card", []byte("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Kim\r\nEND:VCARD\r\n"), textual + pages + letters, Report{Type: "text/vcard", Family: Text}},
		{"angle", []byte("<주의> 파일을 확인하세요"), textual + pages + letters, plain},
		{"empty", nil, textual + pages + letters, plain},
		{"HTML", []byte("<!DOCTYPE html><html><body><p onc=1>안녕 <a href='https://a.example/'>a</a></body></html>"), textual + pages, page},
		{"HTML fragment", []byte("\ufeff\n<table><tr><td>1</table>"), textual + pages, page},
		{"HTML commented", []byte("<!-- saved --><p>text"), textual + pages, page},
		{"HTML UTF-16", append([]byte{0xFE, 0xFF}, swapped(utf16le("<html><body>안녕</body></html>"))...), textual + pages, page},
		{"XHTML", []byte(`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>`), textual + pages, Report{Type: "application/xhtml+xml", Family: HTML}},
		{"XML", []byte(`<?xml version="1.0" encoding="euc-kr"?><a once="1">` + "\xBE\xC8</a>"), textual + pages + " .pptxml .pdfxml", Report{Type: "text/xml", Family: XML}},
		{"XML undeclared", []byte(`<a:b xmlns:a="x"/>`), textual + pages + " .pptxml .pdfxml", Report{Type: "text/xml", Family: XML}},
		{"XML UTF-16", append([]byte{0xFF, 0xFE}, utf16le(`<?xml version="1.0" encoding="UTF-16"?><a/>`)...), textual + pages + " .pptxml .pdfxml", Report{Type: "text/xml", Family: XML}},
		{"presentation as XML", []byte(`<?xml version="1.0"?><?mso-application progid="PowerPoint.Show"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>`), textual + pages + " .pptxml .pdfxml", Report{Type: "text/xml", Family: XML}},
		{"SVG", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><rect width="1"/></svg>`), textual + pages + " .pptxml .pdfxml .svg", Report{Type: "image/svg+xml", Family: XML}},
		{"mail", []byte("X-Id: 1\r\n\t2\r\nReceived: by a\r\n\tfor b\r\nFrom: a@a.example\r\nSubject: x\r\n\r\nhello\r\n"), textual + pages + letters, mail},
		{"web archive", []byte("From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>a\r\n--x--\r\n"), textual + pages + letters, mail},
		{"RTF", []byte(`{\rtf1\ansi\ansicpg949 {\b Hello}\par}`), " .rtf .doc .dot", Report{Type: "text/rtf", Family: RTF}},
		{"PDF", []byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"), " .pdf .pdfxml", Report{Type: "application/pdf", Family: PDF}},
		{"script", []byte("#!/bin/sh\nrm -rf .\n"), "", Report{Type: "text/x-shellscript", Family: Executable, Executable: true}},
		{"link", []byte("[InternetShortcut]\r\nURL=https://a.example/\r\n"), "", Report{Type: "application/x-mswinurl", Family: Executable, Executable: true}},
		{"half a pair", append([]byte{0xFF, 0xFE}, "a\x00\x3D\xD8b\x00"...), "", Report{Type: unknownType}},
		{"noise", []byte("text with a zero\x00"), "", Report{Type: unknownType}},
	}
}

func swapped(b []byte) []byte {
	for i := 0; i+1 < len(b); i += 2 {
		b[i], b[i+1] = b[i+1], b[i]
	}
	return b
}

// documentSamples are compound files.
func documentSamples(t testing.TB) []sample {
	t.Helper()
	big := node{"big", make([]byte, 5000), nil}
	return []sample{
		{"doc", compoundOf("", node{"WordDocument", wordStream(0), nil}, node{"1Table", []byte("x"), nil}, big), " .doc .dot", Report{Type: "application/msword", Family: Word}},
		{"xls", compoundOf("", node{"Workbook", records(0x809, "BOF", 0x85, "\x00\x00\x00\x00\x00\x00", 0x0A, ""), nil}), " .xls .xlt", Report{Type: "application/vnd.ms-excel", Family: Sheet}},
		{"xls 95", compoundOf("", node{"Book", records(0x809, "BOF"), nil}), " .xls .xlt", Report{Type: "application/vnd.ms-excel", Family: Sheet}},
		{"ppt", compoundOf("", node{"PowerPoint Document", []byte("x"), nil}, node{"Current User", userStream(0xE391C05F), nil}), " .ppt .pot .pps", Report{Type: "application/vnd.ms-powerpoint", Family: Slides}},
		{"vsd", compoundOf("", node{"VisioDocument", []byte("x"), nil}), " .vsd", Report{Type: "application/vnd.visio", Family: Visio}},
		{"pub", compoundOf("\x01\x12\x02\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46", node{"Quill", nil, []node{}}, node{"VBA", nil, []node{}}), " .pub", Report{Type: "application/vnd.ms-publisher", Family: Publisher}},
		{"mpp", compoundOf("\x3A\x8F\xB7\x74\xC8\xC8\xD1\x11\xBE\x11\x00\xC0\x4F\xB6\xFA\xF1", node{"Props9", []byte("x"), nil}), " .mpp", Report{Type: "application/vnd.ms-project", Family: Project}},
		{"msg", compoundOf("", node{"__properties_version1.0", []byte("x"), nil}, node{"__attach_version1.0_#00000000", nil, []node{{"__substg1.0_3707001F", utf16le("견적서.pdf"), nil}}}), " .msg", Report{Type: "application/vnd.ms-outlook", Family: Mail}},
		{"hwp", compoundOf("", node{"FileHeader", hwpHeader(1), nil}, node{"\x05HwpSummaryInformation", []byte("x"), nil}), " .hwp", Report{Type: hwpType, Family: Word}},
		{"protected", compoundOf("", node{"EncryptedPackage", make([]byte, 4096), nil}, node{"EncryptionInfo", []byte("x"), nil}), " .docx .dotx .docm .dotm .xlsx .xltx .xlsm .xltm .xlam .xlsb .pptx .ppsx .potx .pptm .ppsm .potm .ppam", Report{Type: encryptedType, Family: OLE, Encrypted: true}},
		{"msi", compoundOf("\x84\x10\x0C\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46", node{"WordDocument", wordStream(0), nil}), "", Report{Type: installerType, Family: Executable, Executable: true}},
		{"compound of nothing", compoundOf(""), "", Report{Type: compoundType, Family: OLE}},
		{"compound cut", compoundOf("")[:600], "", Report{Type: compoundType, Family: OLE}},
	}
}

func hwpHeader(flags byte) []byte {
	b := make([]byte, 256)
	copy(b, "HWP Document File")
	b[36] = flags
	return b
}

// packages are ZIP archives.
func packages(t testing.TB) []sample {
	t.Helper()
	var all []sample
	for _, p := range []struct {
		media, fits string
		family      Family
	}{
		{docxType, ".docx", Word}, {dotxType, ".dotx", Word}, {docmType, ".docm", Word}, {dotmType, ".dotm", Word},
		{xlsxType, ".xlsx", Sheet}, {xltxType, ".xltx", Sheet}, {xlsmType, ".xlsm", Sheet}, {xltmType, ".xltm", Sheet},
		{xlamType, ".xlam", Sheet}, {xlsbType, ".xlsb", Sheet},
		{pptxType, ".pptx .ppsx", Slides}, {ppsxType, ".pptx .ppsx", Slides}, {potxType, ".potx", Slides},
		{pptmType, ".pptm .ppsm", Slides}, {ppsmType, ".pptm .ppsm", Slides}, {potmType, ".potm", Slides}, {ppamType, ".ppam", Slides},
		{msVisio + "drawing", ".vsdx", Visio}, {msVisio + "drawing.macroEnabled.12", ".vsdm", Visio},
		{xpsType, ".xps .oxps", XPS}, {oxpsType, ".xps .oxps", XPS},
	} {
		all = append(all, sample{p.media, officeZip(t, mainPart(t, p.media), nil), p.fits, Report{Type: p.media, Family: p.family}})
	}
	for kind, ext := range map[string]string{
		"text": ".odt", "spreadsheet": ".ods", "presentation": ".odp", "graphics": ".odg", "formula": ".odf", "chart": ".odc",
		"text-template": ".ott", "spreadsheet-template": ".ots", "presentation-template": ".otp", "graphics-template": ".otg",
	} {
		all = append(all, sample{ext, openZip(t, kind), ext, Report{Type: openDocument + kind, Family: OpenDocument}})
	}
	bare := func(name string) []byte { return zipOf(t, name, "x", "docProps/app.xml", "x") }
	return append(all, []sample{
		{"docx without types", bare("word/document.xml"), ".docx", Report{Type: docxType, Family: Word}},
		{"xlsx without types", bare("xl/workbook.xml"), ".xlsx", Report{Type: xlsxType, Family: Sheet}},
		{"pptx without types", bare("ppt/presentation.xml"), ".pptx .ppsx", Report{Type: pptxType, Family: Slides}},
		{"epub", zipOf(t, "mimetype", "application/epub+zip", "a.xhtml", ""), ".epub", Report{Type: "application/epub+zip", Family: Other}},
		{"hwpx", zipOf(t, "mimetype", "application/hwp+zip", "a.xml", ""), ".hwpx", Report{Type: "application/hwp+zip", Family: Word}},
		{"pdfxml", zipOf(t, "mimetype", "application/vnd.adobe.x-mars", "backbone.xml", ""), ".pdfxml", Report{Type: "application/vnd.adobe.x-mars", Family: PDF}},
		{"zip", zipOf(t, "사진.png", "x", "www/a.txt", "x"), ".zip", Report{Type: "application/zip", Family: Archive}},
		{"zip of nothing", zipOf(t), ".zip", Report{Type: "application/zip", Family: Archive}},
		{"jar", zipOf(t, "META-INF/MANIFEST.MF", "x"), "", Report{Type: "application/java-archive", Family: Executable, Executable: true}},
		{"apk", zipOf(t, "AndroidManifest.xml", "x"), "", Report{Type: "application/vnd.android.package-archive", Family: Executable, Executable: true}},
	}...)
}

// media are pictures, sound, films, fonts, archives and programs: mostly nothing but their beginning.
func media(t testing.TB) []sample {
	t.Helper()
	ftyp := func(brand string) []byte {
		return []byte("\x00\x00\x00\x18ftyp" + brand + "\x00\x00\x02\x00" + brand + "mp42\x00\x00\x00\x08free")
	}
	movie := ".mp4 .m4a .m4v .mov .qt .3gp .3g2"
	all := []sample{}
	add := func(data []byte, fits, media string, family Family) {
		all = append(all, sample{media, data, fits, Report{Type: media, Family: family, Executable: family == Executable}})
	}
	add(pictureOf(t, "png"), ".png", "image/png", Image)
	add(pictureOf(t, "jpeg"), ".jpg .jpeg .jfif .jpe", "image/jpeg", Image)
	add(pictureOf(t, "gif"), ".gif", "image/gif", Image)
	add([]byte("RIFF\x10\x00\x00\x00WEBPVP8 \x00\x00\x00\x00"), ".webp", "image/webp", Image)
	add([]byte("BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00"+zeros(40)), ".bmp .dib", "image/bmp", Image)
	add([]byte("II*\x00\x08\x00\x00\x00"), ".tif .tiff", "image/tiff", Image)
	add([]byte("\x00\x00\x01\x00\x01\x00\x10\x10\x00\x00\x01\x00\x20\x00"+zeros(16)), ".ico", "image/x-icon", Image)
	add([]byte("8BPS\x00\x01\x00\x00"), ".psd", "image/vnd.adobe.photoshop", Image)
	add(ftyp("heic"), ".heic .heif", "image/heic", Image)
	add(ftyp("mif1"), ".heic .heif", "image/heif", Image)
	add(ftyp("avif"), ".avif", "image/avif", Image)
	add(ftyp("isom"), movie, "video/mp4", Video)
	add(ftyp("M4A "), movie, "audio/x-m4a", Audio)
	add(ftyp("qt  "), movie, "video/quicktime", Video)
	add(ftyp("3gp4"), movie, "video/3gpp", Video)
	add([]byte("ID3\x03\x00\x00\x00\x00\x00\x01\x00\xFF\xFB"), ".mp3", "audio/mpeg", Audio)
	add([]byte("RIFF\x10\x00\x00\x00WAVEfmt \x00\x00"), ".wav", "audio/wav", Audio)
	add([]byte("fLaC\x00\x00\x00\x22"), ".flac", "audio/flac", Audio)
	add([]byte("\xFF\xF1\x50\x80\x00\x1F\xFC"), ".aac", "audio/aac", Audio)
	add([]byte("#!AMR\n\x00\x00"), ".amr", "audio/amr", Audio)
	add([]byte("OggS\x00\x02"+zeros(20)+"\x01\x13OpusHead\x01"), ".ogg .oga .ogv .opus", "audio/ogg", Audio)
	add([]byte("RIFF\x10\x00\x00\x00AVI LIST\x00\x00"), ".avi", "video/x-msvideo", Video)
	add([]byte("\x1A\x45\xDF\xA3\x93\x42\x82\x88matroska\x00"), ".mkv .webm", "video/matroska", Video)
	add([]byte("\x1A\x45\xDF\xA3\x93\x42\x82\x84webm\x00"), ".mkv .webm", "video/webm", Video)
	add([]byte("\x30\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9\x00\xAA\x00\x62\xCE\x6C"), ".wmv .wma .asf", "video/x-ms-asf", Video)
	add([]byte("\x00\x00\x01\xBA\x44\x00"), ".mpg .mpeg", "video/mpeg", Video)
	add([]byte("FLV\x01\x05\x00\x00"), ".flv", "video/x-flv", Video)
	add([]byte("MThd\x00\x00\x00\x06"), ".mid .midi", "audio/midi", Audio)
	add([]byte("FORM\x00\x00\x00\x10AIFFCOMM\x00"), ".aif .aiff", "audio/aiff", Audio)
	add([]byte("\x00\x01\x00\x00\x00\x0C\x00\x80\x00\x03\x00\x40OS/2"+zeros(12)), ".ttf", "font/ttf", Font)
	add([]byte("OTTO\x00\x0C\x00\x80\x00\x03\x00\x40CFF "+zeros(40)), ".otf", "font/otf", Font)
	add([]byte("wOFF\x00\x01\x00\x00"), ".woff", "font/woff", Font)
	add([]byte("wOF2\x00\x01\x00\x00"), ".woff2", "font/woff2", Font)
	add([]byte("7z\xBC\xAF\x27\x1C\x00\x04"+zeros(40)), ".7z", "application/x-7z-compressed", Archive)
	add(rar4(0, 0, "a.txt"), ".rar", "application/vnd.rar", Archive)
	add(tarOf(t, "a.txt"), ".tar", "application/x-tar", Archive)
	add(gzipOf(t, "text"), ".gz .tgz", "application/gzip", Archive)
	add([]byte("BZh91AY&SY\x00\x00"), ".bz2", "application/x-bzip2", Archive)
	add([]byte("\xFD7zXZ\x00\x00\x04"), ".xz", "application/x-xz", Archive)
	add([]byte("\x28\xB5\x2F\xFD\x04\x00\x01\x00"), ".zst", "application/zstd", Archive)
	add([]byte("MSCF\x00\x00\x00\x00"), ".cab", "application/vnd.ms-cab-compressed", Archive)
	add([]byte("ALZ\x01\x0A\x00\x00\x00"), ".alz", "application/x-alz", Archive)
	add([]byte("EGGA\x00\x01\x00\x00"), ".egg", "application/x-egg", Archive)
	add([]byte("HWP Document File V3.00 \x1A\x01\x02\x03\x04\x05"), ".hwp", hwpType, Word)
	for begin, media := range map[string]string{
		"MZ\x90\x00\x03\x00\x00\x00":                           "application/vnd.microsoft.portable-executable",
		"\x7FELF\x02\x01\x01\x00" + zeros(8) + "\x02\x00":      "application/x-executable",
		"\xCF\xFA\xED\xFE\x07\x00\x00\x01":                     "application/x-mach-binary",
		"\xCA\xFE\xBA\xBE\x00\x00\x00\x34":                     "application/x-java-applet",
		"\x00asm\x01\x00\x00\x00":                              "application/wasm",
		"\x4C\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xC0": "application/x-ms-shortcut",
		"dex\n035\x00": "application/vnd.android.dex",
		"ITSF\x03\x00": "application/vnd.ms-htmlhelp",
	} {
		add([]byte(begin), "", media, Executable)
	}
	return all
}

func pictureOf(t testing.TB, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	m := image.NewPaletted(image.Rect(0, 0, 2, 2), color.Palette{color.Black, color.White})
	var err error
	switch format {
	case "png":
		err = png.Encode(&b, m)
	case "jpeg":
		err = jpeg.Encode(&b, m, nil)
	case "gif":
		err = gif.Encode(&b, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t testing.TB, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, name := range names {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipOf(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// rar4 returns an archive of one empty file, with the flags of the archive and of the file.
func rar4(archive, file byte, name string) []byte {
	b := []byte("Rar!\x1A\x07\x00" + "\x00\x00\x73" + string([]byte{archive}) + "\x00\x0D\x00" + zeros(6))
	head := "\x00\x00\x74" + string([]byte{file}) + "\x80" + string([]byte{byte(32 + len(name))}) + "\x00" + zeros(19) + string([]byte{byte(len(name))}) + "\x00" + zeros(4)
	return append(b, head+name...)
}

// fitting returns the extensions that a sample fits.
func (s sample) fitting() []string { return strings.Fields(s.fits) }
