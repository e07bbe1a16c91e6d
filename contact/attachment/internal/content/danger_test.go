package content

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// flags writes what is set in a report.
func flags(r Report) string {
	var all []string
	for _, f := range []struct {
		set  bool
		name string
	}{{r.Macros, "macros"}, {r.Encrypted, "encrypted"}, {r.Active, "active"}, {r.Bomb, "bomb"}, {r.Executable, "executable"}} {
		if f.set {
			all = append(all, f.name)
		}
	}
	return strings.Join(all, " ")
}

func TestFlagsOfCompounds(t *testing.T) {
	book := func(all ...any) []byte { return compoundOf("", node{"Workbook", records(all...), nil}) }
	word := func(more ...node) []byte {
		return compoundOf("", append([]node{{"WordDocument", wordStream(0), nil}}, more...)...)
	}
	slides := func(b string) []byte {
		return compoundOf("", node{"PowerPoint Document", []byte(b), nil})
	}
	vba := node{"VBA", nil, []node{{"_VBA_PROJECT", []byte("\xCC\x61"), nil}, {"dir", []byte("x"), nil}}}
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"doc with Visual Basic", word(node{"Macros", nil, []node{vba}}), "macros"},
		{"doc with a sheet with Visual Basic", word(node{"ObjectPool", nil, []node{{"_1", nil, []node{vba}}}}), "macros"},
		{"doc with password", compoundOf("", node{"WordDocument", wordStream(1), nil}), "encrypted"},
		{"doc with rights", word(node{"\x09DRMContent", []byte("x"), nil}), "encrypted"},
		{"xls with Visual Basic", compoundOf("", node{"Workbook", records(0x809, "BOF"), nil}, node{"_VBA_PROJECT_CUR", nil, []node{vba}}), "macros"},
		{"xls with macros of Excel 4", book(0x809, "BOF", 0x85, "\x00\x00\x00\x00\x00\x01\x02\x00A1", 0x0A, ""), "macros"},
		{"xls hidden macros", book(0x809, "BOF", 0x85, "\x00\x00\x00\x00\x02\x01", 0x0A, ""), "macros"},
		{"xls with chart sheet", book(0x809, "BOF", 0x85, "\x00\x00\x00\x00\x00\x02", 0x0A, ""), ""},
		{"xls after its globals", book(0x809, "BOF", 0x0A, "", 0x85, "\x00\x00\x00\x00\x00\x01"), ""},
		{"xls with password", book(0x809, "BOF", 0x2F, "\x00\x00\x01\x02\x03\x04", 0x85, "\x00\x00\x00\x00\x00\x01"), "encrypted"},
		{"xls long", book(0x809, "BOF", 0x31, strings.Repeat("f", 8000), 0x85, "\x00\x00\x00\x00\x00\x01"), "macros"},
		{"ppt with Visual Basic", slides("\x0F\x00\xE8\x03\x40\x00\x00\x00\x0F\x00\xFF\x03\x14\x00\x00\x00\x02\x00\x00\x04\x0C\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x02\x00\x00\x00"), "macros"},
		{"ppt without", slides("\x0F\x00\xFF\x03\x14\x00\x00\x00\x02\x00\x00\x04\x0C\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00"), ""},
		{"ppt with password", compoundOf("", node{"PowerPoint Document", []byte("x"), nil}, node{"Current User", userStream(0xF3D1C4DF), nil}), "encrypted"},
		{"hwp with password", compoundOf("", node{"FileHeader", hwpHeader(3), nil}), "encrypted"},
		{"hwp with script", compoundOf("", node{"FileHeader", hwpHeader(9), nil}), "macros"},
		{"doc with program", word(node{"ObjectPool", nil, []node{{"\x01Ole10Native", []byte("\x20\x00\x00\x00\x02\x00a.EXE\x00C:\\a.EXE\x00"), nil}}}), "executable"},
		{"doc with program by path", word(node{"\x01Ole10Native", []byte("\x20\x00\x00\x00\x02\x00a.txt\x00C:\\a.js\x00"), nil}), "executable"},
		{"doc with picture", word(node{"\x01Ole10Native", []byte("\x20\x00\x00\x00\x02\x00a.png\x00C:\\a.png\x00"), nil}), ""},
		{"msg with program", compoundOf("", node{"__properties_version1.0", []byte("x"), nil}, node{"__attach", nil, []node{{"__substg1.0_3707001F", utf16le("견적.pdf.vbs"), nil}}}), "executable"},
		{"msg with program in ASCII", compoundOf("", node{"__properties_version1.0", []byte("x"), nil}, node{"__attach", nil, []node{{"__substg1.0_3704001E", []byte("A~1.SCR\x00"), nil}}}), "executable"},
		{"doc and program in ZIP", append(word(), zipOf(t, "a.exe", "x")...), "executable"},
	} {
		if diff := cmp.Diff(c.want, flags(Look(c.data, "file"))); diff != "" {
			t.Errorf("Look(%s) mismatch (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestFlagsOfArchives(t *testing.T) {
	rar5 := func(headers string) []byte { return []byte("Rar!\x1A\x07\x01\x00" + headers) }
	file := func(name, extra string) string { // flags of the header: 2 data, 1 extra
		body := "\x00\x00\x00\x00\x00" + string([]byte{byte(len(name))}) + name // flags, size, attributes, method, system, name
		head := "\x02\x01" + string([]byte{byte(len(extra))}) + body + extra
		return zeros(4) + string([]byte{byte(len(head))}) + head
	}
	docx := mainPart(t, docxType)
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"docx with Visual Basic", officeZip(t, docx, nil, "word/vbaProject.bin", "x"), "macros"},
		{"docx with Visual Basic by type", officeZip(t, docx, []string{"application/vnd.ms-office.VBAProject"}), "macros"},
		{"docx with type in references", officeZip(t, docx, []string{"application/vnd.ms-office.vba&#80;roject"}), "macros"},
		{"xlsx with macros of Excel 4", officeZip(t, mainPart(t, xlsxType), nil, `xl\macrosheets\sheet1.xml`, "x"), "macros"},
		{"docx with object", officeZip(t, docx, nil, "word/embeddings/oleObject1.bin", "x"), ""},
		{"docx with program", officeZip(t, docx, nil, "word/embeddings/a.exe", "x"), "executable"},
		{"odt with Basic", openZip(t, "text", "Basic/Standard/Module1.xml", "x"), "macros"},
		{"ods with Python", openZip(t, "spreadsheet", "Scripts/python/a.txt", "x"), "macros"},
		{"odt with password", zipOf(t, "mimetype", openDocument+"text", "META-INF/manifest.xml", "<manifest:encryption-data/>"), "encrypted"},
		{"odt wrapped", openZip(t, "text", "encrypted-package", "x"), "encrypted"},
		{"zip with password", rawZip(raw{name: "a.txt", local: "a.txt", flags: 1, data: []byte("x")}), "encrypted"},
		{"zip with AES", rawZip(raw{name: "a.txt", local: "a.txt", method: 99, data: []byte("x")}), "encrypted"},
		{"zip with program", zipOf(t, "a.txt", "x", "폴더/b.JS", "x"), "executable"},
		{"zip with dots behind", zipOf(t, "a.exe. .", "x"), "executable"},
		{"zip with zero", zipOf(t, "a.exe\x00.txt", "x"), "executable"},
		{"zip with stream", zipOf(t, "a.hta:x.txt", "x"), "executable"},
		{"zip for macOS", zipOf(t, "Game.app/Contents/MacOS/Game", "x"), "executable"},
		{"zip with zip", zipOf(t, "a.zip", "x"), ""},
		{"zip called otherwise in the header", rawZip(raw{name: "a.txt", local: "a.exe", data: []byte("x")}), "executable"},
		{"zip with more than the directory says", rawZip(raw{name: "a.txt", local: "a.txt", data: []byte("x")}, raw{local: "b.exe", data: []byte("x")}), "executable"},
		{"zip with gap", rawZip(raw{name: "a.txt", local: "a.txt", data: []byte("x"), packed: 1}, raw{local: "b.txt", data: []byte("gap")}, raw{local: "c.cmd", data: []byte("x")}), "executable"},
		{"zip behind zip", append(zipOf(t, "a.exe", "x"), zipOf(t, "b.txt", "x")...), "executable"},
		{"zip with long places", long(rawZip(raw{name: "a.exe", data: []byte("x")})), "executable"},
		{"two lists of types", zipOf(t, "[Content_Types].xml", "<Types/>", "[Content_Types].xml", `<Override ContentType="application/vnd.ms-office.vbaProject"/>`), "macros"},
		{"script and PDF", []byte("#!/bin/sh\n%PDF-1.4\n"), "executable"},
		{"zip cut", zipOf(t, "a.txt", "x", "b.exe", zeros(100))[:100], "executable"},
		{"PDF and ZIP", append([]byte("%PDF-1.4\n"), zipOf(t, "a.scr", "x")...), "executable"},
		{"picture and ZIP", append(pictureOf(t, "png"), zipOf(t, "a.txt", "x", "b.lnk", "")...), "executable"},
		{"picture and harmless ZIP", append(pictureOf(t, "png"), zipOf(t, "a.txt", "x")...), ""},
		{"program and PDF", []byte("MZ\x90\x00" + zeros(60) + "%PDF-1.4\n"), "executable"},
		{"tar with program", tarOf(t, "a.txt", "b.bat"), "executable"},
		{"rar with program", rar4(0, 0, "a.exe"), "executable"},
		{"rar with password", rar4(0, 4, "a.txt"), "encrypted"},
		{"rar with hidden names", rar4(0x80, 0, "a.exe"), "encrypted"},
		{"rar with program of great size", bytes.Replace(rar4(0, 0, "\x00\x00\x00\x00\x00\x00\x00\x00a.exe"), []byte("\x74\x00\x80\x2D\x00"), []byte("\x74\x00\x81\x2D\x00"), 1), "executable"},
		{"rar 5", rar5(file("a.txt", "")), ""},
		{"rar 5 with program", rar5(file("a.txt", "") + file("a.ps1", "")), "executable"},
		{"rar 5 with password", rar5(file("a.txt", "\x01\x01")), "encrypted"},
		{"rar 5 with hidden names", rar5(zeros(4) + "\x02\x04\x00" + file("a.exe", "")), "encrypted"},
		{"7z with password", []byte("7z\xBC\xAF\x27\x1C\x00\x04" + zeros(4) + "\x01" + zeros(7) + "\x05" + zeros(7) + zeros(4) + "\x00\x17\x06\xF1\x07\x01"), "encrypted"},
	} {
		if diff := cmp.Diff(c.want, flags(Look(c.data, "file.pdf"))); diff != "" {
			t.Errorf("Look(%s) mismatch (-want +got):\n%s", c.name, diff)
		}
	}
}

