//go:build !cgo

package scanbench

import "errors"

var errNoCgo = errors.New("scanbench: Hyperscan needs cgo, which needs a C compiler")

// A hyperscan cannot be opened without cgo.
type hyperscan struct{}

func openHyperscan() (*hyperscan, error) { return nil, errNoCgo }

func (*hyperscan) count([]byte) (int, error) { return 0, errNoCgo }

func (*hyperscan) close() {}
