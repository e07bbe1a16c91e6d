package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// maxFile is how many bytes a file may have.
const maxFile = 256 << 20

// open reads a file, or the standard input. The errors have no name in them.
func (p *program) open(name string) ([]byte, error) {
	if name == "-" {
		return read(p.stdin, maxFile)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nameless(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size() > maxFile {
		return nil, tooLarge(maxFile)
	}
	raw, err := read(f, maxFile)
	return raw, nameless(err)
}

// read reads all that there is, if it is not more than limit bytes.
func read(r io.Reader, limit int64) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(raw)) > limit {
		return nil, tooLarge(limit)
	}
	return raw, err
}

func tooLarge(limit int64) error { return fmt.Errorf("larger than %d bytes", limit) }

// nameless is an error without the file's name, which may have card data in it.
func nameless(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}
