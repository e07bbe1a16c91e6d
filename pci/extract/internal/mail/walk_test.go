package mail

import (
	"bytes"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/pci/extract/internal/markup"
	"github.com/acdkit/acdkit/pci/extract/internal/text"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// found is what a walk gave.
type found struct {
	format string
	text   string // all texts, parted by an empty line
	files  []string
	gaps   []walk.Gap
}

// examine reads data and what is in it, as far as it is text, markup or mail.
func examine(t testing.TB, data []byte, limits walk.Limits) found {
	t.Helper()
	var f found
	var all strings.Builder
	open := func(w *walk.Walk, data []byte) {
		f.files = append(f.files, string(data))
		switch {
		case bytes.HasPrefix(data, []byte("\x89PNG")), bytes.HasPrefix(data, []byte("GIF8")), bytes.HasPrefix(data, []byte("\xFF\xD8")):
			w.Gap("", walk.Picture)
		case bytes.HasPrefix(data, []byte("%PDF")):
		case markup.Is(data):
			markup.Read(w, data)
		case Is(data):
			Read(w, data)
		default:
			text.Read(w, data)
		}
	}
	w := walk.New(t.Context(), walk.Config{Limits: limits, Open: open, Visit: func(p walk.Part, text []byte) {
		all.Write(text)
		all.WriteString("\n\n")
	}})
	if Is(data) {
		Read(w, data)
	} else {
		open(w, data)
	}
	f.format, f.text = w.Formatted(), all.String()
	f.gaps, _ = w.Gaps()
	return f
}
