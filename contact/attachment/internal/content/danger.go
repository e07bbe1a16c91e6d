package content

import "strings"

// programs are the extensions of what Windows, macOS, Linux or Android run, install or mount when it is
// opened: the attachments that Outlook blocks, without the Office formats, which have rules of their own,
// and the scripts of Unix and of web servers.
const programs = `.ade .adp .apk .app .appcontent-ms .application .appref-ms .appx .appxbundle .asp .aspx .bas .bash .bat
 .bgi .chm .class .cmd .cnt .com .command .cpl .crx .csh .deb .desktop .dex .diagcab .diagcfg .diagpkg .dll
 .dmg .drv .dylib .elf .exe .fish .fxp .gadget .grp .hlp .hpj .hta .htc .img .inf .ins .ipa .iso .isp .its
 .jar .jnlp .js .jse .jsp .ksh .library-ms .lnk .mad .maf .mag .mam .maq .mas .mau .mav .maw .mcf .mda .mde
 .mdt .mdw .mdz .mjs .mpkg .msc .msh .msh1 .msh2 .mshxml .msi .msix .msixbundle .msp .mst .msu .ocx .ops
 .osd .pcd .phar .php .phtml .pif .pkg .pl .plg .prf .prg .printerexport .ps1 .ps1xml .ps2 .ps2xml .psc1
 .psc2 .psd1 .psdm1 .psm1 .py .pyc .pyo .pyw .pyz .pyzw .rb .reg .rpm .run .scf .scr .sct .search-ms
 .searchconnector-ms .settingcontent-ms .sh .shb .shs .so .swf .sys .theme .themepack .url .vb .vbe .vbp
 .vbs .vhd .vhdx .vsmacros .vsw .wasm .webpnp .website .wll .ws .wsc .wsf .wsh .xap .xbap .xll .xnk .xpi
 .zsh`

// isProgram reports whether a name has one of these extensions, for a reader that drops dots and spaces at
// the end, a stream after a colon, and what follows a zero; or whether it is in a program folder of macOS.
func isProgram(name string) bool {
	name, _, _ = strings.Cut(name, "\x00")
	if strings.Contains(strings.ToLower(name), ".app/contents/") {
		return true
	}
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name, _, _ = strings.Cut(name, ":")
	ext := extension(name)
	return ext != "" && isOneOf(programs, ext)
}

// isOneOf reports whether a word is in a list of words.
func isOneOf(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}
