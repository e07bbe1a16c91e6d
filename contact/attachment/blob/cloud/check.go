package cloud

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	gocloud "gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// ErrUnfit: the bucket does not do what a [Store] relies on. The error says what.
var ErrUnfit = errors.New("cloud: bucket is not fit")

// check writes, reads, lists and removes an object of that name.
func check(ctx context.Context, bucket *gocloud.Bucket, name string) error {
	if bucket == nil {
		return fmt.Errorf("%w: it is nil", ErrUnfit)
	}
	for _, step := range []struct {
		name string
		do   func(context.Context, *gocloud.Bucket, string) error
	}{{"write", checkWrite}, {"read", checkRead}, {"list", checkList}, {"delete", checkDelete}} {
		if err := step.do(ctx, bucket, name); err != nil {
			return fmt.Errorf("cloud: check of the bucket: %s: %w", step.name, err)
		}
	}
	return nil
}

var checked = []byte("acdkit looks what this bucket can do")

func checkWrite(ctx context.Context, bucket *gocloud.Bucket, name string) error {
	if err := bucket.WriteAll(ctx, name, checked, anew()); err != nil {
		return err
	}
	err := bucket.WriteAll(ctx, name, nil, anew())
	if err == nil {
		return fmt.Errorf("%w: it writes over what is there", ErrUnfit)
	}
	if !taken(err) {
		return err
	}
	return nil
}

func checkRead(ctx context.Context, bucket *gocloud.Bucket, name string) error {
	data, err := bucket.ReadAll(ctx, name)
	if err != nil {
		return err
	}
	if !bytes.Equal(data, checked) {
		return fmt.Errorf("%w: it reads something else than was written", ErrUnfit)
	}
	return nil
}

func checkList(ctx context.Context, bucket *gocloud.Bucket, name string) error {
	object, err := bucket.List(&gocloud.ListOptions{Prefix: name}).Next(ctx)
	if err == io.EOF || err == nil && object.Key != name {
		return fmt.Errorf("%w: it does not list what was written", ErrUnfit)
	}
	return err
}

func checkDelete(ctx context.Context, bucket *gocloud.Bucket, name string) error {
	if err := bucket.Delete(ctx, name); err != nil {
		return err
	}
	if _, err := bucket.Attributes(ctx, name); gcerrors.Code(err) != gcerrors.NotFound {
		return errors.Join(fmt.Errorf("%w: it still has what was deleted", ErrUnfit), err)
	}
	return nil
}
