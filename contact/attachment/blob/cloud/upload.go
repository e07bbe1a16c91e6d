package cloud

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"io"

	gocloud "gocloud.dev/blob"
	"gocloud.dev/gcerrors"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// anew writes an object that is not there yet. No driver guesses its type.
func anew() *gocloud.WriterOptions {
	return &gocloud.WriterOptions{IfNotExist: true, ContentType: "application/octet-stream"}
}

// upload writes an object that is not there yet. If in fails, nothing is written: a writer whose context has
// ended gives up when it is closed.
func (s *Store) upload(ctx context.Context, name string, in *incoming) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w, err := s.bucket.NewWriter(ctx, name, anew())
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, in); err != nil {
		cancel()
		_ = w.Close()
		return err
	}
	end := s.end(name)
	select {
	case end <- struct{}{}:
		defer func() { <-end }()
		return w.Close()
	case <-ctx.Done():
		_ = w.Close()
		return ctx.Err()
	}
}

// taken reports whether a writer was refused because an object is there.
func taken(err error) bool { return gcerrors.Code(err) == gcerrors.FailedPrecondition }

// settle decides what becomes of a Put whose writer was refused or failed: what is there now says whether it, or one that
// tried the same, has come through.
func (s *Store) settle(ctx context.Context, in *incoming, cause error) error {
	same, err := s.holds(ctx, nameOf(in.key), in.size, in.hash.Sum(nil))
	switch {
	case err == nil && same:
		return nil
	case err == nil, taken(cause) && gcerrors.Code(err) == gcerrors.NotFound: // removed a moment ago
		return &blob.Error{Op: blob.OpPut, Key: in.key, Err: blob.ErrExists}
	case taken(cause):
		return err
	}
	return cause
}

// holds compares an object with a size and a sum.
func (s *Store) holds(ctx context.Context, name string, size int64, sum []byte) (bool, error) {
	r, err := s.bucket.NewReader(ctx, name, nil)
	if err != nil {
		return false, err
	}
	defer r.Close()
	if r.Size() != size {
		return false, nil
	}
	hash := sha256.New()
	if n, err := io.Copy(hash, r); err != nil || n != size {
		return false, cmp.Or(err, io.ErrUnexpectedEOF)
	}
	return bytes.Equal(hash.Sum(nil), sum), nil
}
