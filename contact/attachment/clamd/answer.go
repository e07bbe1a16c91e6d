package clamd

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"github.com/acdkit/acdkit/contact/attachment"
)

// MaxText is the length in bytes that a signature or a version may have; what is longer is cut.
const MaxText = 128

// maxAnswer is the length in bytes that an answer may have, its NUL included. Real ones have about 100.
const maxAnswer = 4 << 10

// The causes that this package knows itself.
var (
	errEarly  = errors.New("clean before all was sent")
	errLong   = errors.New("too long")
	errFailed = errors.New("it says that it failed")
)

// readAnswer reads up to a NUL, which ends every answer to a command that begins with z. What comes after
// it is not looked at.
func readAnswer(r io.Reader) (string, error) {
	answer, err := bufio.NewReaderSize(r, maxAnswer).ReadSlice(0)
	switch {
	case err == bufio.ErrBufferFull:
		return "", &Error{Err: ErrProtocol, Cause: errLong}
	case err == io.EOF:
		return "", io.ErrUnexpectedEOF
	case err != nil:
		return "", err
	}
	return string(answer[:len(answer)-1]), nil
}

// parseScan understands the answers to INSTREAM. There is one for clean, and it must be that to the byte.
func parseScan(answer string) (attachment.Result, error) {
	if answer == "stream: OK" {
		return attachment.Result{}, nil
	}
	if rest, ok := strings.CutSuffix(answer, " FOUND"); ok {
		if name, ok := strings.CutPrefix(rest, "stream: "); ok {
			return attachment.Result{Infected: true, Signature: printable(name)}, nil
		}
	}
	return attachment.Result{}, complaint(answer)
}

// parseVersion understands the answer to VERSION.
func parseVersion(answer string) (string, error) {
	if strings.HasPrefix(answer, "ClamAV ") {
		return printable(answer), nil
	}
	return "", complaint(answer)
}

// complaint returns the *Error for an answer that is none to the question.
func complaint(answer string) error {
	switch {
	case strings.HasSuffix(answer, "size limit exceeded. ERROR"):
		return &Error{Err: ErrTooLarge}
	case strings.HasSuffix(answer, " ERROR"):
		return &Error{Err: ErrUnavailable, Cause: errFailed}
	}
	return &Error{Err: ErrProtocol}
}

// printable returns text in printable ASCII, at most MaxText bytes of it.
func printable(text string) string {
	safe := []byte(text[:min(len(text), MaxText)])
	for i, c := range safe {
		if c < ' ' || c > '~' {
			safe[i] = '?'
		}
	}
	return string(safe)
}
