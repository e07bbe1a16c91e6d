package transcript

import (
	"crypto/sha256"
	_ "embed" // the page and its style
	"encoding/base64"
	"html/template"
	"io"
	"slices"

	"github.com/acdkit/acdkit/chat"
)

var (
	//go:embed page.html
	page string
	//go:embed page.css
	style string

	pages = template.Must(template.New("transcript").Parse(page))
)

// sheet is what the page is made of.
type sheet struct {
	Language, Title, Empty, StaffOnly, Policy string

	Style template.CSS
	Items []item
}

// HTML writes a complete page that needs nothing else: no script, no link, no picture. Its policy (CSP) forbids all
// but its own style. What people wrote is escaped and keeps its lines and its direction; the messages of the reader's
// side, the customer's or the staff's, are on the right. The error is that of the writer.
func HTML(w io.Writer, entries []chat.Entry, r Reader) error {
	sum := sha256.Sum256([]byte(style))
	return pages.Execute(w, sheet{
		Language:  r.language(),
		Title:     r.say(phrase{"Chat transcript", "채팅 대화 기록"}),
		Empty:     r.say(phrase{"There is nothing to read here.", "표시할 내용이 없습니다."}),
		StaffOnly: r.say(staffOnly),
		Policy:    "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'",
		Style:     template.CSS(style),
		Items:     slices.Collect(r.items(entries)),
	})
}
