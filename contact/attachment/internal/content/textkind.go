package content

import (
	"bytes"
	"strings"
)

// scripts are what texts begin with that a system runs, in lower case, with their media types.
var scripts = []struct{ begin, media string }{
	{"#!/", "text/x-shellscript"},
	{"#! /", "text/x-shellscript"},
	{"<?php", "text/x-php"},
	{"@echo off", "application/x-bat"},
	{"[internetshortcut]", "application/x-mswinurl"},
	{"[desktop entry]", "application/x-desktop"},
	{"windows registry editor version", "text/x-ms-regedit"},
	{"regedit4", "text/x-ms-regedit"},
}

// lookText looks at a text in UTF-8 or in a legacy code page.
func lookText(text []byte, ext string) Report {
	start := bytes.ToLower(bytes.TrimLeft(text[:min(len(text), 256)], " \t\r\n"))
	for _, s := range scripts {
		if bytes.HasPrefix(start, []byte(s.begin)) {
			return Report{Type: s.media, Family: Executable, Executable: true}
		}
	}
	if isMail(text) {
		return lookMail(text)
	}
	r := Report{Type: detectText(text), Family: Text}
	if media, family := markupKind(text); family != Text {
		r.Type, r.Family = media, family
	}
	if r.Family != Text || isMarkup(ext) {
		found := lookMarkup(text, r.Family != XML || isPage(ext))
		r.Active, r.Executable = found.active, found.program
	}
	r.Macros = textMacros(text)
	return r
}

// isMarkup reports whether a file of that name is opened as markup whatever is in it.
func isMarkup(ext string) bool {
	return isPage(ext) || isOneOf(".xml .xsl .xslt .pptxml .pdfxml", ext)
}

// isPage reports whether it is opened as a page: HTML, a relative of it that Office writes, or SVG.
func isPage(ext string) bool {
	return strings.HasSuffix(ext, "html") || isOneOf(".htm .xht .svg", ext)
}

// textMacros finds the macros of Office documents that are texts: Word 2003 XML says that it has some,
// the flat form of Office XML names the part, and web archives hold an ActiveMime file in Base64.
func textMacros(text []byte) bool {
	for _, sign := range []string{`macrosPresent="yes"`, "application/vnd.ms-office.vbaProject", "QWN0aXZlTWlt"} {
		if bytes.Contains(text, []byte(sign)) {
			return true
		}
	}
	return false
}
