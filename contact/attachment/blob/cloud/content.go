package cloud

import (
	"context"
	"errors"
	"io"
	"io/fs"

	gocloud "gocloud.dev/blob"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

var (
	errWhence   = errors.New("cloud: seek from nowhere")
	errNegative = errors.New("cloud: seek to before the beginning")
	errChanged  = errors.New("cloud: removed and put anew while it was read")
)

// content reads an object. A request for what is behind a position goes out at the first Read there, so that looking for
// the size costs nothing.
type content struct {
	ctx    context.Context
	bucket *gocloud.Bucket
	key    blob.Key
	is     *gocloud.Attributes // of the object that was opened
	at     int64
	r      *gocloud.Reader // stands at at, or nil
	moved  bool            // whether there was a reader before r
	closed bool
}

func (c *content) Read(p []byte) (int, error) {
	switch {
	case c.closed:
		return 0, c.fail(fs.ErrClosed)
	case len(p) == 0:
		return 0, nil
	case c.at >= c.is.Size:
		return 0, io.EOF
	}
	if c.r == nil {
		if err := c.ask(); err != nil {
			return 0, c.fail(err)
		}
	}
	n, err := c.r.Read(p)
	c.at += int64(n)
	switch {
	case err == io.EOF && c.at < c.is.Size:
		err = c.fail(io.ErrUnexpectedEOF)
	case err != nil && err != io.EOF:
		err = c.fail(err)
	}
	return n, err
}

// ask requests what is behind the position. All of one answer is of one object. From the second answer on, the object must
// be the same as at the beginning: what came between then was of it, too.
func (c *content) ask() error {
	r, err := c.bucket.NewRangeReader(c.ctx, nameOf(c.key), c.at, -1, nil)
	if err != nil {
		return err
	}
	err = c.isSame(r)
	if err != nil {
		_ = r.Close()
		return err
	}
	c.r, c.moved = r, true
	return nil
}

func (c *content) isSame(r *gocloud.Reader) error {
	if r.Size() != c.is.Size {
		return errChanged
	}
	if !c.moved {
		return nil
	}
	now, err := c.bucket.Attributes(c.ctx, nameOf(c.key))
	if err != nil {
		return err
	}
	if now.ETag != c.is.ETag || !now.ModTime.Equal(c.is.ModTime) || now.Size != c.is.Size {
		return errChanged
	}
	return nil
}

func (c *content) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekStart:
	case io.SeekCurrent:
		offset += c.at
	case io.SeekEnd:
		offset += c.is.Size
	default:
		return 0, c.fail(errWhence)
	}
	if offset < 0 {
		return 0, c.fail(errNegative)
	}
	if offset != c.at {
		_ = c.leave()
		c.at = offset
	}
	return offset, nil
}

func (c *content) Close() error {
	if c.closed {
		return c.fail(fs.ErrClosed)
	}
	c.closed = true
	if err := c.leave(); err != nil {
		return c.fail(err)
	}
	return nil
}

// leave gives up the answer that is being read.
func (c *content) leave() error {
	if c.r == nil {
		return nil
	}
	r := c.r
	c.r = nil
	return r.Close()
}

func (c *content) fail(err error) error { return fail(c.ctx, blob.OpOpen, c.key, err) }
