//go:build !linux

package sqlite_test

import (
	"errors"
	"io"
)

// limitChild needs what only Linux has.
func limitChild(string, io.Writer) error { return errors.ErrUnsupported }
