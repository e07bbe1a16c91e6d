// Package mail reads mail (EML), mailboxes (mbox), web archives (MHT), and what mail is wrapped in: S/MIME and
// Outlook's TNEF.
package mail

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/acdkit/acdkit/internal/mime"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Read hands over the text in data.
func Read(w *walk.Walk, data []byte) {
	data = trim(data)
	switch {
	case isTNEF(data):
		readTNEF(w, data)
	case isCMS(data):
		readCMS(w, data)
	default:
		readMail(w, data)
	}
}

// readMail reads a message, or each one of a mailbox.
func readMail(w *walk.Walk, data []byte) {
	if !isPostmark(data) {
		root := mime.Parse(data, mime.Limits{})
		w.Format(formatOf(root))
		newLetter(w, "").read(root)
		return
	}
	w.Format("mbox")
	for n := 1; len(data) > 0 && w.Alive(); n++ {
		message := data[:nextMessage(data)]
		data = data[len(message):]
		newLetter(w, "message "+strconv.Itoa(n)).read(mime.Parse(message, mime.Limits{}))
	}
}

// formatOf tells a web archive from mail, by what browsers write into its header.
func formatOf(root *mime.Part) string {
	if !strings.HasPrefix(root.Type, "multipart/") && root.Type != "text/html" {
		return "eml"
	}
	from := root.Field("From")
	if root.Field("Snapshot-Content-Location") != nil || from != nil && strings.Contains(from.Value(), "<Saved by") {
		return "mht"
	}
	if from == nil && root.Field("To") == nil && root.Type == "multipart/related" {
		return "mht"
	}
	return "eml"
}

// isPostmark reports whether data begins with the line that parts the messages of an mbox (RFC 4155).
func isPostmark(data []byte) bool {
	if !bytes.HasPrefix(data, []byte("From ")) {
		return false
	}
	s, _, _ := bytes.Cut(data[:min(len(data), 1000)], []byte("\n"))
	fields := bytes.Fields(s)
	return len(fields) >= 3 && bytes.IndexByte(s, ':') != len("From") && bytes.IndexAny(s, "0123456789") > 0
}

// nextMessage returns where the next message of an mbox begins, or where data ends.
func nextMessage(data []byte) int {
	for pos := 1; ; {
		at := bytes.Index(data[pos:], []byte("\nFrom "))
		if at < 0 {
			return len(data)
		}
		pos += at + 1
		blank := bytes.HasSuffix(data[:pos], []byte("\n\n")) || bytes.HasSuffix(data[:pos], []byte("\n\r\n"))
		if blank && isPostmark(data[pos:]) {
			return pos
		}
	}
}
