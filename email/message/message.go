package message

import "time"

// A Message is a mail as a person sees it, with what programs need to answer and to sort it. All text is
// valid UTF-8.
type Message struct {
	Subject    string
	From       []Address // more than one is allowed
	Sender     []Address // at most one
	ReplyTo    []Address
	To         []Address
	Cc         []Address
	Date       time.Time // with the sender's zone; zero if there is none that can be read
	ID         string    // of Message-ID, without angle brackets; "" if there is none
	InReplyTo  []string  // ids without angle brackets, in order
	References []string  // oldest first
	Header     []Field   // every field in order, decoded

	Text  string // all that is to be read, with "\n" line ends; "" if some of it is in HTML only, or if there is none
	HTML  string // all that is to be read, unsafe, as it came but for its charset; "" if none of it is HTML
	Parts []Part // all leaf parts in order, those of Text and HTML too

	Warnings []Warning
}

// A Field is a line of the header, unfolded, with its encoded words decoded.
type Field struct {
	Name  string
	Value string
}

// Use is what a leaf part is for.
type Use uint8

// The uses. Whoever shows a mail shows its body, and offers everything else: a part that nobody can see is a defect.
const (
	Body       Use = iota + 1 // it is in Text or HTML
	Inline                    // an image that HTML shows by its Content-ID, when it is made safe
	Attachment                // everything else
)

// A Part is a leaf of a mail.
type Part struct {
	Path      string // numbers of the parts from the top, such as "2.1"; "" for a mail without parts
	Use       Use
	Name      string // a clean file name, made up if the part has none; "" for a body
	Type      string // the media type it was declared as, such as "image/png", in lower case
	ContentID string // without angle brackets; "" if none
	Content   []byte // decoded, in the sender's character set; it may share memory with the source
}
