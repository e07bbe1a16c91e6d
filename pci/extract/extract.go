package extract

import (
	"bytes"
	"context"
	"time"

	"github.com/acdkit/acdkit/pci/extract/internal/archive"
	"github.com/acdkit/acdkit/pci/extract/internal/mail"
	"github.com/acdkit/acdkit/pci/extract/internal/markup"
	"github.com/acdkit/acdkit/pci/extract/internal/ole"
	"github.com/acdkit/acdkit/pci/extract/internal/pdf"
	"github.com/acdkit/acdkit/pci/extract/internal/rtf"
	"github.com/acdkit/acdkit/pci/extract/internal/text"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// An Extractor takes the text out of files. The zero value has the default limits. It is safe for
// concurrent use.
type Extractor struct {
	Limits Limits
	Now    func() time.Time // nil: time.Now; for Limits.Time alone
}

// Walk hands every piece of text in the file to visit: words of a reader's page, and what he does not
// see (comments, hidden sheets, properties, names of embedded files). The text is UTF-8, or nearly; it is
// valid during the call and then wiped. What could not be examined is in the report: there is no other
// error, and no panic.
func (x Extractor) Walk(ctx context.Context, file []byte, visit func(p Part, text []byte)) Report {
	return x.walk(ctx, file, visit, open)
}

func (x Extractor) walk(ctx context.Context, file []byte, visit func(Part, []byte), read func(*walk.Walk, []byte)) Report {
	w := walk.New(ctx, walk.Config{Limits: x.Limits, Now: x.Now, Open: open, Visit: visit})
	if len(file) > w.Limits().FileBytes {
		w.Gap("", TooLarge)
		file = file[:w.Limits().FileBytes]
	}
	read(w, file)
	gaps, _ := w.Gaps()
	return Report{Format: w.Formatted(), Gaps: gaps}
}

// WalkMail is Walk for a file that is a mail (RFC 5322), or a part of one, even if it does not look like it.
func (x Extractor) WalkMail(ctx context.Context, file []byte, visit func(p Part, text []byte)) Report {
	return x.walk(ctx, file, visit, mail.Read)
}

// open reads a file by its content.
func open(w *walk.Walk, data []byte) {
	switch {
	case len(data) == 0:
		w.Format("empty")
	case starts(data, "PK\x03\x04"), starts(data, "PK\x05\x06"), starts(data, "PK\x07\x08"):
		archive.Read(w, data)
	case starts(data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"):
		ole.Read(w, data)
	case bytes.Contains(head(data), []byte("%PDF-")):
		pdf.Read(w, data)
	case starts(trimmed(data), `{\rt`):
		rtf.Read(w, data)
	case medium(data):
		w.Format("picture")
		text.Runs(w, data)
		w.Gap("", Picture)
	case markup.Is(data):
		markup.Read(w, data)
	case mail.Is(data):
		mail.Read(w, data)
	default:
		text.Read(w, data)
	}
}

func starts(data []byte, magic string) bool { return bytes.HasPrefix(data, []byte(magic)) }

// head is where the mark of a PDF must be (ISO 32000-1, annex H, implementation note 13).
func head(data []byte) []byte { return data[:min(len(data), 1024)] }

// trimmed is data without a byte order mark and white space before it.
func trimmed(data []byte) []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), " \t\r\n\x00")
}
