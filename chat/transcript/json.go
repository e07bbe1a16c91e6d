package transcript

import (
	"bufio"
	"encoding/json"
	"io"
	"time"

	"github.com/acdkit/acdkit/chat"
)

// record is an entry in JSON.
type record struct {
	Seq         uint64       `json:"seq"`
	At          string       `json:"at"`   // RFC 3339, UTC
	From        string       `json:"from"` // display name, else the member; "" for what happened
	Role        chat.Role    `json:"role"`
	Kind        string       `json:"kind"`
	Text        string       `json:"text"`
	Attachments []fileRecord `json:"attachments"`
	VisibleTo   string       `json:"visible_to"`
}

type fileRecord struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Size int64  `json:"size"`
	Type string `json:"type"`
}

// JSON writes an array of objects with these fields:
//
//	seq          the entry's number; there are gaps where entries are not for the reader
//	at           RFC 3339 in UTC
//	from         the sender's display name, or member if there is none; "" for what happened
//	role         the sender's, or "system" for what happened
//	kind         of the entry: "said" is a message
//	text         a message as it is, or what happened in the reader's language
//	attachments  a message's files: id, name, size in bytes, media type
//	visible_to   the audience: "everyone", "staff", "supervisors" or "private"
//
// Nothing in it is escaped for other formats: whoever shows it as HTML escapes it. The error is that of the writer.
func JSON(w io.Writer, entries []chat.Entry, r Reader) error {
	b := bufio.NewWriter(w)
	separator := "[\n"
	for _, e := range entries {
		rec, ok := r.record(e)
		if !ok {
			continue
		}
		line, err := json.Marshal(rec)
		if err != nil {
			return err
		}
		b.WriteString(separator)
		b.Write(line)
		separator = ",\n"
	}
	if separator == "[\n" {
		b.WriteString("[")
	}
	b.WriteString("]\n")
	return b.Flush()
}

// record returns an entry for JSON, and whether it is shown.
func (r Reader) record(e chat.Entry) (record, bool) {
	i, ok := r.item(e)
	if !ok {
		return record{}, false
	}
	rec := record{
		Seq: e.Seq, At: e.At.UTC().Format(time.RFC3339Nano), Role: chat.RoleSystem, Kind: e.Kind(), Text: i.Line,
		Attachments: []fileRecord{}, VisibleTo: e.Audience().String(),
	}
	said, ok := e.Payload.(chat.Said)
	if !ok {
		return rec, true
	}
	rec.Role, rec.From, rec.Text = said.From.Role, i.Name, said.Text
	if rec.From == "" {
		rec.From = string(said.From.Member)
	}
	for _, f := range said.Files {
		rec.Attachments = append(rec.Attachments, fileRecord{f.ID, f.Name, f.Size, f.Type})
	}
	return rec, true
}
