package message

import (
	"strings"

	"github.com/acdkit/acdkit/email/safehtml"
)

// inline marks the images that HTML shows by their Content-ID (RFC 2392) when it is made safe. What only looks like it hides no
// attachment: in a comment, in a link, or in what nobody sees.
func (m *Message) inline() {
	var shown map[string]bool
	for i := range m.Parts {
		p := &m.Parts[i]
		if p.Use != Attachment || p.ContentID == "" || !isImage(p.Type) {
			continue
		}
		if shown == nil {
			shown = m.images()
		}
		if shown[p.ContentID] {
			p.Use = Inline
		}
	}
}

// images returns the Content-IDs of the images that HTML shows.
func (m *Message) images() map[string]bool {
	ids := make(map[string]bool)
	if !strings.Contains(strings.ToLower(m.HTML), "cid:") {
		return ids
	}
	var policy safehtml.Policy
	policy.WithImages(policy.Clean(m.HTML).HTML, func(id string) (string, bool) {
		ids[id] = true
		return "", false
	})
	return ids
}
