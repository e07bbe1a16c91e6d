package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
)

var _ Store = (*Dir)(nil)

// Dir keeps blobs in a folder, each in a file of its own. It is safe for concurrent use. A folder belongs
// to one Dir at a time: two at once, in one process or in two, break each other's promises.
//
// Below the folder is one for each owner, and one for files that are being written; what a crash left
// there is removed by the next [OpenDir]. Folders have the mode 0700 and files 0600, as far as the system
// knows modes. A file gets its name only when it is whole and on the disk; the folder is then synced, too
// (not on Windows, which has no such thing). No key leads out of the folder, see [os.Root].
//
// Delete and Erase remove names, and overwrite nothing: file systems, disks, snapshots and backups keep
// what they like for as long as they like. Where that is not enough, encrypt the disk. A reader goes on
// reading what it opened after the file is removed, where the system allows it.
type Dir struct {
	root  *os.Root
	limit int64
	temps atomic.Uint64 // how many temporary files there have been
	mu    sync.Mutex    // held while names come and go, never while content is read or written
}

// DirConfig says where a [Dir] is.
type DirConfig struct {
	// Path is the folder. It is made if it is not there; its parent must be there. Nothing else may be in it.
	Path string
	// Limit is the size in bytes of the largest blob; 0 stands for DefaultLimit.
	Limit int64
}

// OpenDir opens the folder and removes what a crash has left unfinished. The errors are the system's.
func OpenDir(cfg DirConfig) (*Dir, error) {
	if err := makeFolder(cfg.Path); err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	root, err := os.OpenRoot(cfg.Path)
	if err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	if err := errors.Join(root.RemoveAll(unfinished), root.Mkdir(unfinished, 0o700)); err != nil {
		return nil, fmt.Errorf("blob: %w", errors.Join(err, root.Close()))
	}
	return &Dir{root: root, limit: cfg.Limit}, nil
}

func makeFolder(path string) error {
	err := os.Mkdir(path, 0o700)
	if err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil
		}
		return err
	}
	parent, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return syncFolder(parent)
}

// Close lets go of the folder. Readers that are open stay open; every call after it fails.
func (d *Dir) Close() error { return d.root.Close() }

// Put implements [Store].
func (d *Dir) Put(ctx context.Context, key Key, r io.Reader) (int64, error) {
	if err := begin(ctx, OpPut, key); err != nil {
		return 0, err
	}
	temp := unfinished + "/" + strconv.FormatUint(d.temps.Add(1), 10)
	defer d.root.Remove(temp) // if it has got its name, there is nothing to remove
	size, err := d.write(temp, newSource(ctx, key, r, d.limit))
	if err != nil {
		return 0, fail(OpPut, key, err)
	}
	if err := d.place(temp, key); err != nil {
		return 0, fail(OpPut, key, err)
	}
	return size, nil
}

// Open implements [Store].
func (d *Dir) Open(ctx context.Context, key Key) (io.ReadSeekCloser, error) {
	if err := begin(ctx, OpOpen, key); err != nil {
		return nil, err
	}
	f, err := d.root.Open(fileOf(key))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{Op: OpOpen, Key: key, Err: ErrNotFound}
	}
	if err != nil {
		return nil, fail(OpOpen, key, err)
	}
	return f, nil
}

// Delete implements [Store].
func (d *Dir) Delete(ctx context.Context, key Key) error {
	if err := begin(ctx, OpDelete, key); err != nil {
		return err
	}
	if err := d.remove(key); err != nil {
		return fail(OpDelete, key, err)
	}
	return nil
}

// Erase implements [Store].
func (d *Dir) Erase(ctx context.Context, owner string) error {
	if err := beginErase(ctx, owner); err != nil {
		return err
	}
	if err := d.removeAll(owner); err != nil {
		return fail(OpErase, Key{Owner: owner}, err)
	}
	return nil
}

// fail makes err an *Error, if it is not one already.
func fail(op Op, key Key, err error) error {
	if e, ok := err.(*Error); ok {
		return e
	}
	return &Error{Op: op, Key: key, Err: err}
}
