package compose

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// File is a file of a mail.
type File struct {
	Name      string // clean (attachment.CleanName)
	Type      string // media type without parameters; application/octet-stream if empty
	ContentID string // of Inline: what HTML has behind "cid:", each once; not used in Files
	Content   []byte // what is in it, unless there is Open

	// Open returns the content, for files that are not in memory. It is called when the file is written, and gives
	// the same each time, of Size bytes.
	Open func() (io.ReadCloser, error)
	Size int64 // with Open: in bytes, at most 1 GiB
}

const maxFile = 1 << 30

// A source is a file with its place in the mail.
type source struct {
	open  func() (io.ReadCloser, error)
	size  int64
	field string
	index int
}

func (f File) source(field string, index int) *source {
	s := &source{open: f.Open, size: f.Size, field: field, index: index}
	if s.open == nil {
		s.open = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(f.Content)), nil }
		s.size = int64(len(f.Content))
	}
	return s
}

// linesAtOnce is how much of a file is in memory: 29 KB, and 40 KB encoded.
const linesAtOnce = 512

// writeTo writes the file in base64.
func (s *source) writeTo(w io.Writer) (total int64, err error) {
	r, err := s.open()
	if err != nil {
		return 0, s.error(ErrRead, err)
	}
	defer r.Close()
	left := s.size
	in := make([]byte, min(bytesInLine*linesAtOnce, left+1)) // one more than there should be, so that more is seen
	var out []byte
	for {
		n, err := io.ReadFull(r, in)
		if left -= int64(n); left < 0 {
			return total, s.error(ErrSize, nil)
		}
		out = appendBase64(out[:0], in[:n])
		written, failed := w.Write(out)
		if total += int64(written); failed != nil {
			return total, failed
		}
		switch {
		case err == nil:
		case !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
			return total, s.error(ErrRead, err)
		case left > 0:
			return total, s.error(ErrSize, nil)
		default:
			return total, nil
		}
	}
}

func (s *source) error(code Code, cause error) error {
	return &Error{Code: code, Field: s.field, Index: s.index, Cause: cause}
}

// part returns the part of a file. Inline, HTML refers to it by its Content-ID.
func (f File) part(content *source, inline bool) (part, Code) {
	kind, code := f.mediaType()
	name, wrong := line(f.Name)
	switch {
	case code != "":
		return part{}, code
	case wrong != "":
		return part{}, wrong
	case name == "":
		return part{}, ErrMissing
	case content.size < 0 || content.size > maxFile:
		return part{}, ErrSize
	case inline && (len(f.ContentID) > maxID || !only(f.ContentID, letters+"-._@+=$")):
		return part{}, ErrInvalid
	}
	header := "Content-Type: " + kind + "\r\nContent-Transfer-Encoding: base64\r\n"
	disposition := "attachment"
	if inline {
		disposition = "inline"
		header += "Content-ID: <" + f.ContentID + ">\r\n"
	}
	d := newField("Content-Disposition")
	d.params(disposition, append(fileName(name), fmt.Sprintf("size=%d", content.size))...) // RFC 2183 2.7
	return part{kind: kind, header: append([]byte(header), d.line()...), content: piece{file: content}}, ""
}

// mediaType returns what a file is declared as. A message or a multipart may not be encoded (RFC 2046 5.2.1, 6.4), so that it
// would not arrive as it is: its name says what it is.
func (f File) mediaType() (string, Code) {
	const unknown = "application/octet-stream"
	kind := strings.ToLower(f.Type)
	top, sub, _ := strings.Cut(kind, "/")
	switch {
	case kind == "", top == "message", top == "multipart":
		return unknown, ""
	case !only(top, typeChars) || !only(sub, typeChars) || len(kind) > 120:
		return "", ErrInvalid
	}
	return kind, ""
}

// typeChars are those of the names of types (RFC 6838 4.2), in lower case.
const typeChars = "abcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+"
