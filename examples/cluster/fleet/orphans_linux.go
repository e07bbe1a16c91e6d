package fleet

import "syscall"

// orphans has the kernel kill a process when its parent has ended.
func orphans() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
