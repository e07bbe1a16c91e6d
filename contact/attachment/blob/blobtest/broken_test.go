package blobtest

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// broken is a good store with some methods exchanged for bad ones.
type broken struct {
	blob.Memory
	put   func(ctx context.Context, key blob.Key, r io.Reader) (int64, error)
	open  func(ctx context.Context, key blob.Key) (io.ReadSeekCloser, error)
	del   func(ctx context.Context, key blob.Key) error
	erase func(ctx context.Context, owner string) error
}

func (b *broken) Put(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
	if b.put != nil {
		return b.put(ctx, key, r)
	}
	return b.Memory.Put(ctx, key, r)
}

func (b *broken) Open(ctx context.Context, key blob.Key) (io.ReadSeekCloser, error) {
	if b.open != nil {
		return b.open(ctx, key)
	}
	return b.Memory.Open(ctx, key)
}

func (b *broken) Delete(ctx context.Context, key blob.Key) error {
	if b.del != nil {
		return b.del(ctx, key)
	}
	return b.Memory.Delete(ctx, key)
}

func (b *broken) Erase(ctx context.Context, owner string) error {
	if b.erase != nil {
		return b.erase(ctx, owner)
	}
	return b.Memory.Erase(ctx, owner)
}

// content is how the open method of a broken store returns what it likes.
type content struct{ io.ReadSeeker }

func (content) Close() error { return nil }

// reading changes what is read.
func (b *broken) reading(change func(blob.Key, []byte) []byte) {
	b.open = func(ctx context.Context, key blob.Key) (io.ReadSeekCloser, error) {
		r, err := b.Memory.Open(ctx, key)
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(r)
		return content{bytes.NewReader(change(key, data))}, err
	}
}

// putting changes what is stored.
func (b *broken) putting(change func(io.Reader) io.Reader) {
	b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
		return b.Memory.Put(ctx, key, change(r))
	}
}

// naming changes the names, but not those in errors.
func (b *broken) naming(change func(blob.Key) blob.Key) {
	says := func(key blob.Key, err error) error {
		if e, ok := errors.AsType[*blob.Error](err); ok {
			e.Key = key
		}
		return err
	}
	b.put = func(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
		size, err := b.Memory.Put(ctx, change(key), r)
		return size, says(key, err)
	}
	b.open = func(ctx context.Context, key blob.Key) (io.ReadSeekCloser, error) {
		r, err := b.Memory.Open(ctx, change(key))
		return r, says(key, err)
	}
	b.del = func(ctx context.Context, key blob.Key) error {
		return says(key, b.Memory.Delete(ctx, change(key)))
	}
	b.erase = func(ctx context.Context, owner string) error {
		return says(blob.Key{Owner: owner}, b.Memory.Erase(ctx, change(blob.Key{Owner: owner}).Owner))
	}
}

func both(f func(string) string) func(blob.Key) blob.Key {
	return func(key blob.Key) blob.Key { return blob.Key{Owner: f(key.Owner), ID: f(key.ID)} }
}

// calm makes an end of every error.
type calm struct{ r io.Reader }

func (c *calm) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if err != nil {
		err = io.EOF
	}
	return n, err
}

type seekless struct{ io.ReadSeekCloser }

func (seekless) Seek(int64, int) (int64, error) { return 0, nil }

// live makes readers go on with other bytes once there is something else under their key.
func (b *broken) live(other []byte) {
	b.open = func(ctx context.Context, key blob.Key) (io.ReadSeekCloser, error) {
		r, err := b.Memory.Open(ctx, key)
		if err != nil {
			return nil, err
		}
		now := func() string {
			r, err := b.Memory.Open(ctx, key)
			if err != nil {
				return ""
			}
			data, _ := io.ReadAll(r)
			return string(data)
		}
		return &liveReader{ReadSeekCloser: r, now: now, was: now(), other: other}, nil
	}
}

type liveReader struct {
	io.ReadSeekCloser
	now   func() string
	was   string
	other []byte
}

func (r *liveReader) Read(p []byte) (int, error) {
	if r.now() == r.was {
		return r.ReadSeekCloser.Read(p)
	}
	n := copy(p, r.other)
	if r.other = r.other[n:]; n == 0 {
		return 0, io.EOF
	}
	return n, nil
}
