//go:build unix && !linux

package pgtest

import "syscall"

func endWithParent(*syscall.SysProcAttr) {}

// children returns nothing: without their parent, a server's processes end by themselves, a little later.
func children(int) []int { return nil }
