package attachment

import (
	"slices"
	"strings"
)

// The lists of supported types as the source document prints them, .xlhtml twice included.
const (
	sourceChat = ".html .mhtml .mht .odt .pdf .pdfxml .rtf .shtml .xps .xml .xhtml .txt .eml .msg .ods " +
		".dot .dothtml .doc .dotx .dotm .pot .pothtml .ppthtml .pptmhtml .pptxml .pps .ppam .ppt .pub .pubhtml .pubmhtml " +
		".xls .xlhtml .xlhtml .xlt .xlsm .xltx .xltm .xlam .xlsb .xlsx"
	sourceEmail = ".html .mhtml .mht .odt .pdf .pdfxml .rtf .shtml .xps .xml .xhtml .txt .eml .msg .ods " +
		".dot .dothtml .doc .dotx .dotm .pot .pothtml .ppthtml .pptmhtml .pptxml .pps .ppam .ppt .pub .pubhtml .pubmhtml " +
		".xls .xlsthtml .xlthtml .xlt .xlsm .xltx .xltm .xlam .xlsb .xlsx"
	modernOffice = ".docx .docm .pptx .pptm .potx .potm .ppsx .ppsm .xlshtml" // what they lack (D6)
)

// SourceChatTypes returns the types that the source document lists for chat, as it prints them.
func SourceChatTypes() []string { return strings.Fields(sourceChat) }

// SourceEmailTypes returns the types that the source document lists for email, as it prints them.
func SourceEmailTypes() []string { return strings.Fields(sourceEmail) }

// Types returns the allowed types of D6: both lists of the source document and the modern office
// family, sorted, each once.
func Types() []string {
	all := slices.Concat(SourceChatTypes(), SourceEmailTypes(), strings.Fields(modernOffice))
	slices.Sort(all)
	return slices.Compact(all)
}
