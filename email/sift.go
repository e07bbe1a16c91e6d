package email

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/internal/mime"
	"github.com/acdkit/acdkit/pci"
)

// sifted is a mail without the files that the rules refuse.
type sifted struct {
	raw     []byte
	dropped []Enclosure
}

// sift takes the files out of a mail that the rules or the antivirus refuse, one by one, so that the rest fits (E6): each
// in order stays if it fits with those that stay before it. A note is put in its place. The Guard sees what is left.
func (d *Desk) sift(ctx context.Context, b *book, raw []byte, m *message.Message, language string) sifted {
	out := sifted{raw: raw}
	var kept []attachment.File
	var dropped []string // the paths of their parts
	for i, p := range m.Parts {
		if p.Use == message.Body {
			continue
		}
		file, err := d.look(ctx, b.Incoming, p)
		if err == nil {
			if err = b.Incoming.Check(append(kept, file)); err == nil {
				kept = append(kept, file)
				continue
			}
		}
		out.dropped = append(out.dropped, d.gone(i, p, refusalName(err)))
		dropped = append(dropped, p.Path)
	}
	if len(dropped) > 0 {
		out.raw = replaced(raw, dropped, droppedNote(language))
	}
	return out
}

// gone describes a file that was dropped, as the Guard lets it be described.
func (d *Desk) gone(i int, p message.Part, why string) Enclosure {
	clean := func(text string) string {
		return d.cfg.Guard.Text(pci.Place{Lane: inbound, Field: pci.FileName}, text).Text
	}
	e := enclosure(i, p)
	e.Name, e.Type, e.ContentID, e.Dropped = attachment.CleanName(clean(e.Name)), clean(e.Type), clean(e.ContentID), why
	return e
}

// look looks at one file by the rules, and asks the antivirus.
func (d *Desk) look(ctx context.Context, rules attachment.Rules, p message.Part) (attachment.File, error) {
	file, err := rules.Inspect(p.Name, p.Content)
	if err == nil && d.cfg.Scanner != nil {
		_, err = attachment.Scan(ctx, d.cfg.Scanner, bytes.NewReader(p.Content))
	}
	return file, err
}

// enclosure describes a part that is a file. Its id is its place among all parts.
func enclosure(i int, p message.Part) Enclosure {
	return Enclosure{
		File: attachment.File{ID: strconv.Itoa(i + 1), Name: p.Name, Size: int64(len(p.Content)), Type: p.Type},
		Path: p.Path, Inline: p.Use == message.Inline, ContentID: p.ContentID,
	}
}

// enclosures describes the files of a mail.
func enclosures(m *message.Message) (list []Enclosure) {
	for i, p := range m.Parts {
		if p.Use != message.Body {
			list = append(list, enclosure(i, p))
		}
	}
	return list
}

// refusalName is the code of a refusal.
func refusalName(err error) string {
	if e, ok := errors.AsType[*attachment.Error](err); ok {
		return e.Code.String()
	}
	return attachment.Unscanned.String()
}

// replaced returns a mail with a note in the place of each of some parts.
func replaced(raw []byte, paths []string, note string) []byte {
	var edits []mime.Edit
	for part := range mime.Parse(raw, mime.Limits{}).All {
		switch {
		case slices.Contains(paths, part.Path):
			edits = append(edits, part.Replace(note)...)
		case len(part.Parts) == 0:
			edits = append(edits, unpacked(part, paths, note)...)
		}
	}
	return mime.Apply(raw, edits)
}

// unpacked returns the edits that put a note in the place of each of some uuencoded files in a text, which have the numbers and
// so the paths that message.Parse gives them.
func unpacked(part *mime.Part, paths []string, note string) []mime.Edit {
	if !slices.ContainsFunc(paths, func(path string) bool { return path == numbered(part, path[strings.LastIndexByte(path, '.')+1:]) }) {
		return nil
	}
	content, _ := part.Content()
	var edits []mime.Edit
	n := 0
	for _, b := range mime.UU(content) {
		if b.Open {
			continue
		}
		n++
		if slices.Contains(paths, numbered(part, strconv.Itoa(n))) {
			edits = append(edits, mime.Edit{Span: b.Span, With: []byte(note)})
		}
	}
	if edits == nil {
		return nil
	}
	return part.SetContent(mime.Apply(content, edits))
}

// numbered is the path of something within a part.
func numbered(part *mime.Part, n string) string { return strings.TrimPrefix(part.Path+"."+n, ".") }

func droppedNote(language string) string {
	if language == "ko" {
		return "[첨부 파일이 규칙에 따라 삭제되었습니다]\r\n"
	}
	return "[An attachment was removed by the rules]\r\n"
}
