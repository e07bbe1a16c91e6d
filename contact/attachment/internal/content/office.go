package content

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// Media types of compound files that have no registered one.
const (
	compoundType  = "application/x-ole-storage"
	encryptedType = "application/x-encrypted-ooxml" // Office XML with a password: any of its kinds
	installerType = "application/x-ms-installer"
	hwpType       = "application/x-hwp"
)

// documents are the streams and storages that tell what a compound file is, the first that is there.
var documents = []struct {
	name, media string
	family      Family
}{
	{"EncryptedPackage", encryptedType, OLE},
	{"__properties_version1.0", "application/vnd.ms-outlook", Mail},
	{"WordDocument", "application/msword", Word},
	{"Workbook", "application/vnd.ms-excel", Sheet},
	{"Book", "application/vnd.ms-excel", Sheet},
	{"PowerPoint Document", "application/vnd.ms-powerpoint", Slides},
	{"VisioDocument", "application/vnd.visio", Visio},
	{"Quill", "application/vnd.ms-publisher", Publisher},
	{"\x05HwpSummaryInformation", hwpType, Word},
}

// classes are the class ids of roots, in the order of their bytes.
var classes = []struct {
	id, media string
	family    Family
}{
	{"\x84\x10\x0C\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46", installerType, Executable}, // MSI
	{"\x82\x10\x0C\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46", installerType, Executable}, // transform
	{"\x86\x10\x0C\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46", installerType, Executable}, // patch
	{"\x01\x12\x02\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46", "application/vnd.ms-publisher", Publisher},
	{"\x3A\x8F\xB7\x74\xC8\xC8\xD1\x11\xBE\x11\x00\xC0\x4F\xB6\xFA\xF1", "application/vnd.ms-project", Project},
}

// lookCompound says what a compound file is by what is directly in its root.
func lookCompound(data []byte) Report {
	c, ok := openCompound(data)
	if !ok {
		return Report{Type: compoundType, Family: OLE}
	}
	o := office{compound: c, r: Report{Type: compoundType, Family: OLE}, streams: map[string]entry{}}
	for _, e := range c.top() {
		o.streams[e.name] = e
	}
	o.identify()
	o.encryption()
	o.macros()
	o.attached()
	return o.r
}

// An office is a compound file of Office that is being looked at.
type office struct {
	*compound
	r       Report
	streams map[string]entry // in the root
}

func (o *office) identify() {
	for _, k := range classes {
		if o.entries[0].class == k.id {
			o.r.Type, o.r.Family, o.r.Executable = k.media, k.family, k.family == Executable
		}
	}
	if o.r.Family == Executable {
		return
	}
	for _, d := range documents {
		if _, ok := o.streams[d.name]; ok {
			o.r.Type, o.r.Family = d.media, d.family
			return
		}
	}
}

// encryption finds passwords and rights management, of whatever document there is.
func (o *office) encryption() {
	_, packed := o.streams["EncryptedPackage"]
	_, rights := o.streams["\x09DRMContent"]
	word := o.head("WordDocument", 12) // the flags of its FIB ([MS-DOC] 2.5.2)
	user := o.head("Current User", 16) // its token ([MS-PPT] 2.3.2)
	hwp := o.head("FileHeader", 40)    // its flags: 2 password, 8 script
	o.r.Encrypted = packed || rights ||
		len(word) == 12 && word[11]&1 != 0 ||
		len(user) == 16 && binary.LittleEndian.Uint32(user[12:]) == 0xF3D1C4DF
	if len(hwp) == 40 && bytes.HasPrefix(hwp, []byte("HWP Document File")) {
		o.r.Encrypted = o.r.Encrypted || hwp[36]&2 != 0
		o.r.Macros = o.r.Macros || hwp[36]&8 != 0
	}
}

// head returns the first n bytes of a stream in the root.
func (o *office) head(name string, n int) []byte {
	e, ok := o.streams[name]
	if !ok || e.kind != kindStream {
		return nil
	}
	return o.read(e, n)
}

// macros finds Visual Basic in any storage, also in that of a document in the document, and the macros that
// workbooks and presentations keep in records.
func (o *office) macros() {
	for _, e := range o.entries {
		switch strings.ToUpper(e.name) {
		case "VBA": // Publisher writes it even if it is empty
			o.r.Macros = o.r.Macros || e.kind == kindStorage && e.child <= maxSector
		case "_VBA_PROJECT", "_VBA_PROJECT_CUR", "MACROS":
			o.r.Macros = o.r.Macros || e.kind == kindStorage || e.kind == kindStream
		}
	}
	o.workbook("Workbook")
	o.workbook("Book")
	o.presentation()
}

// maxGlobals bounds what is read of a workbook: the records before the first sheet that are looked for
// come after fonts and formats, which take some hundred kilobytes at most.
const maxGlobals = 4 << 20

// workbook reads the records before the first sheet ([MS-XLS] 2.1.7.20.3): FilePass, and those that name
// sheets, of which one with macros of Excel 4 has the type 1.
func (o *office) workbook(name string) {
	for b := o.head(name, maxGlobals); len(b) >= 4; {
		id, n := binary.LittleEndian.Uint16(b), int(binary.LittleEndian.Uint16(b[2:]))
		body := b[4:min(4+n, len(b))]
		switch {
		case id == 0x2F: // what follows is encrypted
			o.r.Encrypted = true
			return
		case id == 0x85 && len(body) > 5:
			o.r.Macros = o.r.Macros || body[5] == 1
		case id == 0x0A:
			return
		}
		b = b[4+len(body):]
	}
}

// presentation looks for the record that says that there is Visual Basic ([MS-PPT] 2.4.11), which is in
// containers, marked by the version 15, and not in a stream of its own.
func (o *office) presentation() {
	for b := o.head("PowerPoint Document", len(o.data)); len(b) >= 8; {
		version, id, n := b[0]&0x0F, binary.LittleEndian.Uint16(b[2:]), binary.LittleEndian.Uint32(b[4:])
		b = b[8:]
		if id == 0x0400 && len(b) >= 8 {
			o.r.Macros = o.r.Macros || binary.LittleEndian.Uint32(b[4:]) != 0
		}
		if version != 0x0F {
			b = b[min(int64(n), int64(len(b))):]
		}
	}
}

// Limits of the names of attached files: how many are read, and how long each.
const (
	maxAttached = 1000
	maxName     = 1 << 10
)

// attached reads the names of files in messages ([MS-OXMSG] 2.2.2) and of packages in documents
// ([MS-OLEDS] 2.3.6), which are opened with a double click.
func (o *office) attached() {
	left := maxAttached
	for _, e := range o.entries {
		var names []string
		switch e.name {
		case "__substg1.0_3707001F", "__substg1.0_3704001F":
			text, _ := decodeWide(o.read(e, maxName), binary.LittleEndian)
			names = []string{string(text)}
		case "__substg1.0_3707001E", "__substg1.0_3704001E":
			names = []string{string(o.read(e, maxName))}
		case "\x01Ole10Native":
			b := o.read(e, maxName)
			names = strings.SplitN(string(b[min(6, len(b)):]), "\x00", 3) // label, path, rest
			names = names[:min(len(names), 2)]
		default:
			continue
		}
		for _, name := range names {
			o.r.Executable = o.r.Executable || isProgram(name)
		}
		if left--; left == 0 {
			return
		}
	}
}
