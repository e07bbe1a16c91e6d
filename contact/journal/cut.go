package journal

import (
	"context"
	"errors"
)

// Cut returns the version up to which stream has been cut: reading from there yields what is left. It finds out by some
// sixty short reads, and is meant for who has no snapshot to begin behind. The error is the journal's. If the stream is
// being cut meanwhile, the answer may be behind already: read, and if that is [ErrTrimmed], ask again.
func Cut(ctx context.Context, j Journal, stream string) (Version, error) {
	if left, err := isLeft(ctx, j, stream, 0); left || err != nil {
		return 0, err
	}
	cut, left := Version(0), MaxVersion
	for left-cut > 1 {
		mid := cut + (left-cut)/2
		is, err := isLeft(ctx, j, stream, mid)
		switch {
		case err != nil:
			return 0, err
		case is:
			left = mid
		default:
			cut = mid
		}
	}
	return left, nil
}

// isLeft reports whether what comes after a version has not been cut.
func isLeft(ctx context.Context, j Journal, stream string, after Version) (bool, error) {
	for _, err := range j.Read(ctx, stream, after) {
		if errors.Is(err, ErrTrimmed) {
			return false, nil
		}
		return err == nil, err
	}
	return true, nil
}
