package content

import (
	"bytes"
	"html"
	"strings"
)

// maxPart bounds what is read of a part that describes an archive, in bytes: those of documents with
// thousands of parts have some hundred kilobytes.
const maxPart = 4 << 20

// lookZip says what a ZIP archive is: a document if its parts say so.
func lookZip(data []byte) Report {
	a := central(data)
	a.addLocal(data)
	p := parcel{archive: &a, data: data, r: Report{Type: "application/zip", Family: Archive}}
	p.r.Bomb = isBomb(&a, data)
	p.r.Executable = holdsProgram(a.entries)
	for i := range a.entries {
		p.entry(&a.entries[i])
	}
	p.identify()
	return p.r
}

// holdsProgram reports whether one of the entries has the name of a program.
func holdsProgram(entries []zipped) bool {
	for i := range entries {
		if isProgram(string(entries[i].name)) {
			return true
		}
	}
	return false
}

// A parcel is a ZIP archive that is being looked at.
type parcel struct {
	*archive
	data []byte
	r    Report
}

// Flags of an entry (APPNOTE 4.4.4): encrypted, strongly encrypted, directory encrypted. Method 99 is AES.
const (
	encryptedFlags = 1 | 1<<6 | 1<<13
	methodAES      = 99
)

// entry takes note of what the name of a part and its flags tell.
func (p *parcel) entry(f *zipped) {
	p.r.Encrypted = p.r.Encrypted || f.flags&encryptedFlags != 0 || f.method == methodAES
	name := "/" + partName(f)
	for _, sign := range []string{"/vbaproject.bin", "/macrosheets/", "/intlmacrosheets/"} {
		p.r.Macros = p.r.Macros || strings.Contains(name, sign)
	}
}

// partName returns the name of an entry as readers compare it.
func partName(f *zipped) string {
	name := strings.ReplaceAll(strings.ToLower(string(f.name)), `\`, "/")
	return strings.TrimPrefix(name, "/")
}

// has reports whether there is a part of that name.
func (p *parcel) has(name string) bool {
	for i := range p.entries {
		if partName(&p.entries[i]) == name {
			return true
		}
	}
	return false
}

// read returns the part of that name as text. If there are several, readers differ in which they take, so
// they are joined.
func (p *parcel) read(name string) []byte {
	var all []byte
	for i := range p.entries {
		if f := &p.entries[i]; len(all) < maxPart && partName(f) == name {
			text, _ := decode(f.expand(p.data, maxPart-len(all)))
			all = append(all, text...)
		}
	}
	return all
}

// identify decides by the entry that OpenDocument and others put first, then by the types of Office parts,
// then by names.
func (p *parcel) identify() {
	types := contentTypes(p.read("[content_types].xml"))
	for media := range types {
		p.r.Macros = p.r.Macros || strings.Contains(media, ".vbaproject") || strings.Contains(media, ".macrosheet") ||
			strings.Contains(media, ".intlmacrosheet")
	}
	media := string(bytes.TrimSpace(p.read("mimetype")))
	kind, ok := strings.CutPrefix(media, openDocument)
	switch {
	case ok && len(kind) < 32 && strings.Trim(kind, "abcdefghijklmnopqrstuvwxyz-") == "":
		p.openDocument(media)
	case p.stamped(media), p.main(types), p.named():
	}
}

// openDocument reads what the manifest says (OpenDocument 1.3 part 2). Its programs are in folders.
func (p *parcel) openDocument(media string) {
	p.r.Type, p.r.Family = media, OpenDocument
	for i := range p.entries {
		name := partName(&p.entries[i])
		p.r.Macros = p.r.Macros || strings.HasPrefix(name, "basic/") || strings.HasPrefix(name, "scripts/")
		p.r.Encrypted = p.r.Encrypted || name == "encrypted-package"
	}
	p.r.Encrypted = p.r.Encrypted || bytes.Contains(p.read("meta-inf/manifest.xml"), []byte("encryption-data"))
}

// stamped are the other formats that name themselves as OpenDocument does.
func (p *parcel) stamped(media string) bool {
	family := map[string]Family{
		"application/epub+zip":         Other,
		"application/hwp+zip":          Word,
		"application/vnd.adobe.x-mars": PDF, // .pdfxml
	}[media]
	if family == Unknown {
		return false
	}
	p.r.Type, p.r.Family = media, family
	return true
}

// main decides by the type of the main part. If there are several, as no program writes, the first of the
// table counts, which has those with macros before the others.
func (p *parcel) main(types map[string]bool) bool {
	for _, m := range mainParts {
		if types[strings.ToLower(m.part)] {
			p.r.Type, p.r.Family = m.media, m.family
			return true
		}
	}
	return false
}

// named decides by what is always there. A document without list of types, because it is cut or broken, has
// the type that its folder has most often.
func (p *parcel) named() bool {
	for _, n := range []struct {
		name, media string
		family      Family
	}{
		{"androidmanifest.xml", "application/vnd.android.package-archive", Executable},
		{"classes.dex", "application/vnd.android.package-archive", Executable},
		{"appxmanifest.xml", "application/vnd.ms-appx", Executable},
		{"appxmetadata/appxbundlemanifest.xml", "application/vnd.ms-appx", Executable},
		{"meta-inf/manifest.mf", "application/java-archive", Executable},
		{"word/document.xml", docxType, Word},
		{"xl/workbook.xml", xlsxType, Sheet},
		{"xl/workbook.bin", xlsbType, Sheet},
		{"ppt/presentation.xml", pptxType, Slides},
		{"fixeddocumentsequence.fdseq", xpsType, XPS},
	} {
		if p.has(n.name) {
			p.r.Type, p.r.Family = n.media, n.family
			p.r.Executable = p.r.Executable || n.family == Executable
			return true
		}
	}
	return false
}

// contentTypes returns the types that the list of an Office package names, in lower case
// (ECMA-376 part 2, 7.2.3).
func contentTypes(list []byte) map[string]bool {
	types := map[string]bool{}
	s := scanner{rest: list, xml: true, foreign: true}
	for t := s.next(); t.kind != end; t = s.next() {
		if t.kind == attribute && string(t.name) == "ContentType" {
			types[strings.ToLower(strings.TrimSpace(html.UnescapeString(string(t.value))))] = true
		}
	}
	return types
}
