package email

import (
	"slices"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/email/message"
)

// A Letter is what a thread's log keeps of a mail: whom it is from and to, what it answers, the beginning of its text,
// and its files. The mail itself, as the Guard has let it through, is a blob. Whatever is here is redacted, and bounded, so
// that a record fits into every journal: names and lists are cut, "more-files" among the Warnings says that files are not
// listed.
type Letter struct {
	ID         string            `json:"id" cbor:"1,keyasint"` // the Message-ID without angle brackets; made from the content if it has none
	Subject    string            `json:"subject,omitempty" cbor:"2,keyasint,omitempty"`
	From       []message.Address `json:"from,omitempty" cbor:"3,keyasint,omitempty"`
	Sender     []message.Address `json:"sender,omitempty" cbor:"4,keyasint,omitempty"`
	ReplyTo    []message.Address `json:"reply_to,omitempty" cbor:"5,keyasint,omitempty"`
	To         []message.Address `json:"to,omitempty" cbor:"6,keyasint,omitempty"`
	Cc         []message.Address `json:"cc,omitempty" cbor:"7,keyasint,omitempty"`
	Date       time.Time         `json:"date,omitzero" cbor:"8,keyasint,omitzero"` // as the sender says
	InReplyTo  []string          `json:"in_reply_to,omitempty" cbor:"9,keyasint,omitempty"`
	References []string          `json:"references,omitempty" cbor:"10,keyasint,omitempty"` // oldest first
	Text       string            `json:"text,omitempty" cbor:"11,keyasint,omitempty"`       // at most MaxText bytes
	Cut        bool              `json:"cut,omitempty" cbor:"12,keyasint,omitempty"`        // there is more in the mail
	Files      []Enclosure       `json:"files,omitempty" cbor:"13,keyasint,omitempty"`
	Blob       string            `json:"blob,omitempty" cbor:"14,keyasint,omitempty"` // the id of the blob; "" if it was withheld
	Size       int64             `json:"size,omitempty" cbor:"15,keyasint,omitempty"` // bytes of the blob
	Redacted   bool              `json:"redacted,omitempty" cbor:"16,keyasint,omitempty"`
	Withheld   bool              `json:"withheld,omitempty" cbor:"17,keyasint,omitempty"` // by the policy: only the header is here (P3)
	Warnings   []string          `json:"warnings,omitempty" cbor:"18,keyasint,omitempty"` // see message.Warning; "cut-off" (Incoming.Cut), "more-files"
}

// An Enclosure is a file that came or went with a mail. One that was dropped is listed, and its content is nowhere.
type Enclosure struct {
	attachment.File
	Path      string `json:"path,omitempty" cbor:"20,keyasint,omitempty"`    // of the part in the mail
	Inline    bool   `json:"inline,omitempty" cbor:"21,keyasint,omitempty"`  // an image in the text
	ContentID string `json:"cid,omitempty" cbor:"22,keyasint,omitempty"`     // by which the text refers to it
	Dropped   string `json:"dropped,omitempty" cbor:"23,keyasint,omitempty"` // why it is not there: the code of an attachment.Error, such as "infected", or "guard"
}

// The limits of what a log keeps of a mail, and of what agents write.
const (
	MaxText    = 64 << 10  // bytes of a Letter's text
	MaxBody    = 128 << 10 // bytes of a draft's body and Cc addresses as they are written into the log
	MaxCc      = 100       // addresses that an agent can add (E3)
	MaxEntries = 100_000   // of a thread
)

// letter returns what a log keeps of a mail, but for its files.
func letter(m *message.Message) Letter {
	l := Letter{
		ID: m.ID, Subject: cut(m.Subject, maxLine), From: some(m.From, maxSenders), Sender: some(m.Sender, maxSenders),
		ReplyTo: some(m.ReplyTo, maxSenders), To: some(m.To, maxReaders), Cc: some(m.Cc, maxReaders), Date: dated(m),
		InReplyTo: newest(m.InReplyTo), References: newest(m.References),
	}
	if l.ID == "" {
		l.ID = m.MadeID()
	}
	text := bodyText(m)
	l.Text = cut(text, MaxText)
	l.Cut = len(l.Text) < len(text)
	for _, w := range m.Warnings {
		l.Warnings = append(l.Warnings, string(w))
	}
	return l
}

// The bounds of what a log keeps of a header, in bytes. A record has up to two letters' worth of addresses, and is smaller
// than journal.PortableRecord.
const (
	maxLine    = 998      // of a subject (RFC 5322 2.1.1)
	maxName    = 128      // of the name of an address
	maxSenders = 8 << 10  // of the addresses of From, Sender and Reply-To, each
	maxReaders = 40 << 10 // of the addresses of To and Cc, each: more than reply.MaxRecipients of them fit, so that nobody is left out of an answer unnoticed
	maxIDs     = 16 << 10 // of In-Reply-To and References, each: the first and the newest
	maxFiles   = 32 << 10 // of what describes files
)

// dated is when the sender says that a mail was written, if everybody can read that: JSON has years of four digits.
func dated(m *message.Message) time.Time {
	if date := m.Date.UTC(); date.Year() < 10_000 {
		return date
	}
	return time.Time{}
}

// some returns the first addresses of a list, as many as fit.
func some(list []message.Address, most int) (out []message.Address) {
	for _, a := range list {
		a.Name = cut(a.Name, maxName)
		if most -= len(a.Name) + len(a.Addr) + 8; most < 0 {
			break
		}
		out = append(out, a)
	}
	return out
}

// newest returns the first id and the newest of the others, as many as fit.
func newest(ids []string) []string {
	most, from := maxIDs, len(ids)
	if from > 0 {
		most -= len(ids[0])
	}
	for ; from > 1 && most >= len(ids[from-1]); from-- {
		most -= len(ids[from-1])
	}
	return slices.Concat(ids[:min(1, len(ids))], ids[min(max(from, 1), len(ids)):])
}

// fitting returns the first files of a list, as many as fit, and whether those are all.
func fitting(list []Enclosure) ([]Enclosure, bool) {
	most := maxFiles
	for i, e := range list {
		if most -= len(e.Name) + len(e.Type) + len(e.Path) + len(e.ContentID) + 64; most < 0 {
			return list[:i], false
		}
	}
	return list, true
}

// encloses lists files; those that do not fit are only in the mail itself.
func (l *Letter) encloses(list []Enclosure) {
	all := true
	if l.Files, all = fitting(list); !all {
		l.Warnings = append(l.Warnings, "more-files")
	}
}

// cut returns the beginning of a text, of at most so many bytes, in whole characters.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "")
}
