package content

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"strings"
)

// Limits of mail: messages in messages, and parts of all of them. Real ones have a handful of each.
const (
	maxMailDepth = 16
	maxMailParts = 10_000
)

const mailType = "message/rfc822"

// mailFields are header fields, one of which every message has.
const mailFields = "content-type date delivered-to from message-id mime-version received return-path subject to x-mailer"

// isMail reports whether data begins with a header of RFC 5322. An envelope line of mbox may come first.
func isMail(data []byte) bool {
	head := string(bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 8<<10)], []byte("\ufeff")), "\r\n"))
	if strings.HasPrefix(head, "From ") {
		_, head, _ = strings.Cut(head, "\n")
	}
	begun, known := false, false
	for line := range strings.SplitSeq(head, "\n") {
		line = strings.TrimRight(line, "\r")
		if line == "" {
			break
		}
		name, _, ok := strings.Cut(line, ":")
		switch {
		case begun && (line[0] == ' ' || line[0] == '\t'):
		case !ok || strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r > '~' }):
			return known
		default:
			begun = true
			known = known || isOneOf(mailFields, strings.ToLower(name))
		}
	}
	return known
}

// lookMail looks through the parts of a message or a web archive (MHTML): markup is looked through like a
// file, and a name of an attachment that is a program makes the message one that holds a program.
func lookMail(data []byte) Report {
	r := Report{Type: mailType, Family: Mail, Macros: textMacros(data)}
	data = bytes.TrimLeft(data, "\r\n")
	if bytes.HasPrefix(data, []byte("From ")) {
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	m := mail{report: &r}
	m.message(bytes.NewReader(data), 0)
	return r
}

// mail is a message that is being read.
type mail struct {
	report *Report
	parts  int
}

// message reads a header and what belongs to it.
func (m *mail) message(in io.Reader, depth int) {
	buffered := bufio.NewReader(in)
	m.part(readHeader(buffered), buffered, depth)
}

// readHeader keeps the fields about the content, the first of each name, however many others there are.
// QUIRK: a line that is no field is passed over (RFC 5322, 2.2), because mail programs do so.
func readHeader(in *bufio.Reader) textproto.MIMEHeader {
	header := textproto.MIMEHeader{}
	for lines := textproto.NewReader(in); ; {
		line, err := lines.ReadContinuedLine()
		if err != nil || line == "" {
			return header
		}
		name, value, _ := strings.Cut(line, ":")
		name = textproto.CanonicalMIMEHeaderKey(name)
		if strings.HasPrefix(name, "Content-") && len(header) < 100 && header[name] == nil {
			header.Set(name, strings.TrimSpace(value))
		}
	}
}

// part reads one part and those in it.
func (m *mail) part(header textproto.MIMEHeader, body io.Reader, depth int) {
	if m.parts++; depth > maxMailDepth || m.parts > maxMailParts {
		m.report.Bomb = true
		return
	}
	media, params, _ := mime.ParseMediaType(header.Get("Content-Type"))
	_, disposition, _ := mime.ParseMediaType(header.Get("Content-Disposition"))
	for _, name := range []string{params["name"], disposition["filename"]} {
		if plain, err := new(mime.WordDecoder).DecodeHeader(name); err == nil {
			name = plain
		}
		m.report.Executable = m.report.Executable || isProgram(name)
	}
	switch {
	case strings.HasPrefix(media, "multipart/"):
		m.multipart(multipart.NewReader(body, params["boundary"]), depth)
	case media == "message/rfc822" || media == "message/global":
		m.message(transfer(header, body), depth+1)
	case strings.Contains(media, "html") || strings.Contains(media, "xml"):
		data, _ := io.ReadAll(transfer(header, body))
		if text, ok := decode(data); ok {
			found := lookMarkup(text, true)
			m.report.Active = m.report.Active || found.active
			m.report.Executable = m.report.Executable || found.program
		}
	}
}

func (m *mail) multipart(r *multipart.Reader, depth int) {
	for !m.report.Bomb {
		p, err := r.NextRawPart()
		if err != nil {
			return
		}
		m.part(p.Header, p, depth+1)
	}
}

// transfer undoes the transfer encoding.
func transfer(header textproto.MIMEHeader, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(header.Get("Content-Transfer-Encoding"))) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}
