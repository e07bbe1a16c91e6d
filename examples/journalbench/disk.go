package main

import (
	"errors"
	"os"
	"path/filepath"
	"time"
)

// record is about what one append of a journal writes to the disk.
const record = 4 << 10

// syncs returns how often a second the disk below a folder takes a record behind a file's end and makes it durable.
func syncs(dir string, long time.Duration) (rate float64, err error) {
	f, err := os.Create(filepath.Join(dir, "syncs"))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	block, n, began := make([]byte, record), 0, time.Now()
	for time.Since(began) < long {
		if _, err := f.Write(block); err != nil {
			return 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, err
		}
		n++
	}
	return float64(n) / time.Since(began).Seconds(), nil
}
