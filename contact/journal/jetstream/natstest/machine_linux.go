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

func pause(p *os.Process, on bool) error {
	if on {
		return p.Signal(syscall.SIGSTOP)
	}
	return p.Signal(syscall.SIGCONT)
}
