package attachment

import (
	"fmt"
	"io"
)

// Read reads the content of a file that is to stand beside those that are staged. It reads one byte more
// than what is still allowed, at most, and then refuses without reading on. The error is an *[Error]
// that is [Disabled], [TooMany], [TooLarge] or [TotalTooLarge], or else wraps that of src.
func (r Rules) Read(src io.Reader, staged []File) ([]byte, error) {
	if err := r.count(len(staged) + 1); err != nil {
		return nil, err
	}
	used := total(staged)
	if used >= r.MaxTotal {
		return nil, &Error{Code: TotalTooLarge, Limit: r.MaxTotal, Size: used}
	}
	room, refusal := r.MaxTotal-1-used, &Error{Code: TotalTooLarge, Limit: r.MaxTotal}
	if r.MaxFile > 0 && r.MaxFile <= room {
		room, refusal = r.MaxFile, &Error{Code: TooLarge, Limit: r.MaxFile}
	}
	data, err := io.ReadAll(io.LimitReader(src, room+1))
	switch {
	case int64(len(data)) > room:
		return nil, refusal
	case err != nil:
		return nil, fmt.Errorf("attachment: reading a file: %w", err)
	}
	return data, nil
}

// count checks a number of files above 0.
func (r Rules) count(files int) error {
	switch {
	case !r.Enabled:
		return &Error{Code: Disabled}
	case r.MaxCount > 0 && files > r.MaxCount:
		return &Error{Code: TooMany, Limit: int64(r.MaxCount), Size: int64(files)}
	}
	return nil
}
