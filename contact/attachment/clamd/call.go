package clamd

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"sync"
	"time"
)

// chunkSize is how many bytes of content are sent at a time.
const chunkSize = 64 << 10

// past is a deadline that is over.
var past = time.Unix(1, 0)

// call is one question to clamd, and its answer.
type call struct {
	scanner *Scanner
	op      Op
	ctx     context.Context // the caller's
	conn    net.Conn
	answers chan answer // gets one
	sent    int64
	whole   bool // the content was sent to its end before an answer came
}

type answer struct {
	text string
	err  error
}

// ask connects, sends the command and the content of r, if there is one, and returns the answer. clamd may
// answer and hang up before it has all; so somebody listens from the beginning.
func (c *call) ask(command string, r io.Reader) (string, error) {
	ctx, cancel := c.scanner.limit(c.ctx)
	defer cancel()
	conn, err := c.scanner.dial(ctx)
	if err != nil {
		return "", c.interrupted(ctx, &Error{Err: ErrUnavailable, Cause: err})
	}
	c.conn, c.answers = conn, make(chan answer, 1)
	var listener sync.WaitGroup
	listener.Go(c.listen)
	defer listener.Wait()
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()

	if c.write([]byte("z"+command+"\x00")) && r != nil {
		if err := c.send(ctx, r); err != nil {
			return "", c.interrupted(ctx, &Error{Err: ErrRead, Cause: err})
		}
	}
	got := <-c.answers
	if got.err != nil {
		return "", c.interrupted(ctx, got.err)
	}
	return got.text, nil
}

// listen reads the answer. From then on nothing can be sent any more, not even that the content is whole.
func (c *call) listen() {
	text, err := readAnswer(c.conn)
	_ = c.conn.SetWriteDeadline(past)
	c.answers <- answer{text, err}
}

// send sends what r has, in chunks: each has its length in front, in four bytes, and one of length 0 is the
// end. It returns the error of r; if sending fails, the listener knows why.
func (c *call) send(ctx context.Context, r io.Reader) error {
	frame := make([]byte, 4+chunkSize)
	for ctx.Err() == nil {
		n, err := r.Read(frame[4:])
		if n > 0 { // a chunk of 0 bytes would be the end
			binary.BigEndian.PutUint32(frame, uint32(n))
			if !c.write(frame[:4+n]) {
				return nil
			}
			c.sent += int64(n)
		}
		if err == io.EOF {
			c.whole = c.write(make([]byte, 4))
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *call) write(p []byte) bool {
	_, err := c.conn.Write(p)
	return err == nil
}

// interrupted returns why a call failed with err: because its time was over, if it was.
func (c *call) interrupted(ctx context.Context, err error) error {
	switch {
	case c.ctx.Err() != nil:
		return &Error{Err: c.ctx.Err()}
	case ctx.Err() != nil:
		return &Error{Err: ErrUnavailable, Cause: ctx.Err()}
	}
	return err
}

// fail completes an error, which is ErrUnavailable if nothing better is known.
func (c *call) fail(err error) error {
	e, ok := err.(*Error)
	if !ok {
		e = &Error{Err: ErrUnavailable, Cause: err}
	}
	e.Op, e.Address, e.Sent = c.op, c.scanner.Address, c.sent
	return e
}
