package markup

import (
	"context"
	"testing"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

func TestReadXML(t *testing.T) {
	tests := map[string]string{ // by format
		"xml":     `<?xml version="1.0"?><card>4539</card>`,
		"svg":     `<svg xmlns="http://www.w3.org/2000/svg"><text>4539</text></svg>`,
		"wordml":  `<?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:p><w:r><w:t>4539</w:t></w:r></w:p></w:wordDocument>`,
		"xmlss":   `<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Row><Cell><Data>4539</Data></Cell></Row></Workbook>`,
		"flatopc": `<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/a"><pkg:xmlData><w:t>4539</w:t></pkg:xmlData></pkg:part></pkg:package>`,
		"fodt":    `<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:mimetype="application/vnd.oasis.opendocument.text"><text:p>4539</text:p></office:document>`,
	}
	for want, data := range tests {
		found := false
		w := walk.New(context.Background(), walk.Config{Visit: func(_ walk.Part, text []byte) {
			found = found || string(text) == "4539" || string(text) == "card=4539" || string(text) == "text=4539"
		}})
		readXML(w, []byte(data))
		if gaps, _ := w.Gaps(); w.Formatted() != want || !found || len(gaps) > 0 {
			t.Errorf("readXML gives format %q, found: %t, gaps %v; want %s, true, none", w.Formatted(), found, gaps, want)
		}
	}
}
