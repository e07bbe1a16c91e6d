package email

import (
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
	Warnings   []string          `json:"warnings,omitempty" cbor:"18,keyasint,omitempty"`
}

// An Enclosure is a file that came or went with a mail. One that was dropped is listed, and its content is nowhere.
type Enclosure struct {
	attachment.File
	Path      string `json:"path,omitempty" cbor:"20,keyasint,omitempty"`    // of the part in the mail
	Inline    bool   `json:"inline,omitempty" cbor:"21,keyasint,omitempty"`  // an image in the text
	ContentID string `json:"cid,omitempty" cbor:"22,keyasint,omitempty"`     // by which the text refers to it
	Dropped   string `json:"dropped,omitempty" cbor:"23,keyasint,omitempty"` // why it is not there: the code of an attachment.Error, "infected", or ByGuard
}

// The limits of what a log keeps of a mail, and of what agents write.
const (
	MaxText    = 64 << 10  // bytes of a Letter's text
	MaxBody    = 128 << 10 // bytes of a draft's body and Cc addresses as they are written into the log
	MaxCc      = 100       // addresses that an agent can add (E3)
	MaxEntries = 100_000   // of a thread
)
