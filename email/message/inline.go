package message

import (
	"bytes"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// inline marks the images that HTML shows by their Content-ID (RFC 2392). What only looks like it, in a comment or a link,
// hides no attachment.
func (m *Message) inline() {
	var shown map[string]bool
	for i := range m.Parts {
		p := &m.Parts[i]
		if p.Use != Attachment || p.ContentID == "" || !isImage(p.Type) {
			continue
		}
		if shown == nil {
			shown = images(m.HTML)
		}
		if shown[p.ContentID] {
			p.Use = Inline
		}
	}
}

// images returns the Content-IDs of the images in a document.
func images(document string) map[string]bool {
	ids := make(map[string]bool)
	if !strings.Contains(strings.ToLower(document), "cid:") {
		return ids
	}
	z := html.NewTokenizer(strings.NewReader(document))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ids
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			isImage := bytes.Equal(name, []byte("img"))
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				if isImage && string(key) == "src" {
					addID(ids, string(value))
				}
			}
		}
	}
}

func addID(ids map[string]bool, link string) {
	link = strings.TrimSpace(link)
	if len(link) < 4 || !strings.EqualFold(link[:4], "cid:") {
		return
	}
	id := link[4:]
	ids[id] = true
	if plain, err := url.PathUnescape(id); err == nil {
		ids[plain] = true
	}
}
