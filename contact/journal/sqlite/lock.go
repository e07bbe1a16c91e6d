package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"
)

// fileLock is the right to use the journal's file. The kernel takes it back when the process ends, however it ends.
type fileLock struct{ file *os.File }

// lockFile locks the file at path, which it makes if need be. If wait is set, it waits for another holder until ctx ends.
func lockFile(ctx context.Context, path string, wait bool) (*fileLock, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	for {
		err := tryLock(file)
		if err == nil {
			return &fileLock{file}, nil
		}
		if wait && errors.Is(err, ErrLocked) {
			err = sleep(ctx, lockPollEvery*time.Millisecond)
		}
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
	}
}

// unlock leaves the file where it is: whoever removed it could remove another's lock.
func (l *fileLock) unlock() error { return l.file.Close() }

// marked tells whether the file was a journal before.
func (l *fileLock) marked() (bool, error) {
	info, err := l.file.Stat()
	return err == nil && info.Size() > 0, err
}

// mark notes for later that the file is a journal: it must not be gone then.
func (l *fileLock) mark() error {
	_, err := l.file.WriteString("lock of the journal beside it\n")
	return errors.Join(err, l.file.Sync(), syncFolder(filepath.Dir(l.file.Name())))
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
