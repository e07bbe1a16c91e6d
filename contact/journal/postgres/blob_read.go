package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/jackc/pgx/v5"
)

const readChunk = `SELECT data FROM {schema}.chunk WHERE number = $1 AND place = $2`

var errNegative = errors.New("seek to before the beginning")

// blobReader reads a blob chunk by chunk. It keeps the last one.
type blobReader struct {
	ctx    context.Context
	store  *Blobs
	key    blob.Key
	number int64
	size   int64
	chunk  int64 // bytes of each chunk but the last

	at     int64
	place  int64 // of data
	data   []byte
	closed bool
}

func (r *blobReader) fail(err, cause error) error {
	return &blob.Error{Op: blob.OpOpen, Key: r.key, Err: err, Cause: cause}
}

// Read implements io.Reader.
func (r *blobReader) Read(p []byte) (int, error) {
	switch {
	case r.closed:
		return 0, r.fail(fs.ErrClosed, nil)
	case len(p) == 0:
		return 0, nil
	case r.at >= r.size:
		return 0, io.EOF
	}
	if place := r.at / r.chunk; r.data == nil || place != r.place {
		if err := r.load(place); err != nil {
			return 0, err
		}
	}
	n := copy(p, r.data[r.at-r.place*r.chunk:])
	r.at += int64(n)
	return n, nil
}

func (r *blobReader) load(place int64) error {
	var data []byte
	err := r.store.db.repeat(r.ctx, func(ctx context.Context) error {
		return r.store.db.cfg.Pool.QueryRow(ctx, r.store.statements.read, r.number, place).Scan(&data)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return r.fail(blob.ErrNotFound, errors.New("removed meanwhile"))
	}
	if err != nil {
		return r.fail(err, nil)
	}
	if want := min(r.chunk, r.size-place*r.chunk); int64(len(data)) != want {
		return r.fail(fmt.Errorf("chunk %d has %d bytes, want %d", place, len(data), want), nil)
	}
	r.place, r.data = place, data
	return nil
}

// Seek implements io.Seeker.
func (r *blobReader) Seek(offset int64, whence int) (int64, error) {
	if r.closed {
		return 0, r.fail(fs.ErrClosed, nil)
	}
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.size
	}
	if offset < 0 {
		return 0, r.fail(errNegative, nil)
	}
	r.at = offset
	return offset, nil
}

// Close implements io.Closer.
func (r *blobReader) Close() error {
	r.closed, r.data = true, nil
	return nil
}