// long moves the place of the directory into a record of the 64-bit extension.
func long(b []byte) []byte {
	end := len(b) - 22
	size, place := uint64(binary.LittleEndian.Uint32(b[end+12:])), uint64(binary.LittleEndian.Uint32(b[end+16:]))
	all := append(append([]byte(nil), b[:end]...), end64Sign+"\x2C"+zeros(35)...)
	all = binary.LittleEndian.AppendUint64(all, size)
	all = binary.LittleEndian.AppendUint64(all, place)
	all = append(all, find64Sign+zeros(16)...)
	return append(all, endSign+"\x00\x00\x00\x00\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x00\x00"...)
}

// TestPlaces reads packages whose places are counted from behind another archive.
func TestPlaces(t *testing.T) {
	data := append(zipOf(t, "a.txt", "x"), officeZip(t, mainPart(t, pptmType), nil)...)
	if r := Look(data, ""); r.Type != pptmType || r.Bomb {
		t.Errorf("a package behind an archive is %s, bomb %t", r.Type, r.Bomb)
	}
}

// TestRoundTree looks at a directory whose entries are their own siblings and children.
func TestRoundTree(t *testing.T) {
	b := compoundOf("", node{"a", nil, []node{}}, node{"WordDocument", wordStream(0), nil})
	for at := bytes.Index(b, utf16le("Root Entry")); at < len(b); at += entrySize {
		if b[at+66] == kindStorage || b[at+66] == kindStream {
			copy(b[at+68:], "\x01\x00\x00\x00\x02\x00\x00\x00\x01\x00\x00\x00")
		}
		if b[at+66] == kindStream {
			break
		}
	}
	if r := Look(b, ""); r.Family != Word {
		t.Errorf("a document with a round directory is %s", r.Family)
	}
}

