package cloud

import (
	"context"
	"io"

	gocloud "gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// remove removes an object; one that is not there is fine.
func (s *Store) remove(ctx context.Context, name string) error {
	if err := s.bucket.Delete(ctx, name); gcerrors.Code(err) != gcerrors.NotFound {
		return err
	}
	return nil
}

// removeAll removes all objects whose names begin with prefix, until a listing finds none.
func (s *Store) removeAll(ctx context.Context, prefix string) error {
	const patience = 20
	for missed := 0; ; {
		some, err := s.sweep(ctx, prefix)
		switch {
		case gcerrors.Code(err) == gcerrors.NotFound && missed < patience:
			missed++ // QUIRK: fileblob fails to list if a file is removed meanwhile
		case err != nil || !some:
			return err
		}
	}
}

// sweep removes all objects that a listing of prefix finds, and reports whether there were any.
func (s *Store) sweep(ctx context.Context, prefix string) (some bool, err error) {
	list := s.bucket.List(&gocloud.ListOptions{Prefix: prefix})
	for {
		object, err := list.Next(ctx)
		if err == io.EOF {
			return some, nil
		}
		if err != nil {
			return some, err
		}
		if err := s.remove(ctx, object.Key); err != nil {
			return some, err
		}
		some = true
	}
}
