//go:build !linux

package natstest

import (
	"errors"
	"os"
)

func roomy() string { return "" }

func pause(*os.Process, bool) error { return errors.ErrUnsupported }
