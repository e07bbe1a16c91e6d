package compose

import (
	"bytes"
	"io"
	"time"

	"github.com/acdkit/acdkit/email/message"
)

// Mail is what is to be said to whom. Strings are UTF-8; all but Text and HTML are on one line.
type Mail struct {
	Date    time.Time // in the zone that it has; of the years 1900 to 9999
	From    message.Address
	ReplyTo []message.Address
	To, Cc  []message.Address // one at least
	Subject string

	ID         string   // of Message-ID, without angle brackets, at most 250 octets
	InReplyTo  []string // without angle brackets
	References []string // oldest first; if they are very many, the first and the newest are kept

	// Extra are further fields in ASCII, such as the marks of automatic mail (RFC 3834). Names have at most 40
	// characters, and are not of fields that are written anyway, that are about parts or tracks, nor Bcc.
	Extra []message.Field

	Text   string
	HTML   string // none if empty
	Inline []File // what HTML refers to by "cid:"; without HTML they go with Files
	Files  []File

	SMTPUTF8 bool // the mail system takes addresses whose local part is not ASCII (RFC 6531)
}

// maxPrepared is how much memory Bytes asks for before it has seen the files, in bytes. It is beyond what mail
// systems take.
const maxPrepared = 64 << 20

// Bytes returns the mail. It takes the memory of the result and little more, unless files are in memory already.
// Errors are those of WriteTo.
func (m Mail) Bytes() ([]byte, error) {
	pieces, err := m.pieces()
	if err != nil {
		return nil, err
	}
	size := int64(0)
	for _, p := range pieces {
		size += p.size()
	}
	buffer := bytes.NewBuffer(make([]byte, 0, min(size, maxPrepared)))
	if _, err := write(buffer, pieces); err != nil {
		return nil, err
	}
	return buffer.Bytes(), nil
}

// WriteTo writes the mail and returns how many bytes it has written. The error is an *[Error], or that of w. Whatever
// is wrong with the mail is known before anything is written; only ErrRead and ErrSize of files come later.
func (m Mail) WriteTo(w io.Writer) (int64, error) {
	pieces, err := m.pieces()
	if err != nil {
		return 0, err
	}
	return write(w, pieces)
}

// A piece is a part of the result: bytes, or a file that is still to be read.
type piece struct {
	data []byte
	file *source
}

func (p piece) size() int64 {
	if p.file != nil {
		return base64Size(p.file.size)
	}
	return int64(len(p.data))
}

func write(w io.Writer, pieces []piece) (total int64, err error) {
	for _, p := range pieces {
		n := int64(0)
		if p.file != nil {
			n, err = p.file.writeTo(w)
		} else {
			var written int
			written, err = w.Write(p.data)
			n = int64(written)
		}
		if total += n; err != nil {
			return total, err
		}
	}
	return total, nil
}
