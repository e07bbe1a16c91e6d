package natstest

import (
	"os"
	"syscall"
)

// roomy returns a folder in memory with room enough, where syncing takes no time, or "".
func roomy() string {
	const memory, room = "/dev/shm", 2 << 30
	var fs syscall.Statfs_t
	if syscall.Statfs(memory, &fs) != nil || uint64(fs.Bsize)*fs.Bavail < room {
		return ""
	}
	return memory
}

// pause stops a child, and waits until none of its threads runs; or lets it go on.
func pause(p *os.Process, on bool) error {
	if !on {
		return p.Signal(syscall.SIGCONT)
	}
	if err := p.Signal(syscall.SIGSTOP); err != nil {
		return err
	}
	for {
		var status syscall.WaitStatus
		if _, err := syscall.Wait4(p.Pid, &status, syscall.WUNTRACED, nil); err != syscall.EINTR {
			return err
		}
	}
}