func TestFlagsOfTexts(t *testing.T) {
	long := strings.Repeat("x", 5000)
	for _, c := range []struct{ text, want string }{
		{`{\rtf1{\object\objemb{\*\objdata 0105}}}`, "active"},
		{`{\rt1{\object\objdata 01}}`, "active"},
		{`{\rtf1 \par}`, ""},
		{"%PDF-1.4\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>", "active"},
		{"%PDF-1.4\n1 0 obj<</S /Java#53cript>>", "active"},
		{"%PDF-1.4\n1 0 obj<</S/Launch/F(cmd.exe)>>", "active"},
		{"%PDF-1.4\n1 0 obj<</S/Rendition/JS 4 0 R>>", "active"},
		{"%PDF-1.4\n1 0 obj<</Names<</EmbeddedFiles 1 0 R>>/OpenAction[1 0 R/Fit]/JS(x)>>", ""},
		{"%PDF-1.4\ntrailer<</Root 1 0 R/Encrypt 5 0 R>>", "encrypted"},
		{"%PDF-1.4\ntrailer<</Encrypt<</Filter/Standard>>>>", "encrypted"},
		{"%PDF-1.4\n(see /Encrypt here) /EncryptMetadata true", ""},
		{"%PDF-1.5\n1 0 obj<</Type/ObjStm>>stream\r\n" + string(zlibOf(t, "1 0 <</S/JavaScript>>")) + "\r\nendstream", "active"},
		{"%PDF-1.5\n1 0 obj<</Type/ObjStm>>stream\n" + string(zlibOf(t, "1 0 <</S/URI>>")) + "\nendstream", ""},
		{"%PDF-1.5\n1 0 obj<</Type/ObjStm>>stream\n1 0 <</S/URI>>\nendstream", ""},
		{"%PDF-1.5\n1 0 obj<</Type/ObjStm/Filter/LZWDecode>>stream\n\x80\x0B\x60\nendstream", "active"},
		{`<?xml version="1.0"?><w:wordDocument xmlns:w="x" w:macrosPresent="yes"/>`, "macros"},
		{"MIME-Version: 1.0\r\n\r\nQWN0aXZlTWltZQAAAfAEAAAA", "macros"},
		{"MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHNjcmlwdD4=", "active"},
		{"MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<scr=\r\nipt>", "active"},
		{"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>a", ""},
		{"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<iframe>\r\n--b--\r\n--a--\r\n", "active"},
		{"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Disposition: attachment; filename*=UTF-8''%EA%B0%80.exe\r\n\r\nx\r\n--a--\r\n", "executable"},
		{"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: application/octet-stream; name=\"=?UTF-8?B?YS52YnM=?=\"\r\n\r\nx\r\n--a--\r\n", "executable"},
		{"From a@a.example Mon\r\nSubject: x\r\nContent-Type: message/rfc822\r\n\r\nContent-Type: text/html\r\n\r\n<embed>", "active"},
		{"MIME-Version: 1.0\r\nno field\r\nContent-Type:\r\n\ttext/html\r\n\r\n<script>", "active"},
		{strings.Repeat("Content-Type: message/rfc822\r\n\r\n", maxMailDepth) + "Content-Type: text/html\r\n\r\n<script>", "active"},
		{strings.Repeat("Content-Type: message/rfc822\r\n\r\n", maxMailDepth+2), "bomb"},
		{"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" + strings.Repeat("--a\r\n\r\nx\r\n", maxMailParts+1), "bomb"},
		{"Subject: <script>\r\n\r\n<script>", ""},
		{"@echo off\r\ndel *.*", "executable"},
		{"안녕 <script>alert(1)</script>", ""},
		{long, ""},
	} {
		if diff := cmp.Diff(c.want, flags(Look([]byte(c.text), "file.txt"))); diff != "" {
			t.Errorf("Look(%.80q) mismatch (-want +got):\n%s", c.text, diff)
		}
	}
}

// TestName is about what the name serves for.
func TestName(t *testing.T) {
	text := []byte("안녕 <script>alert(1)</script>")
	for name, want := range map[string]string{
		"a.txt": "", "a.csv": "", "a": "", "html": "", "a.html": "active", "A.HTM": "active", "a.pothtml": "active",
		"a.html. ": "active", "b.html/a": "", `b.html\a.txt`: "",
	} {
		if got := flags(Look(text, name)); got != want {
			t.Errorf("Look of a text called %s: %q, want %q", name, got, want)
		}
	}
	if r := Look([]byte("HTTP/1.1 200 OK\r\n\r\n%PDF-1.4"), "a.pdf"); r.Family != PDF {
		t.Errorf("a PDF behind something else is %s", r.Family)
	}
}
