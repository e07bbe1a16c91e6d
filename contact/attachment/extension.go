package attachment

import (
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// programs are the extensions of what runs when somebody opens it: on Windows, macOS or Linux, in
// an office program, or on a web server that a folder of files is put on.
var programs = words(`
	acm action ade adp apk app appimage application appref-ms appx appxbundle asp aspx ax bash bat bin bpl cgi
	chm class cmd com command cpl csh deb desktop diagcab dll dmg drv dylib elf exe fish gadget hlp hta htaccess
	ime inf inx ipa isu jar jnlp job js jse jsp jspx ksh library-ms lnk mam mde mjs mpkg msc msh msi msix msp mst
	msu nsh ocx osx out phar php php3 php4 php5 php7 phps pht phtml pif pkg pl ps1 ps1xml ps2 ps2xml psc1 psc2
	psd1 psm1 py pyc pyo pyw pyz rb reg rgs rpm run scf scr sct search-ms service settingcontent-ms sh shb shs
	so sys terminal tool url vb vbe vbs vbscript vxd wasm webloc wll workflow ws wsc wsf wsh xbap xll zsh
`)

// ambiguous are those of them that are plain words or top-level domains, too: www.example.com.html is a
// page that was saved, and Terms.of.Service.pdf means what it says. Within a name they say nothing.
var ambiguous = words(`
	action app application bin class com command desktop gadget job out pl py run service sh so terminal tool workflow
`)

func words(list string) []string {
	sorted := strings.Fields(list)
	slices.Sort(sorted)
	return sorted
}

func contains(sorted []string, word string) bool {
	_, found := slices.BinarySearch(sorted, word)
	return found
}

// isProgram reports whether an extension, without its dot, is a program's. It looks through case,
// spaces around it and letters of another width.
func isProgram(ext string) bool { return contains(programs, plain(ext)) }

func plain(part string) string {
	return strings.ToLower(strings.TrimSpace(norm.NFKC.String(part)))
}

// extension returns the last extension of a clean name, with its dot and in lower case, or nothing.
func extension(name string) string { return strings.ToLower(path.Ext(name)) }

// hidesProgram reports whether one of the parts between a name's first and last dot is a program's
// extension.
func hidesProgram(name string) bool {
	parts := strings.Split(name, ".")
	return len(parts) > 2 && slices.ContainsFunc(parts[1:len(parts)-1], func(part string) bool {
		return isProgram(part) && !contains(ambiguous, plain(part))
	})
}
