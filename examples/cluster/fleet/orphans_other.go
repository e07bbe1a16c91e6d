//go:build !linux

package fleet

import "syscall"

func orphans() *syscall.SysProcAttr { return nil }
